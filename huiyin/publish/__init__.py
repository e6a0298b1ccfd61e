"""What is told to everybody in plain words: policy briefs and the questions about them.

Look first at `rules`, `actions.briefs`.
"""
