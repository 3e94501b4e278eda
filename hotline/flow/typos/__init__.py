"""Which words of a book a slip of the finger would misread, tried on the live engine."""
