"""Two numbers inside, one chat for each thread: the real desk, worker and store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.flow.edition import Edition
from tests.evening.evening import ANA, BO, CONTACT
from tests.evening.own_store import OwnStore
from tests.evening.real_evening import RealEvening
from tests.evening.talk import Talk

INSIDE = ("+12025550300", "+12025550301")
PHONES = {
    "contact": CONTACT,
    "other": "+12025550148",
    "third": "+12025550149",
    "ana": ANA,
    "bo": BO,
}


@pytest.fixture
def talk(edition: Edition) -> Iterator[Talk]:
    with tempfile.TemporaryDirectory() as folder:
        own = OwnStore(Path(folder))
        own.start()
        night = RealEvening(edition, own, inside=INSIDE)
        for name, phone in {"Ana": ANA, "Bo": BO}.items():
            night.peer(name, phone, "en", channels=("texts", "calls"))
        yield Talk(night, PHONES, INSIDE)
        own.kill()


def test_each_thread_has_its_chat_and_what_just_ended_there_is_remembered(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
  contact gets: A person is being asked now.
  ana gets on 1: Line: {one} wants a person by text, English. First TAKE gets it. PASS is fine.
  bo gets on 1: Line: {one} wants a person by text, English.
+5 ana on 1: take
  ana gets on 1: {one} is yours (English). Your next text goes to them. CLOSE when over.
  bo gets on 1: Line: {one} is taken. Thank you.
  contact gets: Auto: a person has your texts now.
· The second has another chat: nothing has to be addressed.
+30 other: 0
  ana gets on 1: Line: {two} wants a person by text, English.
+5 ana on 1: take
  ana gets on 2: {two} is yours (English). Your next text goes to them. CLOSE when over.
+20 ana on 2: hey you
  other gets: hey you
  contact gets nothing
+20 ana on 1: still there?
  contact gets: still there?
  other gets nothing
+20 other: yes
  ana gets on 2: {two}: yes
· A digit answers where it was asked, and is words elsewhere.
+20 ana on 2: close
  ana gets on 2: Close {two}? 1 close 2 send it to them as a text
+9 ana on 1: 1
  contact gets: 1
  other gets nothing
+9 ana on 2: 1
  ana gets on 2: {two} is closed and erased here.
  other gets: Auto: this talk is closed and erased here. 0 = a person again.
· Both chats had somebody a moment ago: what is typed in this one may still be for them.
+20 third: 0
  ana gets on 1: Line: {three} wants a person by text, English.
+5 ana on 1: take
  ana gets on 2: {three} is yours. Another talk just ended, so for 5 min start each text with
+9 ana on 2: good luck
  ana gets on 2: Who is that for (good luck)? 1 {three} 2 nobody. We hold it 5 min.
  third gets nothing
  contact gets nothing
+5 ana on 2: 1
  ana gets on 2: Sent to {three}.
  third gets: good luck
+5:00 ana on 2: are you ok
  third gets: are you ok
""")


def test_one_of_us_is_a_contact_on_the_public_line(talk: Talk) -> None:
    talk.plays("""
+0 ana: 0
  ana gets: A person is being asked now.
  bo gets on 1: Line: {one} wants a person by text, English.
+5 bo on 1: take
  bo gets on 1: {one} is yours (English).
  ana gets: Auto: a person has your texts now.
+20 ana: who
  bo gets on 1: {one}: who
+20 bo on 1: its me
  ana gets: its me
""")
