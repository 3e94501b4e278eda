"""What is kept, and for how long: the only room that speaks to the store, and that seals."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hotline.domain.pacing import Pace
from hotline.store.again import Again
from hotline.store.beats import Beats
from hotline.store.beliefs import Beliefs
from hotline.store.blocks import Blocks
from hotline.store.budget import Budget
from hotline.store.callbacks import Callbacks
from hotline.store.calls import Calls
from hotline.store.checkins import CheckIns
from hotline.store.clearing import Clearing
from hotline.store.company import Company
from hotline.store.connection import connect, has_replicas
from hotline.store.conversations import Conversations
from hotline.store.counts import Tally
from hotline.store.data_keys import DataKeys
from hotline.store.dials import Dials
from hotline.store.errands import Errands
from hotline.store.flows import Flows
from hotline.store.keyring import Keyring
from hotline.store.lasting import Lasting
from hotline.store.marks import Marks
from hotline.store.peer_calls import PeerCalls
from hotline.store.people import People
from hotline.store.rings import Rings
from hotline.store.rota import Shifts
from hotline.store.seats import Seats
from hotline.store.shared import Shared
from hotline.store.switch import Switch
from hotline.store.threads import Threads
from hotline.store.traces import Traces
from hotline.store.tries import Tries
from hotline.store.vault import Envelope
from hotline.store.wire import PAUSE, Wire


@dataclass(frozen=True, slots=True)
class Store:
    """All the nouns of the store. `connection` is for the queue, which brings its own commands."""

    connection: Any
    data_keys: DataKeys
    lasting: Lasting
    company: Company
    conversations: Conversations
    errands: Errands
    rings: Rings
    dials: Dials
    peer_calls: PeerCalls
    seats: Seats
    callbacks: Callbacks
    threads: Threads
    check_ins: CheckIns
    beliefs: Beliefs
    flows: Flows
    beats: Beats
    calls: Calls
    people: People
    rota: Shifts
    again: Again
    shared: Shared
    switch: Switch
    tally: Tally
    budget: Budget
    tries: Tries
    blocks: Blocks
    traces: Traces
    marks: Marks
    clearing: Clearing


def open_store(
    url: str,
    secrets: Sequence[bytes],
    *,
    web: bool,
    now: Callable[[], float] = time.time,
    pace: Pace | None = None,
) -> Store:
    """Open a store; nothing is asked of it yet. The web gives up fast, and for a while."""
    client = connect(url, web=web)
    wire = Wire(client, PAUSE if web else 0.0, copies=int(has_replicas(url)))
    envelope = Envelope(secrets)
    keyring = Keyring(wire, envelope)
    traces, marks = Traces(wire, keyring), Marks(wire, keyring)
    budget = Budget(wire, keyring, traces)
    errands = Errands(wire, keyring, traces, now)
    callbacks = Callbacks(wire, keyring, errands, traces)
    seats = Seats(wire, keyring)
    threads = Threads(wire, keyring, errands, seats, traces, callbacks)
    return Store(
        connection=connect(url, web=web),
        data_keys=DataKeys(wire, envelope),
        lasting=Lasting(wire, keyring),
        company=Company(wire),
        conversations=Conversations(
            wire, keyring, errands, budget, traces, marks, callbacks, threads
        ),
        errands=errands,
        rings=Rings(wire, keyring, errands),
        beliefs=Beliefs(wire),
        dials=Dials(wire, pace or Pace()),
        peer_calls=PeerCalls(wire, keyring, errands),
        seats=seats,
        callbacks=callbacks,
        threads=threads,
        check_ins=CheckIns(wire, keyring, errands, traces),
        flows=Flows(wire, keyring),
        beats=Beats(wire, keyring),
        calls=Calls(envelope, now),
        people=People(wire, keyring),
        rota=Shifts(wire, keyring),
        again=Again(wire, keyring, traces),
        shared=Shared(wire, keyring),
        switch=Switch(wire),
        tally=Tally(wire),
        budget=budget,
        tries=Tries(wire, keyring),
        blocks=Blocks(wire, keyring),
        traces=traces,
        marks=marks,
        clearing=Clearing(wire),
    )
