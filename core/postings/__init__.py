"""Job postings: created, edited, published, closed and listed; read service.py first.

What a posting says stands in content/.
"""
