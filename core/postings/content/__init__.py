"""What a posting says: the typed draft, its revisions, its role, and the snapshot of an interview.

Read draft.py first, then role_choice.py.
"""
