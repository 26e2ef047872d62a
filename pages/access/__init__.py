"""Who is signed in, which pages there are, and what each visitor may open.

Read guard.py first: every team page begins with its ``require_permission``.
"""
