"""Builds the product from its parts (composition root): settings, database, services, rooms.

Read wiring.py first: ``services()`` is where pages get everything from.
"""
