"""What a candidate may correct, take again, find again and be told."""
