"""A busy night with bad luck: peers and contacts who write, and an oracle that knows for whom.

Each text carries a tag of its own. Whoever writes acts by what their phone shows, which is late; so
are their texts. The carrier refuses, forgets and repeats; workers and the web die between any two
steps, and others are faster. After it all the oracle says which tag met the wrong phone, and which
was lost without its sender being told.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.reports import text_reported
from hotline.desk.roster import unshut
from hotline.domain.contact import Contact
from hotline.domain.errands import RelayText, SendText
from hotline.domain.events import TextArrived, TextReported
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.rota import Shift
from hotline.domain.times import Times
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure, StoreAway
from hotline.flow.edition import Edition, edition_of
from tests.desk.pretend import LINE, NOON, Line

ALWAYS = Times(0, 1440, "America/New_York", tuple(range(7)))
SOON = 1800  # seconds in which a loss has to be told
AT_ONCE = 200  # seconds in which the end of a thread tells it
WHOLE = 120  # seconds in which all of a group have a text
_TAG = re.compile(r"zq\d+q")
_HANDLE = re.compile(r"@\d{3,5}")
_LOST = re.compile(
    r"[Nn]ot sent|did not get|could not be|was not sent|What waited|Nothing of yours|"
    r"Who is that|not yours"
)


_ASKS = re.compile(r"(Close|Hand|Ban|Open:) @|Shut that phone|Nobody else is on")
_KEYS = re.compile(
    r"(?<!@)\b(\d+) (?=close|send|hand|not me|nobody here|shut|no$|stay|off now|break|we ask)"
)


class Died(Exception):
    """A process ends here."""


@dataclass
class Sent:
    """One tagged text: who wrote it, for whom, when; and what became of it."""

    tag: str
    sender: Phone
    intended: Phone | None  # None: whoever has the thread
    at: float
    reached: set[Phone] = field(default_factory=set)
    failed: set[Phone] = field(default_factory=set)
    handle: str = ""
    group: tuple[str, ...] = ()  # who was to see it, where more than one is,
    thread: str = ""  # and in which thread


class Carrier:
    """Takes texts, or not, or does not say; tells of it late, twice, or in another order."""

    def __init__(self, night: Night) -> None:
        self.night = night

    def send_text(self, **asked: object) -> str:
        night, dice = self.night, self.night.dice
        luck = dice.random()
        if dice.random() < 0.05:
            night.meanwhile()
        if luck < 0.03:
            raise CarrierBusy(20429)
        if luck < 0.05:
            raise CarrierUnsure
        to, line, body = asked["to"], asked["line"], str(asked["body"])
        assert isinstance(to, Phone) and isinstance(line, Phone)
        if luck < 0.06 and str(asked["receipt"]).startswith("rt-"):
            for tag in _TAG.findall(body):
                night.sent[tag].failed.add(to)
            raise CarrierRefused(21614)
        night.delivered += 1
        night.take(to, line, body, str(asked["receipt"]))
        if luck < 0.07:
            raise CarrierUnsure
        night.dies()
        return f"SM{night.delivered:032x}"

    def erase_text(self, id: str) -> None:
        """Gone."""

    def place_call(self, **asked: object) -> str:
        """Nobody picks up. Whoever said STOP is rung for what cannot wait."""
        if self.night.dice.random() < 0.03:
            raise CarrierBusy(20429)
        return f"CA{self.night.dice.randrange(16**32):032x}"

    def erase_call(self, id: str) -> None:
        """Gone."""


@dataclass
class Peer:
    """A peer by what their phone shows, in the chat with one number of ours."""

    phone: Phone
    line: Phone = LINE
    open: set[str] = field(default_factory=set)  # handles they believe are theirs
    offers: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)  # handle to key, of our last question
    nobody: str = ""
    keys: list[str] = field(default_factory=list)  # of a question that is about no words
    waiting: list[Sent] = field(
        default_factory=list
    )  # bare texts of theirs that may be asked about
    answered: list[Sent] = field(default_factory=list)  # those they have just answered for


class Night:
    """`peers` and `contacts` and their line, until so many texts were relayed; `inside` is how many
    inside numbers there are; in a `group` all who are on see each text of a contact."""

    def __init__(
        self,
        edition: Edition,
        seed: int,
        peers: int = 6,
        contacts: int = 12,
        inside: int = 0,
        group: bool = False,
    ) -> None:
        if group:
            rotation = replace(edition.book.rotations["peers"], texts="group")
            edition = edition_of(replace(edition.book, rotations={"peers": rotation}))
        self.group, self.ids, self.shut = group, dict[Phone, str](), dict[Phone, float]()
        self.dice = random.Random(seed)
        self.line = Line(edition, inside=tuple(Phone(f"+1202555{3000 + n}") for n in range(inside)))
        self.carrier = Carrier(self)
        self.peers: set[Phone] = set()
        self.chats: dict[tuple[Phone, Phone], Peer] = {}
        self.contacts = [Phone(f"+1202555{2000 + n}") for n in range(contacts)]
        given = Consent("given", NOON)
        for n in range(peers):
            phone = Phone(f"+1202555{1000 + n}")
            person = Person(f"p{n}", f"P{n}", (phone,), ("en",), ("peer",), "peers", texts=given)
            self.line.people.people += (person,)
            self.line.rota.shifts += (Shift(f"s{n}", person.id, "peers", ALWAYS),)
            self.peers.add(phone)
            self.ids[phone] = person.id
            for number in self.line.inside or (LINE,):
                self.chats[phone, number] = Peer(phone, number)
        self.desk = self.line.desk()
        object.__setattr__(self.desk, "carrier", lambda: self.carrier)
        self.coming: list[tuple[float, int, Callable[[], None]]] = []
        self.sent: dict[str, Sent] = {}
        self.of_handle = self.line.threads.named
        self.got: dict[Phone, list[tuple[float, str]]] = defaultdict(list)
        self.excused: set[str] = set()  # whose sender wished that all be forgotten
        self.wrong: list[str] = []
        self.idle: list[float] = []  # when nobody worked for a while
        self.delivered = self.texts = self.numbered = self.depth = 0
        self.breaks = True

    # What happens by itself.

    def later(self, most: float, doing: Callable[[], None]) -> None:
        self.numbered += 1
        at = self.line.now + self.dice.random() * most
        self.coming.append((at, self.numbered, doing))

    def dies(self) -> None:
        if self.breaks and self.dice.random() < 0.004:
            raise Died

    def meanwhile(self) -> None:
        """Somebody else's text is answered in between."""
        if self.depth < 2:
            self.depth += 1
            self.act()
            due = [row for row in self.coming if row[0] <= self.line.now + 20]
            if due:
                row = self.dice.choice(due)
                self.coming.remove(row)
                row[2]()
            self.depth -= 1

    def tick(self) -> None:
        self.line.now += self.dice.choice((0.2, 0.5, 1.0, 3.0))
        if self.dice.random() < 0.002:
            self.settle()
            self.idles(self.dice.choice((60, 200, 700)))
        self.goes_on()

    def idles(self, seconds: int) -> None:
        """Nobody writes for a while, and no worker works. But with inside numbers it is told in
        time that a thread has ended: for five minutes that is remembered (decision 0024)."""
        self.idle.append(self.line.now)
        step = 20 if self.line.inside and seconds > AT_ONCE else seconds
        for _ in range(seconds // step):
            self.line.now += step
            if step < seconds:
                self.goes_on()
        self.line.blocks.kept.clear()

    def goes_on(self) -> None:
        for row in sorted(row for row in self.coming if row[0] <= self.line.now):
            if row in self.coming:
                self.coming.remove(row)
                row[2]()
        for person in self.line.people.people:
            if person.shut:
                self.shut[person.numbers[0]] = person.shut
            if 0 < person.shut < self.line.now - 900:
                self.turns_up(person.numbers[0])
        ids = self.line.due()
        self.dice.shuffle(ids)
        looked, self.line.nudges.looked = self.line.nudges.looked, []
        for id in dict.fromkeys([*ids, *(id for id in looked if self.dice.random() < 0.5)]):
            self.work(id)

    def settle(self) -> None:
        """All that is under way arrives: no text takes longer than minutes."""
        while self.coming:
            row = min(self.coming)
            self.coming.remove(row)
            self.line.now = max(self.line.now, row[0])
            row[2]()

    def work(self, id: str) -> None:
        if self.breaks and self.dice.random() < 0.02:
            self.line.threads.racing.append(self.meanwhile)
        try:
            self.dies()
            do(self.desk, id)
            if self.dice.random() < 0.02:
                do(self.desk, id)  # twice
        except (Died, StoreAway):
            pass
        self.line.threads.racing.clear()

    # What the carrier does.

    def take(self, to: Phone, line: Phone, body: str, receipt: str) -> None:
        late = self.dice.random() * 8
        for tag in _TAG.findall(body):
            self.check(to, self.sent[tag])
        if self.breaks and self.dice.random() < 0.03 and receipt.startswith("rt-"):
            code = self.dice.choice((30007, 30005, 14107))
            for tag in _TAG.findall(body):
                if code != 14107:
                    self.sent[tag].failed.add(to)
            self.report(receipt, "undelivered", code, late)
            return
        for tag in _TAG.findall(body):
            self.sent[tag].reached.add(to)
        self.later(20, lambda: self.read(to, line, body))
        if self.dice.random() < 0.9:
            self.report(receipt, "sent", None, late)
        if self.dice.random() < 0.8:
            self.report(receipt, "delivered", None, late + 2)

    def report(self, receipt: str, status: str, code: int | None, late: float) -> None:
        def told() -> None:
            with suppress(StoreAway):
                text_reported(self.desk, TextReported(receipt, "SM1", status, code))

        self.later(late, told)
        if self.dice.random() < 0.1:
            self.later(late + 20, told)

    def check(self, to: Phone, sent: Sent) -> None:
        """Whose phone is it? What a phone that is out writes is a stranger's."""
        if sent.at < 0:
            return
        if sent.intended is not None:
            beside = to in self.peers and to != sent.sender and self.beside(to, sent)
            if to != sent.intended and not beside:
                self.wrong.append(f"{sent.tag} reached {self.name(to)}")
        elif to not in self.peers or not self.has(to, sent.sender):
            self.wrong.append(f"{sent.tag} of a contact reached {self.name(to)}")

    def beside(self, to: Phone, sent: Sent) -> bool:
        """A second sees what the first writes."""
        return self.has(to, sent.intended)

    def has(self, peer: Phone, contact: Phone | None) -> bool:
        assert contact
        return (self.ids[peer], contact) in self.line.threads.ever

    def name(self, phone: Phone) -> str:
        kind = "peer" if phone in self.peers else "contact"
        return f"{kind} {phone.e164[-4:]}"

    # What phones show.

    def read(self, to: Phone, line: Phone, body: str) -> None:
        self.got[to].append((self.line.now, body))
        if to in self.peers:
            self.understand(self.chats[to, line], body)

    def understand(self, peer: Peer, body: str) -> None:
        handles = [handle[1:] for handle in _HANDLE.findall(body)]
        first = handles[0] if handles else ""
        if "All who are on see it" in body:
            peer.open.add(first)
        elif "TAKE" in body and body.startswith("Line:"):
            peer.offers.add(first)
        elif "Nothing of yours" in body:
            peer.open.clear()
        elif "is yours" in body or "You are in" in body or "Yours now" in body:
            peer.open.update(handles[:1] if "is yours" in body else handles)
            self.offered(peer).discard(first)
        elif "closed and erased here" in body:
            for chat in self.of_phone(peer):
                chat.open.difference_update(handles)
        elif re.search(
            r"is over|is closed|has closed|is not open|not yours|someone else now|can't reach|"
            r"reaches you no more|is not for you|goes on with those",
            body,
        ):
            for chat in self.of_phone(peer):
                chat.open.discard(first)
        elif "is taken" in body or "not waiting" in body:
            self.offered(peer).discard(first)
        elif _ASKS.search(body):
            peer.keys, peer.asked = _KEYS.findall(body), {}
        elif "nobody" in body and _TAG.search(body):
            peer.keys, peer.shown = [], _TAG.findall(body)
            peer.asked = {h: key for key, h in re.findall(r"(\d+) @(\d+)", body)}
            found = re.search(r"(\d+) nobody", body)
            peer.nobody = found[1] if found else ""

    def of_phone(self, peer: Peer) -> list[Peer]:
        return [chat for (phone, _), chat in self.chats.items() if phone == peer.phone]

    def offered(self, peer: Peer) -> set[str]:
        """What the first chat shows."""
        return self.of_phone(peer)[0].offers

    # What people do.

    def act(self) -> None:
        if self.dice.random() < 0.5:
            self.contact_acts(self.dice.choice(self.contacts))
        else:
            phone = self.dice.choice(sorted(self.peers, key=lambda phone: phone.e164))
            chats = [chat for (whose, _), chat in self.chats.items() if whose == phone]
            busy = [chat for chat in chats if chat.open or chat.asked or chat.keys or chat.offers]
            self.peer_acts(self.dice.choice(busy or chats))

    def contact_acts(self, phone: Phone) -> None:
        luck = self.dice.random()
        if luck < 0.86:
            self.say(phone, None, "")
        elif luck < 0.95:
            self.text(phone, "0")
        else:
            self.text(phone, self.dice.choice(("clear", "forget", "2", "1", "menu")))

    def peer_acts(self, peer: Peer) -> None:
        luck = self.dice.random()
        if self.dice.random() < 0.03:
            self.stands(peer)
        elif peer.asked and luck < 0.7:
            self.answer_question(peer)
        elif peer.keys and luck < 0.7:
            key, peer.keys = self.dice.choice(peer.keys), []
            self.text(peer.phone, key, peer.line)
        elif peer.offers and luck < 0.25:
            handle = self.dice.choice(sorted(peer.offers))
            bare = self.dice.random() < 0.5
            self.text(peer.phone, "take" if bare else f"take @{handle}", peer.line)
        elif peer.open and luck < 0.92:
            self.write(peer, self.dice.choice(sorted(peer.open)))
        elif peer.open:
            handle = self.dice.choice(sorted(peer.open))
            word = self.dice.choice(("pass", "close", "close", "backup", "ban", "call", "call"))
            body = word if len(peer.open) == 1 and self.dice.random() < 0.3 else f"{word} @{handle}"
            self.text(peer.phone, body, peer.line)
        elif luck < 0.1:
            self.text(peer.phone, "take", peer.line)

    def stands(self, peer: Peer) -> None:
        """They come and go, or find that a phone of ours is lost; which turns up again."""
        words = ["on", "on", "on", "off", "break 30"]
        lost = self.dice.choice(sorted(self.peers, key=lambda phone: phone.e164))
        if self.dice.random() < 0.15 and lost != peer.phone:
            words = [f"shut {self.ids[lost].upper()}"]
        self.text(peer.phone, self.dice.choice(words), peer.line)

    def turns_up(self, phone: Phone) -> None:
        """Whoever it is knows that nothing is theirs, and is one of us again."""
        self.settle()
        unshut(self.desk, self.ids[phone])
        for number in self.line.inside or (LINE,):
            self.chats[phone, number] = Peer(phone, number)

    def write(self, peer: Peer, handle: str) -> None:
        """With one open, as the chat shows it, they just write; else mostly with the handle. With a
        handle they may write it in another chat."""
        intended = self.of_handle.get(handle)
        if intended is None:
            return
        bare = len(peer.open) == 1 or self.dice.random() < 0.15
        chat = peer if bare or self.dice.random() < 0.9 else self.dice.choice(self.of_phone(peer))
        sent = self.say(peer.phone, intended, "" if bare else f"@{handle} ", chat.line)
        sent.handle = handle

    def answer_question(self, peer: Peer) -> None:
        """By what their phone shows. Who wrote for two says: nobody."""
        meant = {self.sent[tag].handle for tag in peer.shown}
        key = peer.asked.get(next(iter(meant)), "") if len(meant) == 1 else ""
        self.text(peer.phone, key or peer.nobody, peer.line)
        peer.asked, peer.shown = {}, []

    def say(self, phone: Phone, intended: Phone | None, before: str, line: Phone = LINE) -> Sent:
        self.texts += 1
        tag = f"zq{self.texts}q"
        self.sent[tag] = Sent(tag, phone, intended, self.line.now)
        self.text(phone, f"{before}{tag} words words words words words words", line)
        return self.sent[tag]

    def text(self, phone: Phone, body: str, line: Phone = LINE) -> None:
        """On its way, for a while; and once more where the line gave no answer."""
        self.numbered += 1
        event = TextArrived(f"SM{self.numbered:032x}", line, phone, body)
        self.later(25, lambda: self.arrives(event))

    def arrives(self, event: TextArrived) -> None:
        before, waiting = self.thread(event.sender), self.under_way(event.sender)

        def meanwhile() -> None:
            """What they wrote by then is under way, too, as their wish is written down."""
            self.meanwhile()
            waiting.update(self.under_way(event.sender))

        if self.breaks and self.dice.random() < 0.02:
            self.line.threads.racing.append(meanwhile)
        tags = [self.sent[tag] for tag in _TAG.findall(event.body)]
        errands = self.line.store.errands.values()
        telling = any(isinstance(e, SendText) and e.to == event.sender for e in errands)
        if self.is_out(event.sender):
            for sent in tags:
                sent.at = -1.0
        try:
            self.dies()
            answered = answer_text(self.desk, event)
            self.dies()
        except (Died, StoreAway):
            self.later(10, lambda: self.arrives(event))
            return
        finally:
            self.line.threads.racing.clear()
            if before and not self.thread(event.sender):
                self.excused |= waiting
            if telling and event.body in {"clear", "forget"}:  # they wished not to be told
                self.excused |= {s.tag for s in self.sent.values() if s.sender == event.sender}
        said = [reply.body for reply in answered.replies]
        unheard = self.breaks and self.dice.random() < 0.02
        if unheard:
            self.later(30, lambda: self.arrives(event))  # the carrier asks again for the answer
        for body in said if not unheard else ():
            self.later(10, lambda body=body: self.read(event.sender, event.line, body))
        for sent in tags:
            if self.group and sent.intended is None and answered.outcome == "relayed":
                self.shown_to(sent)
            if answered.outcome not in {"relayed", "peer", "repeated"} and not self.thread(
                event.sender
            ):
                sent.at = -1.0  # no thread: it was the flows' to answer

    def shown_to(self, sent: Sent) -> None:
        """All who are on are to see it, and nobody else but the one who has it."""
        found = self.line.threads.read(self.thread(sent.sender), self.line.now)
        if found and not sent.thread:
            sent.thread, sent.group = found[0].id, found[0].peers

    def is_out(self, phone: Phone) -> bool:
        whose = self.line.people.read().with_id(self.ids.get(phone, ""))
        return whose is not None and whose.shut > 0

    def thread(self, phone: Phone) -> str:
        return self.line.threads.of_contact(Contact(LINE, phone), self.line.now)

    def under_way(self, phone: Phone) -> set[str]:
        """The tags of theirs that nobody has yet, and that are not known to be lost."""
        words = [e.body for e in self.line.store.errands.values() if isinstance(e, RelayText)]
        mine = {tag for body in words for tag in _TAG.findall(body)}
        failed = {s.tag for s in self.sent.values() if s.sender == phone and s.failed}
        return mine | failed

    # What became of it.

    def run(self, texts: int) -> Night:
        while len(self.sent) < texts:
            self.act()
            self.tick()
        self.breaks = False
        for _ in range(4000):  # the last reports come, and every deadline
            self.tick()
        last = max(sent.at for sent in self.sent.values())
        while self.line.now < last + SOON:  # also of what was written meanwhile
            self.tick()
        return self

    def relayed(self) -> int:
        return sum(bool(sent.reached) for sent in self.sent.values())

    def lost(self) -> list[str]:
        return [sent.tag for sent in self.sent.values() if not self.accounted(sent)]

    def unseen(self) -> list[str]:
        """Texts in a group that somebody who was to see them did not, though nothing kept them."""
        return [
            sent.tag
            for sent in self.sent.values()
            if self.line.threads.over.get(sent.thread, 0.0) > sent.at + WHOLE
            if not any(0 <= at - sent.at <= WHOLE for at in self.idle)
            for phone, id in self.ids.items()
            if id in sent.group and phone not in sent.reached | sent.failed
            if not self.was_out(phone, sent)
        ]

    def was_out(self, phone: Phone, sent: Sent) -> bool:
        out = ("not for you", "goes on with those", "reaches you no more", "someone else now")
        heard = [body for at, body in self.got[phone] if at >= sent.at]
        return phone in self.shut or any(words in body for body in heard for words in out)

    def accounted(self, sent: Sent) -> bool:
        if sent.at < 0 or 0 <= self.shut.get(sent.sender, 0.0) - sent.at <= SOON:
            return True  # nothing is told to a phone that is out
        if sent.intended is None:
            return bool(sent.reached) or self.told_contact(sent)
        if sent.intended in sent.reached:
            return True
        after = [(at - sent.at, body) for at, body in self.got[sent.sender]]
        return any(self.is_about(sent, since, body) for since, body in after)

    def is_about(self, sent: Sent, since: float, body: str) -> bool:
        """Whether this tells that it did not go, or asks for whom it is."""
        if sent.tag in body:
            return True
        if not 0 <= since <= SOON:
            return False
        if "Nothing of yours" in body or "What waited" in body:
            return True
        if since < AT_ONCE and "Your last text was not sent" in body:  # too much waits already
            return True
        ends = ("is over", "is closed", "closed and erased")
        over = since < AT_ONCE and any(words in body for words in ends)
        return f"@{sent.handle}" in body and bool(over or _LOST.search(body))

    def told_contact(self, sent: Sent) -> bool:
        """Told, or it was their own wish."""
        told = ("did not reach", "Nobody could", "closed", "nobody is free", "not take more")
        after = [body for at, body in self.got[sent.sender] if 0 <= at - sent.at <= SOON]
        heard = any(words in body for body in after for words in told)
        return heard or sent.tag in self.excused
