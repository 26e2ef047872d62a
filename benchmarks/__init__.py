"""Benchmarks, each beside tiktoken's time for the same text; they print figures and assert nothing.

``python -m benchmarks`` runs them; measure.py times a call and prints the table.
"""
