"""Ringing peers for a contact who waits: one record, `step`, and what follows from it.

The contact waits in turns of a few seconds, peers are rung on legs of their own, the first 1 wins,
and both meet in a room. Nothing but the contact's own next turn ever moves the contact.
"""
