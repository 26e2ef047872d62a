"""What the screens are made of, a folder for each; here, what several of them show."""
