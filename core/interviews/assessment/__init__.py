"""The progressive assessment: what to ask next, and how hard; read progressive.py first."""
