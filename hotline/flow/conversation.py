"""Conversations played without a line: for rehearsing, for the flows' own examples, for tests.

The same engine as the live line; only the clock is turned by hand. These are the names that other
rooms use; how each works is in `rehearsing/`.
"""

from hotline.flow.rehearsing.caller import PhoneCall
from hotline.flow.rehearsing.contact import Conversation
from hotline.flow.rehearsing.replay import replay

__all__ = ("Conversation", "PhoneCall", "replay")
