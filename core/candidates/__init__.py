"""What a candidate may ask for, correct, take again and be told."""
