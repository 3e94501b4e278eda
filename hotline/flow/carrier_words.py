"""The words that belong to the telephone carrier: a lone one never reaches a menu of ours.

Sources: Twilio's default opt-out keywords (whole text, any case); its localized ones where
Advanced Opt-Out is on (Spanish ALTO, PARAR; French ARRET with the spellings of its own documents).
All are written as they are compared: lower case, without accents.
"""

from __future__ import annotations

STOP_WORDS = frozenset({
    "stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout",
    "alto", "parar",
    "arret", "arrete", "arrett",
})  # fmt: skip
START_WORDS = frozenset({"start", "yes", "unstop"})
HELP_WORDS = frozenset({"help", "info", "ayuda"})

CARRIER_WORDS = STOP_WORDS | START_WORDS | HELP_WORDS
