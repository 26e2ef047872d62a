"""Accounts, sign-in, sessions, links, rate limits and the audit trail.

Read permissions.py first: every service asks it who acts and what they may do.
"""
