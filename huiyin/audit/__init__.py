"""What was done, by whom, when: appended and sealed; and the walls that keep counties apart.

Look first at `scope`, `walls`, `clock`.
"""
