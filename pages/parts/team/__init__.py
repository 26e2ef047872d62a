"""The team page: one's own account, the members, and who signed in.

members.py is what admins do; own_account.py what everybody does.
"""
