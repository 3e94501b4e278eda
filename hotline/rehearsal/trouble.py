"""The failures that the page offers, in words, and those now arranged, in words."""

from __future__ import annotations

from typing import Any

from hotline.rehearsal.faults import Faults

# name: (what the button says, what it arranges)
OFFERED: dict[str, tuple[str, dict[str, Any]]] = {
    "filtered": ("Next text out: blocked by a filter", {"messages": {"error": 30007}}),
    "off": ("Next text out: the phone is off", {"messages": {"error": 30003}}),
    "landline": ("Next text out: it is a landline", {"messages": {"error": 30006}}),
    "slow-down": (
        "Next 3 texts sent later: slow down (429)",
        {"rest": {"on": "create", "answer": "429", "times": 3}},
    ),
    "broken": (
        "Next text sent later: the carrier fails (500)",
        {"rest": {"on": "create", "answer": "500"}},
    ),
    "unsure": (
        "Next text sent later: taken, its answer lost",
        {"rest": {"on": "create", "answer": "hang", "taken": True}},
    ),
    "twice": ("Next text in: arrives twice", {"webhooks": {"repeat_next": 1}}),
    "late": ("Texts in: 10 seconds late", {"webhooks": {"delay": 10}}),
    "lost": ("Delivery receipts are lost", {"callbacks": {"lost": 1}}),
    "mixed": ("Delivery receipts come out of order", {"callbacks": {"out_of_order": True}}),
    "kept": ("Deleting must wait 2 minutes", {"final_after": 120}),
    "hidden": ("Next call in: its number is hidden", {"calls": {"hide_next": 1}}),
    "late-words": ("Answers in calls: 5 seconds late", {"documents": {"delay": 5}}),
    "lost-words": ("Next answer in a call: lost", {"documents": {"lose_next": 1}}),
    "no-call": (
        "Next call by the line: the carrier fails (500)",
        {"rest": {"on": "create-call", "answer": "500"}},
    ),
    "full": ("No more than 2 calls at once", {"calls": {"at_once": 2}}),
    "down": ("The carrier is down", {"down": True}),
    "well": ("Everything works again", {"clear": True}),
}

# what a request to the carrier is for
ASKED = {
    "create": "text sent later",
    "delete": "deleting",
    "redact": "redacting",
    "fetch": "look at a text",
    "list": "look at the list of texts",
    "create-call": "call made by the line",
    "update-call": "change of a call",
    "fetch-call": "look at a call",
    "list-calls": "look at the list of calls",
    "delete-call": "deleting a call",
    "room": "look at or change of a room",
    "any": "request",
}


def offered() -> list[dict[str, str]]:
    return [{"name": name, "label": label} for name, (label, _) in OFFERED.items()]


def told(faults: Faults) -> list[str]:
    """One sentence for each thing that will go wrong."""
    said = [f"{_next(f.times, ASKED[f.on])}: {f.answer}" for f in faults.rest]
    said += [f"{_next(f.times, 'text out')}: {f.status} ({f.error})" for f in faults.messages]
    table: list[tuple[object, str]] = [
        (faults.down, "the carrier is down"),
        (faults.sending_delay, f"texts out wait {faults.sending_delay:g} s"),
        (faults.callback_lost, f"{faults.callback_lost:.0%} of delivery receipts are lost"),
        (faults.callback_lose_next, f"{faults.callback_lose_next} delivery receipts will be lost"),
        (
            faults.callback_repeat_next,
            f"{faults.callback_repeat_next} delivery receipts come twice",
        ),
        (faults.callback_out_of_order, "delivery receipts come out of order"),
        (faults.callback_delay, f"delivery receipts are {faults.callback_delay:g} s late"),
        (faults.webhook_delay, f"texts in are {faults.webhook_delay:g} s late"),
        (
            faults.webhook_repeat_next,
            f"{_next(faults.webhook_repeat_next, 'text in')}: arrives twice",
        ),
        (faults.document_delay, f"answers in calls are {faults.document_delay:g} s late"),
        (
            faults.document_lose_next,
            f"{_next(faults.document_lose_next, 'answer in a call')}: lost",
        ),
        (faults.call_hide_next, f"{_next(faults.call_hide_next, 'call in')}: number hidden"),
        (faults.calls_at_once, f"no more than {faults.calls_at_once} calls at once"),
        (faults.final_after, f"deleting must wait {faults.final_after:g} s"),
        (
            faults.final_slow,
            f"{faults.final_slow:.0%} of records wait {faults.final_slow_after:g} s for deletion",
        ),
    ]
    return said + [sentence for on, sentence in table if on]


def _next(times: int, what: str) -> str:
    return f"next {what}" if times == 1 else f"next {times}, {what}"
