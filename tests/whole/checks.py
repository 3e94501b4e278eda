"""The ways of a check-in: set with a plan, asked by text and by call, and a word that alarms."""

from __future__ import annotations

import secrets

from tests.whole.handset import Handset
from tests.whole.line import OURS, WholeLine, wait_for
from tests.whole.threads import answered, got


def set_up(line: WholeLine, word: str, asked: str, friend: str) -> None:
    """One who is asked in a minute, by text and by call; and hostile ways to their answers."""
    answered(line, asked, "check 1", "It's on")
    for body in ("2", word, friend, f"behind the {word}", "check", "1", "3", f"4b {word}"):
        line.phone(asked, body)
    Handset(line, asked).behaves("answers", after=1, keys="5", stays=9)
    form = {"AccountSid": line.account, "From": OURS, "To": asked, "Direction": "outbound-api"}
    for path, n in (("", ""), ("key/", "/1"), ("second/", "/1"), ("status/", ""), ("sorry/", "")):
        for name in (
            word,
            f"ask-{secrets.token_urlsafe(16)}-0-1",
            f"off-en-{secrets.token_urlsafe(16)}",
        ):
            for sid in (word, "CA" + "3" * 32):
                turned = {**form, "CallSid": sid, "Digits": word, "CallStatus": "completed"}
                line.signed(f"/webhooks/ask/{path}{name}{n}", turned)
                line.signed(f"/webhooks/ask/{path}{name}{n}", {**turned, "To": word})


def over(line: WholeLine, asked: str) -> None:
    """They were asked, and one key was life: nothing else was said."""
    wait_for(lambda: got(line, asked, "OK if all is well"), 90, "they are asked by text")
    wait_for(lambda: "Good." in str(Handset(line, asked).heard()), 120, "and by call")
    line.phone(asked, "done")


def stopped(line: WholeLine, word: str, contact: str) -> None:
    """Who said STOP wants one that cannot be: a call says so."""
    Handset(line, contact).behaves("answers", after=1, stays=9)
    for body in (word, "stop", "check 500"):
        line.phone(contact, body)
    wait_for(
        lambda: "we will not call you" in str(Handset(line, contact).heard()), 60, "they are told"
    )


def watched(line: WholeLine, word: str, contact: str, friend: str) -> None:
    """One who has a word for trouble, and will be alarmed for."""
    answered(line, contact, "check 1", "It's on")
    for body in ("2", friend, f"under the {word}", f"word {word}"):
        line.phone(contact, body)


def alarmed(line: WholeLine, word: str, contact: str, peer: Handset, friend: str) -> None:
    """They are asked, and write what no machine understands; then their own word, that looks like
    all well. One of us takes it, hears what they wrote, and presses every key there is; and hostile
    ways to all of them."""
    wait_for(lambda: got(line, contact, "OK if all is well"), 90, "they are asked")
    line.phone(contact, f"hm the {word} thing")
    peer.from_now_on()
    for body in (word, f"ok {word}"):
        line.phone(contact, body)
    peer.rings(90).answers("Press 1 to take it").presses("1").hears("You have it").hears("hm the ")
    for keys, heard in (("1", "Their words"), ("2", "not possible"), ("3", "For an ambulance")):
        peer.presses(keys).hears(heard)
    peer.presses("4").hears("Ringing")
    Handset(line, friend).rings().hangs_up()
    peer.hears("No answer there").presses("5").hears("How did it end").presses("5")
    peer.hears("Closed and erased").hangs_up()
    _ugly(line, word)


def _ugly(line: WholeLine, word: str) -> None:
    form = {"AccountSid": line.account, "From": OURS, "To": word, "Direction": "outbound-api"}
    more = {"Digits": word, "CallStatus": "completed", "DialBridged": word}
    for path in (
        "alarm/{}", "alarm/key/{}/1", "alarm/chose/{}/1", "alarm/how/{}/1", "alarm/after/{}",
        "alarm/back/{}", "alarm/them/{}", "alarm/talks/{}", "alarm/status/{}", "alarm/sorry/{}",
        "leg/dropped/{}/1", "leg/word/{}/minutes/2",
    ):  # fmt: skip
        for name in (word, f"alarm-{secrets.token_urlsafe(16)}-0-0-1"):
            for sid in (word, "CA" + "4" * 32):
                turned = {**form, **more, "CallSid": sid, "ParentCallSid": sid}
                line.signed(f"/webhooks/{path.format(name)}", turned)
