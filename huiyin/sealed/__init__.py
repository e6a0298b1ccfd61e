"""Sealed reports: accusations against officials, shut for the organ that looks into them, and handed over with a receipt.

Nothing here can be read by the program, its database or whoever runs it (S52, I-21; Regulations on Petition Work, art. 30).
"""
