"""Planned interviews: created and listed, what a candidate asked for, what is rated.

Read service.py first; plans/ says what is asked, assessment/ what comes next.
"""
