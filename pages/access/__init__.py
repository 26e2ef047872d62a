"""Who is signed in, which pages there are, and what each visitor may open."""
