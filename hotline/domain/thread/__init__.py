"""A thread: a contact and a peer who write to each other through the line."""
