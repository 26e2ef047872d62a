"""The app around the screens: its start, its routes, and the choice of the page.

Read router.py first: it runs for every page.
"""
