"""How well the acts of what candidates say are read."""
