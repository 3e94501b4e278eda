"""A contact's side of a check-in: what their words and keys mean for it, and what is said to it."""
