"""The contact's own person, whom a peer may ring for them: which number may be one."""

from __future__ import annotations

from hotline.desk.blocking import kept_out
from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.domain.events import CallStarted
from hotline.domain.phone import Phone, costs_more, is_emergency, phone_from_person, region_of


def friend(desk: Desk, contact: Contact, written: str) -> Phone | None:
    """The number somebody wrote, if one of us may ring it; never why not, for that would tell whose
    it is. Raises StoreAway."""
    region = region_of(contact.line)
    phone = phone_from_person(written, region)
    if phone is None or is_emergency(phone) or costs_more(phone) or not desk.served(phone):
        return None
    ours = phone in {contact.phone, *desk.lines} or desk.people.whose(phone)
    blocked = any(kept_out(desk, CallStarted("", line, phone)) for line in desk.lines)
    return None if ours or blocked else phone
