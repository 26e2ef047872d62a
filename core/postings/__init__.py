"""Job postings: created, edited, published, closed and listed."""
