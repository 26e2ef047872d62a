"""The parts of the prompt inspector: a file for each of its views.

Read subject.py first: it holds what every view shows.
"""
