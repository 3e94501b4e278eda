"""Nudges between processes: the room that speaks to the queue, in tokens only."""
