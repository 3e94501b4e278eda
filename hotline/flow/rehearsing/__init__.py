"""Trying the flows without a line: one contact, by text and by phone, on any evening."""
