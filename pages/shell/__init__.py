"""The app around the screens: its routes, its start and the choice of the page."""
