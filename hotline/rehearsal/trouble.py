"""The failures that the page offers, in words, and those now arranged, in words."""

from __future__ import annotations

from typing import Any

from hotline.rehearsal.faults import Faults

# name: (what the button says, what it arranges)
OFFERED: dict[str, tuple[str, dict[str, Any]]] = {
    "filtered": ("Next text is blocked by a filter", {"messages": {"error": 30007}}),
    "off": ("Next text finds the phone off", {"messages": {"error": 30003}}),
    "landline": ("Next text goes to a landline", {"messages": {"error": 30006}}),
    "slow-down": (
        "Next 3 sendings: slow down (429)",
        {"rest": {"on": "create", "answer": "429", "times": 3}},
    ),
    "broken": ("Next sending fails (500)", {"rest": {"on": "create", "answer": "500"}}),
    "unsure": (
        "Next sending is taken, but the answer is lost",
        {"rest": {"on": "create", "answer": "hang", "taken": True}},
    ),
    "twice": ("Next incoming text arrives twice", {"webhooks": {"repeat_next": 1}}),
    "late": ("Incoming texts are 10 seconds late", {"webhooks": {"delay": 10}}),
    "lost": ("Status callbacks are lost", {"callbacks": {"lost": 1}}),
    "mixed": ("Status callbacks come out of order", {"callbacks": {"out_of_order": True}}),
    "kept": ("Deleting must wait 2 minutes", {"final_after": 120}),
    "down": ("The carrier is down", {"down": True}),
    "well": ("Everything works again", {"clear": True}),
}


def offered() -> list[dict[str, str]]:
    return [{"name": name, "label": label} for name, (label, _) in OFFERED.items()]


def told(faults: Faults) -> list[str]:
    """One sentence for each thing that will go wrong."""
    said = [f"{f.on}: {f.answer}, {f.times} more" for f in faults.rest]
    said += [f"texts: {f.status} {f.error}, {f.times} more" for f in faults.messages]
    table: list[tuple[object, str]] = [
        (faults.down, "the carrier is down"),
        (faults.sending_delay, f"texts wait {faults.sending_delay:g} s"),
        (faults.callback_lost, f"{faults.callback_lost:.0%} of status callbacks are lost"),
        (faults.callback_lose_next, f"{faults.callback_lose_next} status callbacks will be lost"),
        (faults.callback_repeat_next, f"{faults.callback_repeat_next} come twice"),
        (faults.callback_out_of_order, "status callbacks come out of order"),
        (faults.callback_delay, f"status callbacks are {faults.callback_delay:g} s late"),
        (faults.webhook_delay, f"incoming texts are {faults.webhook_delay:g} s late"),
        (faults.webhook_repeat_next, f"{faults.webhook_repeat_next} incoming texts come twice"),
        (faults.final_after, f"deleting must wait {faults.final_after:g} s"),
    ]
    return said + [sentence for on, sentence in table if on]
