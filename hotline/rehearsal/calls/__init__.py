"""Calls of the pretend carrier: legs, documents, rooms, and what each phone hears."""
