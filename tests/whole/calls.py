"""Calls as they happen, through the pretend carrier: every way a call can go, one after another."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.whole.handset import Handset
from tests.whole.line import WholeLine, wait_for


def people_on(line: WholeLine, *numbers: str) -> list[Handset]:
    """These have agreed, and are on at all times."""
    for name, number in zip(("Ana", "Bo", "Cy"), numbers, strict=False):
        assert line.command("peers", "add", name, "-", typed=number) == 0
        line.phone(number, "OK")
        assert line.command("rota", "add", name, "mon-sun 00:00-24:00", "--calls") == 0
    return [Handset(line, number) for number in numbers]


class DirectTalkError(Exception):
    """On a busy machine no leg was placed within six seconds, so the contact's own call rang
    people. They talk, but there is no room, and no keys for it."""


def goes_in(peer: Handset) -> Handset:
    """Take the call, and hear that it is one with a room."""
    try:
        return peer.answers().presses("1").hears("Going in").is_connected()
    except AssertionError:
        raise DirectTalkError from None


def by_legs(talk: Callable[[Handset, Handset, Handset], None]) -> Callable[..., None]:
    """A talk that needs a room: where it went without one, all hang up and it is tried again."""

    def until_so(contact: Handset, ana: Handset, bo: Handset) -> None:
        for _ in range(4):
            try:
                return talk(contact, ana, bo)
            except DirectTalkError:
                contact.hangs_up()
                ana.is_gone()
                bo.is_gone()
        raise AssertionError("no leg was ever placed in time")

    return until_so


@by_legs
def bridged(contact: Handset, ana: Handset, bo: Handset) -> None:
    """Both pick up, one takes it; somebody is brought in; it is ended."""
    contact.dials().presses("0").hears("Ringing people now")
    bo.answers()
    goes_in(ana)
    bo.presses("1").hears("Someone has it").is_gone()
    contact.hears("Here is a person").is_connected()
    ana.presses("*").hears("1 brings someone in").presses("1")
    bo.answers().presses("1").is_connected()
    contact.is_connected().presses("*").hears("Press 1 for someone else").is_connected()
    bo.hangs_up().is_gone()
    ana.presses("*").hears("3 ends it").presses("3").hears("It is over").is_gone()
    contact.hangs_up()


@by_legs
def handed_over(contact: Handset, ana: Handset, bo: Handset) -> None:
    """One takes it before the other could, and hands it over to them."""
    contact.dials().presses("0")
    wait_for(lambda: ana.status() or bo.status(), 30, "somebody rings")
    first, other = (ana, bo) if ana.status() else (bo, ana)
    goes_in(first)
    other.is_gone()
    contact.is_connected()
    first.presses("*").hears("2 hands over").presses("2").hears("Done").is_gone()
    goes_in(other)
    contact.is_connected().hangs_up()
    other.hears("They hung up").is_gone()


def blocked(contact: Handset, ana: Handset, bo: Handset) -> None:
    """One takes it, the caller hangs up, and their phone is kept from this peer for tonight."""
    contact.dials().presses("0")
    wait_for(lambda: ana.status() or bo.status(), 30, "somebody rings")
    first, other = (ana, bo) if ana.status() else (bo, ana)
    first.answers().presses("1").is_connected()
    other.is_gone()
    contact.is_connected().hangs_up()
    first.hears("They hung up").presses("6").hears("Block it how?").presses("1")
    first.hears("Done, and it is over").is_gone()


def nobody_takes_it(contact: Handset, ana: Handset, bo: Handset) -> None:
    """A voicemail picks up, the other passes; the caller hangs up while it goes on."""
    ana.behaves("voicemail", after=0.5, stays=4)
    contact.dials().presses("0")
    bo.answers().presses("5").is_gone()
    ana.hears("Press 1 to take it")
    contact.hangs_up()
    ana.is_gone().behaves("person")


@by_legs
def stays(contact: Handset, ana: Handset, bo: Handset) -> None:
    """One stays with somebody, whose call drops; they are rung back, do not come, and then do."""
    contact.dials().presses("4").hears("may we ring you back").presses("1")
    wait_for(lambda: ana.status() or bo.status(), 30, "somebody rings")
    first, other = (ana, bo) if ana.status() else (bo, ana)
    goes_in(first)
    other.is_gone()
    contact.is_connected().hangs_up()
    first.hears("They dropped").presses("1").hears("We are ringing them")
    contact.rings().hangs_up()
    first.hears("No answer").presses("1").hears("We are ringing them")
    contact.rings().answers().hears("Press 1 to talk").presses("1").is_connected()
    first.is_connected()
    contact.hangs_up()
    first.hears("They dropped").presses("3").hears("It is over").is_gone()


@by_legs
def hidden(contact: Handset, ana: Handset, bo: Handset) -> None:
    """Without a number: recorded help, then a person, who hangs up."""
    contact.dials(shown="anonymous").presses("3").hears("Recorded help").presses("1")
    contact.hears("Which?").presses("0")
    bo.rings()
    goes_in(ana)
    contact.is_connected()
    ana.hangs_up()
    contact.hears("Your person dropped out").hangs_up()
    bo.is_gone()
    ana.is_gone()


def worker_away(line: WholeLine, contact: Handset, ana: Handset, bo: Handset) -> None:
    """Nobody places legs: the call itself rings people, one by one."""
    line.kill("worker")
    contact.dials().presses("0")
    wait_for(lambda: ana.status() == "ringing" or bo.status() == "ringing", 30, "somebody rings")
    first, other = (ana, bo) if ana.status() else (bo, ana)
    first.answers().presses("4").is_gone()
    other.answers().presses("1")
    contact.is_connected().hangs_up()
    other.is_gone()
    line.start("worker", "-m", "hotline", "worker")


def store_away(line: WholeLine, contact: Handset, fallback: Handset) -> None:
    """Nobody is known: the fallback number is rung."""
    with stopped(line, "store"):
        contact.dials().presses("0")
        fallback.answers().presses("1")
        contact.is_connected().hangs_up()
        fallback.is_gone()


def killed_in_mid_ring(line: WholeLine, contact: Handset, ana: Handset, bo: Handset) -> None:
    """Web and worker die while phones ring."""
    contact.dials().presses("0")
    ana.rings()
    line.kill("worker")
    line.kill("web")
    time.sleep(1)  # somebody asks us, and nobody is there
    line.start("web", *line.web)
    line.start("worker", "-m", "hotline", "worker")
    wait_for(lambda: line.get("/ready").status == 200, what="all is back")
    for phone in (ana, bo, contact):
        if phone.status():
            phone.hangs_up()


def calls_in(line: WholeLine, contact: Handset, ana: Handset, bo: Handset) -> None:
    """One of us calls, types a wrong PIN and her own, and takes the call that waits."""
    assert line.command("peers", "pin", "Ana", "-", typed="471108") == 0
    ana.behaves("busy")
    bo.behaves("busy")
    contact.dials().presses("0").hears("Ringing people now")
    ana.dials().presses("*").hears("your PIN").presses("471109#").hears("does not fit")
    ana.presses("471108#").hears("A call is waiting").presses("1").hears("Hang up now").is_gone()
    ana.behaves("person").answers().presses("1").is_connected()
    contact.is_connected().hangs_up()
    ana.hears("They hung up").presses("1").hears("rung last").is_gone()
    bo.behaves("person")


def in_flight(contact: Handset, another: Handset, ana: Handset, bo: Handset) -> None:
    """One talk, one who waits for a person, and nobody hangs up."""
    contact.dials().presses("0")
    ana.rings(90).answers().presses("1").is_connected()
    contact.is_connected()
    another.dials().presses("1").hears("Put the phone on speaker")
    bo.rings(90)


@contextmanager
def stopped(line: WholeLine, name: str) -> Iterator[None]:
    """A process that stands still: connections to it neither work nor break."""
    group = line.running[name].pid
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGCONT)
