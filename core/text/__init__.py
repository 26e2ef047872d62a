"""Text as people type it, and how it is stored, shown, counted and spoken.

Read characters.py first, then plain_text.py; the other files are independent of each other.
"""
