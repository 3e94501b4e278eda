"""Whatever comes in, the carrier gets 403, or 200 with markup that it can execute, and nobody's
words or numbers come out of us anywhere."""

from __future__ import annotations

import io
import logging
import random
import re
import string
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import quote, quote_plus, unquote_to_bytes

import pytest
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Request

from hotline.app import create_app
from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.waiting import MARK
from hotline.domain.events import TextArrived
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.domain.rota import Shift
from hotline.domain.times import Times
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure
from hotline.flow.check import check as check_flows
from hotline.flow.conversation import Conversation, replay
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.session import Opened, Session
from hotline.quiet import SafeFormatter
from hotline.store import records
from tests.desk.pretend import LINE, ROOT, Line, Store, default_edition
from tests.flow.folder import MAIN, SAYINGS, base
from tests.twiml.twiml_check import check
from tests.web.pretend import ACCOUNT, TOKEN, URL, pretend_edge

WEBHOOKS = 10_000
ALWAYS = Times(0, 1440, "America/New_York", tuple(range(7)))
LARGEST = 256 * 1024
NEEDLE = "zebrafent"
SENDER = "+12025550147"
SIGNER = RequestValidator(TOKEN)
TEXT = {
    "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", "Body": "hi", "From": SENDER,
    "FromCity": "", "FromCountry": "US", "MessageSid": "SM" + "1" * 32, "NumMedia": "0",
    "NumSegments": "1", "SmsMessageSid": "SM" + "1" * 32, "SmsSid": "SM" + "1" * 32,
    "SmsStatus": "received", "To": LINE.e164, "ToCountry": "US",
}  # fmt: skip
CALL = {
    "AccountSid": ACCOUNT, "CallSid": "CA" + "1" * 32, "CallStatus": "ringing", "From": SENDER,
    "Direction": "inbound", "To": LINE.e164,
}  # fmt: skip
REPORT = {
    "AccountSid": ACCOUNT, "ErrorCode": "30007", "From": LINE.e164, "To": SENDER,
    "MessageSid": "SM" + "2" * 32, "MessageStatus": "undelivered",
}  # fmt: skip
LEG = CALL | {"Direction": "outbound-api", "From": LINE.e164, "To": "+12025550199"}
WHISPER = LEG | {"Direction": "outbound-dial", "ParentCallSid": CALL["CallSid"]}
FORMS = {
    "/webhooks/text": TEXT,
    "/webhooks/call": CALL,
    "/webhooks/call/status": CALL,
    "/webhooks/call/turn/a-random-token-1": CALL,
    "/webhooks/call/left/a-random-token-1": CALL,
    "/webhooks/call/beat/a-random-token-1/1": CALL,
    "/webhooks/call/dialled/a-random-token-1": CALL,
    "/webhooks/call/whisper/a-random-token-1": WHISPER,
    "/webhooks/call/whispered/a-random-token-1": WHISPER,
    "/webhooks/leg/a-random-token-1-0": LEG,
    "/webhooks/leg/key/a-random-token-1-0/1": LEG,
    "/webhooks/leg/beat/a-random-token-1-0": LEG,
    "/webhooks/leg/left/a-random-token-1-0": LEG,
    "/webhooks/leg/chose/a-random-token-1-0/1": LEG,
    "/webhooks/leg/status/a-random-token-1-0": LEG,
    "/webhooks/leg/sorry/a-random-token-1-0": LEG,
    "/webhooks/peer/a-random-token-1": LEG,
    "/webhooks/peer/key/a-random-token-1/1": LEG,
    "/webhooks/peer/status/a-random-token-1": LEG,
    "/webhooks/peer/sorry/a-random-token-1": LEG,
    "/webhooks/room/a-random-token-1": LEG,
    "/webhooks/text/status/a-random-token-1": REPORT,
}
STATUSES = [*["in-progress"] * 9, "ringing", "completed", "busy", "no-answer", "canceled", NEEDLE]
NTH = ["0", "1", "2", "7", "99999999999999999999", "-1", "1.5", NEEDLE]
PATHS = [
    *FORMS, *FORMS, "/webhooks/leg/", "/webhooks/leg/key/a-random-token-1-0/-1",
    "/webhooks/leg/key/a%2Fb/1",
    "/webhooks/leg/key/" + "a" * 3000 + "/1", f"/webhooks/leg/{NEEDLE}", f"/webhooks/room/{SENDER}",
    f"/webhooks/call/turn/{NEEDLE}", "/webhooks/call/turn/%ff", "/webhooks/text/",
    "/webhooks/", "/webhooks/none", "/webhooks//text",
    "/webhooks/text/status/", f"/webhooks/text/status/{SENDER}", f"/webhooks/text/status/{NEEDLE}",
    "/webhooks/%74ext", "/webhooks/text%00", "/webhooks/text%2f..", "/webhooks/../ready",
    "/webhooks/text/status/%ff%fe", "/webhooks/text/status/%ed%a0%80", "/webhooks/text;x=1",
    "/webhooks/text/status/" + "a" * 3000, "/webhooks/text/status/a%2Fb%0d%0aX:%20y",
]  # fmt: skip
WORDS = [
    "hi", "1", "0", "9", "not breathing", "took too much", "yes", "no", "menu", "more", "clear",
    "forget", "forgot", "STOP", "START", "HELP", "narcan", "hola", "español", "no respira",
    "stop texting me", "who are you, are you police", "thanks", "privacy",
]  # fmt: skip
ODD = [
    *map(chr, range(0x20)), "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff",
    "\u202e", "\u2066", "\u200f", "\u200d", "\u0301", "\ufdfa", "😀", "👨‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "ß", "İ", "ﬀ",
    "\U0010ffff", "</Message></Response>", "<Say>x</Say>", "]]>", "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "<?xml version='1.0'?>", "&a;", "&#0;", "%00", "%s%n{0}{x}", "${jndi:x}", "'; DROP", "\r\nX: y",
    "From" + SENDER, "Liked “", "a" * 1600, " " * 1600, "a " * 800, "о" * 1600,
]  # fmt: skip
RAW = [b"%ED%A0%80", b"%ED%B0%80", b"%FF", b"%C0%80", b"%", b"%zz", b"%00", b"\xff", b"\x00", b"+"]
TYPES = [
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-8",
    "application/x-www-form-urlencoded; charset=utf-7", "application/json", "text/xml", "",
    "multipart/form-data", "multipart/form-data; boundary=b", "\xff", "a" * 300,
]  # fmt: skip


@dataclass
class Sent:
    """One request, as bytes."""

    method: str
    target: str
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def environ(self) -> dict[str, object]:
        """What a server makes of it; the target stays as it came, beside the path it names."""
        rest = self.target if self.target.startswith("/") else self.target.split("/", 3)[-1]
        path, _, query = rest.partition("?")
        environ = {
            "REQUEST_METHOD": self.method, "REQUEST_URI": self.target, "QUERY_STRING": query,
            "PATH_INFO": "/" + unquote_to_bytes(path).decode("latin-1").removeprefix("/"),
            "SCRIPT_NAME": "", "SERVER_NAME": "x", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": self.content_type, "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.input": io.BytesIO(self.body), "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True,
            "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        return environ | {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in self.headers.items()}

    def signed(self) -> Sent:
        """The same with the carrier's signature, if there is one for such a thing."""
        rest = self.target if self.target.startswith("/") else "/" + self.target.split("/", 3)[-1]
        reading = Request(self.environ())
        reading.max_content_length = reading.max_form_memory_size = LARGEST
        try:
            signature = SIGNER.compute_signature(URL + rest, reading.form)
        except Exception:  # a form that nobody can read has no signature
            signature = "none"
        return replace(self, headers={**self.headers, "X-Twilio-Signature": signature})


class Hostile:
    """Makes requests, each other than all before it; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice, self.made = random.Random(seed), 0
        self.last = self.text()
        # Addresses to which answers led on, and the call that each was for.
        self.places: list[tuple[str, str]] = [
            ("/webhooks/call/turn/a-random-token-1", CALL["CallSid"])
        ]

    def request(self) -> Sent:
        self.made += 1
        kind = self.dice.random()
        if kind < 0.3:
            return self.text().signed()
        if kind < 0.75:
            again = self.dice.random() < 0.1
            self.last = self.last if again else self.call().signed()
            return self.last
        made = Sent(
            self.dice.choices(["POST", "GET", "PUT", "HEAD", "DELETE", "OPTIONS", "BREW"],
                              [20, 2, 2, 2, 1, 1, 1])[0],
            self._target(), self.dice.choice(TYPES), self._body(), self._headers(),
        )  # fmt: skip
        return made.signed() if self.dice.random() < 0.6 else made

    def text(self) -> Sent:
        """A text as the carrier sends one, with something odd in it."""
        sid = f"SM{self.dice.randrange(16**32):032x}"
        form = TEXT | {"MessageSid": sid, "From": f"+1202555{self.dice.randrange(50):04d}"}
        form["Body"] = self._words()
        for _ in range(self.dice.choice([0, 0, 0, 1, 2])):
            name = self.dice.choice(list(form))
            form[name] = self._words() if self.dice.random() < 0.5 else form[name] + self._odd()
        return Sent("POST", "/webhooks/text", TYPES[1], self._encoded(list(form.items())))

    def call(self) -> Sent:
        """A request about a call or a leg as the carrier makes it: what is next, what was answered
        long ago, somebody else's; with a key, a number or a fate that may be or cannot be."""
        path, sid = self.dice.choice([*self.places[-5:], self.dice.choice(self.places)])
        match self.dice.randrange(20):
            case 0:
                sid = f"CA{self.dice.randrange(9):032x}"
            case 1:
                path, sid = "/webhooks/call", f"CA{self.made:032x}"
            case 2:
                kind = self.dice.choice(["left", "beat", "dialled", "whisper", "turn"])
                path = re.sub(r"/(turn|left|beat)/", f"/{kind}/", path)
            case 3:
                kind = self.dice.choice(["key", "chose", "left", "beat", "status", "sorry"])
                path = re.sub(r"/leg/(key|chose)/", f"/leg/{kind}/", path)
            case 4:
                path = re.sub(r"(?<=/)\d$", self.dice.choice(NTH), path)
            case 5:
                path = self.dice.choice([path, "/webhooks/call/status"])
        form = CALL if path.startswith("/webhooks/call") else LEG
        form = form | {"CallSid": sid, "CallStatus": self.dice.choice(STATUSES)}
        if "/whisper" in path:
            form |= WHISPER | {"ParentCallSid": sid}
        form["Digits"] = self.dice.choice([*[""] * 9, *["1"] * 9, *"0123456789*#", "11", NEEDLE])
        form["DialBridged"] = self.dice.choice(["true", "false"])
        if self.dice.random() < 0.05:
            form[self.dice.choice(list(form))] = self._words()
        return Sent("POST", path, TYPES[1], self._encoded(list(form.items())))

    def hear(self, sent: Sent, said: str) -> None:
        """Where an answer leads; and the legs of a ring that may have begun with it."""
        call = re.search(rb"CallSid=(CA[0-9a-f]{32})", sent.body)
        if not call:
            return
        if asked := re.search(rf"/turn/[\w-]*([\w-]{{{MARK}}})", sent.target):
            for n in range(2):
                self.places.append((f"/webhooks/leg/{asked[1]}-{n}", f"CA{self.made:031x}{n}"))
        for path in sorted(set(re.findall(URL + r"(/webhooks/[^\"#<]+)#", said))):
            self.places.append((path, call[1].decode()))

    def _target(self) -> str:
        path = self.dice.choice(PATHS)
        query = self.dice.choice(["", "", "", "?", "?Body=hi", "?bodySHA256=00", "?a=%00&a=b&&="])
        host = self.dice.choice(["", "", "", "http://x", "https://line.example.org:443"])
        return host + path + query

    def _body(self) -> bytes:
        kind = self.dice.random()
        if kind < 0.05:
            return self.dice.randbytes(self.dice.choice([0, 1, 100, 5000]))
        if kind < 0.08:
            return b'{"From": "' + SENDER.encode() + b'", "Body": [1, null, {}]}'
        if kind < 0.09:
            return b"Body=" + b"a%20" * self.dice.choice([100, 10_000, LARGEST // 4 - 2])
        if kind < 0.095:
            return b"&".join(b"n%d=" % n for n in range(self.dice.choice([100, 20_000])))
        return self._encoded(self._pairs(dict(self.dice.choice(list(FORMS.values())))))

    def _pairs(self, form: dict[str, str]) -> list[tuple[str, str]]:
        """A form with some fields gone, odd, folded into others, or there more than once."""
        pairs = list(form.items())
        for _ in range(self.dice.choice([0, 1, 1, 2, 5])):
            at = self.dice.randrange(len(pairs))
            name, value = pairs[at]
            match self.dice.randrange(6):
                case 0:
                    del pairs[at]
                case 1:
                    pairs[at] = (name, self._words())
                case 2:
                    pairs[at] = (name + self._odd(), value)
                case 3:
                    pairs.append((name, self.dice.choice([value, self._words()])))
                case 4 if len(pairs) > at + 1:
                    pairs[at : at + 2] = [(name, value + "".join(pairs[at + 1]))]
                case _:
                    pairs.insert(0, (self._odd(), self._odd()))
            pairs = pairs or [("", "")]
        return pairs

    def _words(self) -> str:
        kind = self.dice.random()
        if kind < 0.5:
            return self.dice.choice(WORDS) + self.dice.choice(["", "", f" {NEEDLE}"])
        if kind < 0.9:
            return "".join(self.dice.choice([*WORDS, *ODD, NEEDLE]) for _ in range(3))[:1600]
        return "".join(chr(self.dice.randrange(0xD7FF)) for _ in range(self.dice.randrange(1600)))

    def _odd(self) -> str:
        return self.dice.choice(ODD)

    def _encoded(self, pairs: list[tuple[str, str]]) -> bytes:
        body = b"&".join(
            (quote_plus(name, errors="surrogatepass") + "=" + quote_plus(value)).encode()
            for name, value in pairs
        )
        if self.dice.random() < 0.1:
            at = self.dice.randrange(len(body) + 1)
            body = body[:at] + self.dice.choice(RAW) + body[at:]
        return body[: LARGEST - 1]

    def _headers(self) -> dict[str, str]:
        return self.dice.choice([
            {}, {}, {"X-Twilio-Signature": "A" * 28}, {"X-Twilio-Signature": "\xff" * 28},
            {"X-Twilio-Webhooks-Signature-Settings": "key=k,algorithm=HMAC_SHA256"},
            {"X-Twilio-Webhooks-Signature-Settings": f"algorithm={NEEDLE}"},
            {"X-Forwarded-For": SENDER, "X-HTTP-Method-Override": "DELETE"},
        ])  # fmt: skip


@dataclass
class Listening(Store):
    """A store that remembers which texts reached the desk."""

    came: list[TextArrived] = field(default_factory=list)

    def open(self, event: TextArrived, now: float) -> Opened:
        self.came.append(event)
        return super().open(event, now)


class Judge:
    """An app over a line in memory, all that it logs, and what may come out of it."""

    def __init__(self) -> None:
        self.line = Line(default_edition(), store=Listening())
        self.line.people.people = tuple(_on_call(name) for name in ("ana", "bo"))
        self.line.rota.shifts = tuple(
            Shift(f"of {p.id}", p.id, "peers", ALWAYS, ("calls",)) for p in self.line.people.people
        )
        self.app: Flask = create_app(pretend_edge(self.line))
        self.log = io.StringIO()
        handler = logging.StreamHandler(self.log)
        handler.setFormatter(SafeFormatter())
        logging.getLogger().handlers[:] = [handler]
        self.came: Counter[str] = Counter()

    def hear(self, sent: Sent) -> str:
        body, status, headers = run_wsgi_app(self.app, sent.environ(), buffered=True)  # type: ignore[arg-type]
        said = b"".join(body).decode()
        self.came[status[:3]] += 1
        self.came["answered"] += "<Message" in said
        self.came.update(re.findall("<(Gather|Conference|Number)", said))
        self._fits(sent, status, headers.get("Content-Type", ""), said)
        assert NEEDLE not in said.lower()
        assert SENDER not in said + str(headers)
        return said

    def _fits(self, sent: Sent, status: str, kind: str, said: str) -> None:
        if not sent.target.partition("?")[0].count("/webhooks/"):
            assert status[0] != "5", sent
        elif status.startswith("403"):
            assert (said, sent.headers.get("X-Twilio-Signature") == "signed") == ("", False)
        else:
            assert (status, kind) == ("200 OK", "text/xml; charset=utf-8"), sent
            if sent.method != "HEAD":
                assert check(said, "messaging" if "<Message" in said else "voice") == ([], []), sent


def _on_call(name: str) -> Person:
    number = Phone("+12025559991" if name == "ana" else "+12025559992")
    return Person(name, name, (number,), ("en",), calls=Consent("given", 0.0))


@pytest.fixture
def judge() -> Iterator[Judge]:
    root, kept = logging.getLogger(), logging.getLogger().handlers[:]
    yield Judge()
    root.handlers[:] = kept


def test_ten_thousand_hostile_webhooks_get_403_or_200_with_markup_that_runs(judge: Judge) -> None:
    hostile = Hostile(20261125)
    edition = judge.line.edition
    broken: Counter[str] = Counter()
    for number in range(WEBHOOKS):
        judge.line.store.away = hostile.dice.random() < 0.05
        judge.line.store.lately = hostile.dice.choice([1, 1, 1, 21, 61])
        judge.line.store.losing = hostile.dice.choice([0, 0, 0, 1, 9])
        judge.line.edition = edition if number % 50 else None  # type: ignore[assignment]
        judge.line.now += hostile.dice.choices([0, 1, 3, 60, 7201], [50, 25, 9, 3, 1])[0]
        before, sent = judge.log.tell(), hostile.request()
        hostile.hear(sent, judge.hear(sent))
        if number % 50:
            judge.log.seek(before)
            broken.update(re.findall(r"broke at \S+: (\w+)", judge.log.read()))

    # Only what never was a request to one of our routes breaks at all.
    assert set(broken) <= {"notfound", "methodnotallowed", "requestentitytoolarge"}
    assert min(judge.came[verb] for verb in ("Gather", "Conference", "Number")) > 5
    log = judge.log.getvalue()
    assert judge.came["200"] > WEBHOOKS // 2
    assert judge.came["403"] > WEBHOOKS // 10
    assert judge.came["answered"] > WEBHOOKS // 5
    assert log.count("\n") > WEBHOOKS // 10
    assert NEEDLE not in log.lower()
    assert "5550" not in log


@pytest.mark.parametrize("path", sorted(FORMS))
@pytest.mark.parametrize("method", ["POST", "GET", "PUT", "HEAD", "PATCH", "DELETE", "OPTIONS"])
def test_what_the_carrier_signed_gets_200_by_every_method_and_else_403(
    judge: Judge, path: str, method: str
) -> None:
    query = "&".join(f"{k}={quote(v)}" for k, v in FORMS[path].items())
    posted = Sent(method, path, TYPES[0], query.encode())
    for sent in (posted, Sent(method, f"{path}?{query}", "", b"")):
        judge.hear(sent)
        assert judge.came["200"] == 0
        judge.hear(sent.signed())
        assert judge.came.pop("200") == 1


@pytest.mark.parametrize(
    "sent",
    [Sent("GET", "/webhooks/text?Body=not+breathing", "", b""),
     Sent("POST", "/webhooks/text", "application/json", b"{}"),
     Sent("POST", "/webhooks/text/", TYPES[0], b"Body=x")],
)  # fmt: skip
def test_a_line_set_up_wrongly_at_the_carrier_is_not_silent_where_we_can_help_it(
    judge: Judge, sent: Sent
) -> None:
    said = judge.hear(sent.signed())

    assert "1 breath every 5 seconds" in said or "not for us" in judge.log.getvalue()


def test_no_address_leads_on_to_another_and_every_route_of_ours_is_guarded(judge: Judge) -> None:
    for path in ("//webhooks/text", "/webhooks//text", "/health/", "//ready", "/webhooks/text/"):
        _, status, headers = run_wsgi_app(judge.app, Sent("POST", path, "", b"").environ())
        assert "Location" not in headers
        assert status[:3] in {"403", "404", "405"}
    for route in judge.app.url_map.iter_rules():
        open_to_all = route.endpoint.startswith(("health.", "sounds.", "feeds."))
        assert route.rule.startswith("/webhooks/") or open_to_all


def test_a_stranger_cannot_keep_us_busy_with_one_form(judge: Judge) -> None:
    body = b"&".join(b"%x=" % n for n in range(40_000))
    began = time.process_time()
    judge.hear(Sent("POST", "/webhooks/text", TYPES[0], body, {"X-Twilio-Signature": "A" * 28}))

    assert judge.came["403"] == 1
    assert time.process_time() - began < 2  # with every field read it would be far more


@pytest.mark.parametrize("size", [LARGEST, LARGEST + 1, 10 * LARGEST])
def test_a_body_that_is_too_large_is_refused(judge: Judge, size: int) -> None:
    judge.hear(Sent("POST", "/webhooks/text", TYPES[0], b"a" * size, {"X-Twilio-Signature": "x"}))

    assert judge.came["403"] == 1


# Folding: the carrier signs names and values strung together, so the borders between them can move.


@st.composite
def folds(draw: st.DrawFn) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """A signed form, and another one with the same signature."""
    form = TEXT | {"Body": draw(st.text(max_size=20) | st.sampled_from(WORDS))}
    assume("\r" not in form["Body"])
    pairs = sorted(form.items())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(pairs) - 2))
        (name, value), (next_name, next_value) = pairs[at], pairs[at + 1]
        if draw(st.booleans()):
            pairs[at : at + 2] = [(name, value + next_name + next_value)]
        else:
            strung = name + value
            cut = draw(st.integers(0, len(strung)))
            pairs[at] = (strung[:cut], strung[cut:])
        if len(pairs) < 3:
            break
        if draw(st.integers(0, 3)) == 0:
            at = draw(st.integers(0, len(pairs) - 1))
            name, value = pairs[at]
            cut = draw(st.integers(0, len(value)))
            pairs[at : at + 1] = [(name, value[:cut]), (value[cut:], "")]
    return form, pairs


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(folds())
def test_a_fold_of_a_signed_form_reaches_the_desk_never_as_another_text(
    folded: tuple[dict[str, str], list[tuple[str, str]]],
) -> None:
    form, pairs = folded
    right = SIGNER.compute_signature(URL + "/webhooks/text", MultiDict(form))
    assume(right == SIGNER.compute_signature(URL + "/webhooks/text", MultiDict(pairs)))
    line = Line(EDITIONS[0], store=Listening())
    app = create_app(pretend_edge(line))
    answer = app.test_client().post(
        "/webhooks/text", data=MultiDict(pairs), headers={"X-Twilio-Signature": right}
    )

    assert answer.status_code == 200
    assert isinstance(line.store, Listening)
    for came in line.store.came:  # fields that nobody acts on were folded, or the end of the words
        assert (came.id, came.line) == (form["MessageSid"], LINE)
        assert (came.sender.e164, came.whatsapp) == (form["From"], False)
        assert form["Body"].startswith(came.body)


def test_the_known_folds_reach_nobody(judge: Judge) -> None:
    strung = URL + "/webhooks/text" + "".join(n + v for n, v in sorted(TEXT.items()))
    signature = SIGNER.compute_signature(strung, {})
    assert _heard(judge, sorted(TEXT.items()), signature) == 1
    for names in (["Body"], ["From", "To"], ["Body", "From", "MessageSid"], ["AccountSid"], []):
        pairs = _split(strung.removeprefix(URL + "/webhooks/text"), names)
        assert _heard(judge, pairs, signature) == 1
    path = strung.removeprefix(URL)
    judge.hear(Sent("POST", path, TYPES[0], b"", {"X-Twilio-Signature": signature}))

    assert judge.came["200"] == 7
    assert _came(judge) == 1


def _heard(judge: Judge, pairs: list[tuple[str, str]], signature: str) -> int:
    """How many texts have reached the desk when it has heard these too."""
    body = "&".join(f"{quote_plus(n)}={quote_plus(v)}" for n, v in pairs).encode()
    judge.hear(Sent("POST", "/webhooks/text", TYPES[0], body, {"X-Twilio-Signature": signature}))
    return _came(judge)


def _came(judge: Judge) -> int:
    assert isinstance(judge.line.store, Listening)
    return len(judge.line.store.came)


def _split(strung: str, names: list[str]) -> list[tuple[str, str]]:
    """The string cut before each of these names only; what stands before them is one field."""
    marks = sorted({0, *(strung.index(name) for name in names)})
    ends = [*marks[1:], len(strung)]
    pieces = [strung[a:b] for a, b in zip(marks, ends, strict=True) if a < b]
    named = [next((n for n in names if p.startswith(n)), p[:1]) for p in pieces]
    return [(name, piece[len(name) :]) for name, piece in zip(named, pieces, strict=True)]


# Conversations.


SIDE = """flow: side
start: ask
menus:
  ask:
    options:
      - {go: here, en: here, es: aquí}
      - {go: there, en: there, es: allá}
cards:
  here: {text: {en: It is here., es: Está aquí.}}
  there: {text: {en: It is there., es: Está allá.}, more: {en: More., es: Más.}}
  bye: {text: {en: That was the tour., es: Eso es todo.}}
"""
TOUR = """    options:
      - go: tour
        key: 8
        en: a tour
        es: una vuelta
        fr: une visite
"""
RUN = """
steps:
  tour: {title: {en: tour, es: vuelta}, run: side.ask, next: side.bye}
"""


def _editions() -> tuple[Edition, ...]:
    """The line as it ships; with a way through a second flow; with a place
    moved; with Spanish first."""
    found = read_folder(ROOT / "flows")
    files = {f"flows/{name.rpartition('flows/')[2]}": found[name] for name in found}
    main = files["flows/main.yaml"]
    toured = re.sub("    options:.*\n", TOUR, main, count=1).replace("\nsteps:\n", RUN, 1)
    moved = {
        name: re.sub(r"\bnaloxone\b(?=:$|$|[],])", "naloxona", text, flags=re.MULTILINE)
        for name, text in files.items()
        if "phrases" not in name
    }
    changes = (
        {},
        {"flows/main.yaml": toured, "flows/side.yaml": SIDE},
        moved,
        {"flows/main.yaml": main.replace("languages: [en, es, fr]", "languages: [es, en, fr]", 1)},
    )
    books = [load(files | change) for change in changes]
    assert all(loaded.book for loaded in books), [loaded.faults for loaded in books]
    return tuple(edition_of(loaded.book) for loaded in books if loaded.book)


EDITIONS = _editions()


def test_the_flows_that_change_are_not_the_same() -> None:
    assert len({edition.book.revision for edition in EDITIONS}) == len(EDITIONS) == 4


SECRETS = st.text(string.ascii_lowercase, min_size=8, max_size=12)


class Talk(RuleBasedStateMachine):
    """Somebody texts, time passes, the store goes and comes, the flows change under them."""

    def __init__(self) -> None:
        super().__init__()
        self.line = Line(EDITIONS[0])
        self.wrote: list[str] = []
        self.log = io.StringIO()
        self.handler = logging.StreamHandler(self.log)
        self.handler.setFormatter(SafeFormatter())
        logging.getLogger().addHandler(self.handler)

    @initialize(lately=st.sampled_from([1, 21, 61]))
    def begin(self, lately: int) -> None:
        self.line.store.lately = lately

    @rule(words=st.sampled_from([*WORDS, "8", "2", "3", "4", "5", "6", "back", "again", "person"]))
    def text(self, words: str) -> None:
        self._said(words, 0)

    @rule(words=st.sampled_from([*WORDS, ""]), secret=SECRETS, odd=st.sampled_from(ODD),
          first=st.booleans())  # fmt: skip
    def text_with_a_secret(self, words: str, secret: str, odd: str, first: bool) -> None:
        hidden = f"q{secret}x"
        self.wrote.append(hidden)
        self._said(f"{hidden} {words}{odd}" if first else f"{odd}{words} {hidden}", 0)

    @rule(words=st.text(max_size=60), pictures=st.integers(0, 3))
    def anything(self, words: str, pictures: int) -> None:
        self._said(words, pictures)

    @rule(seconds=st.sampled_from([1, 20, 45, 61, 601, 7201, 90_000]))
    def wait(self, seconds: int) -> None:
        self.line.now += seconds
        self.line.store.lately = 1
        if not self.line.store.away:
            for id in self.line.due():
                do(self.line.desk(), id)

    @rule(failing=st.sampled_from([CarrierBusy(20009), CarrierUnsure(), CarrierRefused(21610)]))
    def the_carrier_fails(self, failing: CarrierBusy) -> None:
        self.line.carrier.failing.append(failing)

    @rule(away=st.booleans(), lately=st.sampled_from([1, 21, 61]))
    def the_store_goes_or_comes(self, away: bool, lately: int) -> None:
        self.line.store.away, self.line.store.lately = away, lately

    @rule(which=st.integers(0, len(EDITIONS) - 1))  # their own repr takes long
    def the_flows_change(self, which: int) -> None:
        self.line.edition = EDITIONS[which]

    @invariant()
    def nothing_of_theirs_is_held(self) -> None:
        held = b"".join(map(records.pack, self.line.store.sessions.values()))
        held += b"".join(records.pack_answer(a, 0) for a in self.line.store.answers.values())
        held += self.log.getvalue().encode()
        held += b"".join(map(records.pack, self.line.store.errands.values()))
        said = repr([sent["body"] for sent in self.line.carrier.sent]).encode()
        assert not any(word.encode() in held + said for word in self.wrote)

    def _said(self, words: str, pictures: int) -> None:
        event = replace(self.line.arrives(words), pictures=pictures)
        for reply in answer_text(self.line.desk(), event).replies:
            assert isinstance(reply, TextReply)
            assert 0 < len(reply.body) <= 1600
            assert not any(word in reply.body for word in self.wrote)
        session = self.line.store.sessions.get((event.line, event.sender), Session())
        assert len(session.pending) <= 8

    def teardown(self) -> None:
        logging.getLogger().removeHandler(self.handler)


def test_no_conversation_breaks_us_or_is_repeated_or_kept() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Talk,
        settings=settings(
            max_examples=150, stateful_step_count=40, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_within_a_second_flow_nothing_is_put_behind_the_steps() -> None:
    line = Line(EDITIONS[1])

    def said(body: str) -> str:
        return answer_text(line.desk(), line.arrives(body)).replies[0].body

    steps = said("not breathing")
    said("menu")
    assert "Here or there" in said("8") or "1 here" in said("menu 8") + said("8")

    assert said("not breathing").rstrip() == steps.rstrip()


LONG = [
    *WORDS, *ODD, "a", "no", "y", "save this", "test strips", "not breat", "cant wak",
    "who are you", "dont", "a.", "a'd",
    "\u00a0", "\t \u2003", "! to", "liked", "reacted",
    "о", "각", "𝔬𝔡",
]  # fmt: skip


@pytest.mark.parametrize("piece", LONG, ids=ascii)
def test_the_longest_text_of_whatever_it_is_made_is_read_in_a_moment(piece: str) -> None:
    bodies = [(piece * 1600)[:1600], (f"{piece} " * 1600)[:1600], f" {piece}".rjust(1600)]
    for body in bodies:
        assert min(_seconds(body) for _ in range(3)) < 0.25  # measured: under 0.005


def _seconds(body: str) -> float:
    talk = Conversation(EDITIONS[0])
    began = time.process_time()
    talk.text(body)
    return time.process_time() - began


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [(MAIN, "start: home", "start: hom"), (MAIN, "    go: overdose\n", ""),
     (SAYINGS, "  unstaffed:", "  unstaffed_:"), (MAIN, "zone: America/New_York", "zone: 2 hours"),
     (MAIN, "start: home", "start: ''"), (MAIN, "always:", "always: []\nalwais:")],
)  # fmt: skip
def test_a_flow_file_with_a_hole_in_it_is_told_about_and_breaks_nothing(
    file: str, before: str, after: str
) -> None:
    for files in (base(), {}):
        changed = {**files, file: base()[file].replace(before, after, 1)}
        assert any(fault.severity == "error" for fault in check_flows(load(changed), replay))


# Logs.

FORMS_OF_A_NUMBER = [
    "+12025550147", "12025550147", "2025550147", "5550147", "(202) 555-0147", "202-555-0147",
    "202.555.0147", "202 555 0147", "+1 202-555-0147", "+1%20202%20555%200147",
    "%2B1%20%28202%29%20555-0147", "202/555/0147", "202_555_0147", "202 – 555 – 0147",
    "7410555202", "1-202-555-0147", "tel:+1-202-555-0147", "٢٠٢٥٥٥٠١٤٧", "2 0 2 5 5 5 0 1 4 7",
]  # fmt: skip


@pytest.mark.parametrize("number", FORMS_OF_A_NUMBER)
@pytest.mark.parametrize("name", ["hotline.hostile", "urllib3.hostile"])
def test_no_written_form_of_a_number_passes_the_log_however_it_gets_there(
    name: str, number: str
) -> None:
    said = _logged(name, number)

    assert said.count("\n") == 6
    for left in (number, "0147", "7410", "٠١٤٧", "1 4 7"):
        assert left not in said


@pytest.mark.parametrize("name", ["hotline.hostile", "urllib3.hostile"])
def test_words_that_were_put_into_a_template_are_not_shown(name: str) -> None:
    said = _logged(name, f"my friend {NEEDLE}")

    assert NEEDLE not in said
    assert said.count("(no template)") >= 4
    assert "plain %s" in said if name.startswith("urllib3") else "plain …" in said


def _logged(name: str, words: str) -> str:
    """All that is shown of some words, put into a log in every way that people write."""
    said, logger = io.StringIO(), logging.getLogger(name)
    handler = logging.StreamHandler(said)
    handler.setFormatter(SafeFormatter())
    logger.handlers[:], logger.propagate, escaped = [handler], False, words.replace("%", "%%")
    logger.setLevel(logging.DEBUG)
    logger.error("plain %s", words)
    logger.error(f"put in {escaped} %s", 1)  # noqa: G004
    logger.error(f"put in {escaped}")  # noqa: G004
    logger.error("put in " + escaped + " %s", words)  # noqa: G003
    logger.error(ValueError(words))
    try:
        raise ValueError(words) from KeyError(words)
    except ValueError as error:
        logger.exception(error)
    logger.handlers[:] = []
    return said.getvalue()
