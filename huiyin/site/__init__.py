"""The composition root: settings, every address, everything that time does, the desk, the command `huiyin`.

Look first at `urls`, `schedule`, `desk`, `cli`.
"""
