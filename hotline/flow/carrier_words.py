"""The words that belong to the telephone carrier: a lone one never reaches a menu of ours.

Sources: Twilio's default opt-out keywords (whole text, any case); its localized ones, which it acts
on only where Advanced Opt-Out is on (Spanish ALTO, PARAR; French ARRET with the spellings of its
own documents): then it says so, and else nobody but us stops anything (`carrier/inbound.py`).
All are written as they are compared: lower case, without accents.
"""

from __future__ import annotations

STOP_WORDS = frozenset({
    "stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout",
})  # fmt: skip
# Each with its language.
LOCAL_STOP_WORDS = {"alto": "es", "parar": "es", "arret": "fr", "arrete": "fr", "arrett": "fr"}
START_WORDS = frozenset({"start", "yes", "unstop"})
HELP_WORDS = frozenset({"help", "info", "ayuda"})

CARRIER_WORDS = STOP_WORDS | LOCAL_STOP_WORDS.keys() | START_WORDS | HELP_WORDS
