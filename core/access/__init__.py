"""Accounts, sessions and permissions: who acts, and whether they still may."""
