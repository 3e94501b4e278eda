"""Seeded faults as data: one edit of the base, what must be found and where, and the mend.

`at` is a piece of the faulty line. `mended` is what stands instead of `after` once the printed fix
was followed; empty: the base's own words.
"""

# ruff: noqa: E501 - one seed on one line is easier to compare

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hotline.flow.fault import Fault
from tests.flow.folder import INTAKE, MAIN, SAYINGS, edited, findings


class Seed(NamedTuple):
    """One fault."""

    code: str
    severity: str
    before: str
    after: str
    at: str
    mended: str = ""
    file: str = MAIN


def _options(count: int) -> str:
    return "".join(
        f"      - go: testing\n        en: place number {n * 'x'}\n        es: sitio {n * 'x'}\n"
        for n in range(1, count + 1)
    )


def _checked(how: str) -> str:
    return f"  closing:\n    check_in: {{{how}}}"


_HOME = "      - go: naloxone\n        en: get"
_KIT = "What you asked for is at 12 Elm Street, Monday to Friday. It is naloxone, and free."
_CLOSING = "  closing:\n    run: intake.last\n    next: home"
_WHOLE = "alarm: night, consent: {en: People are told., es: Avisamos a alguien.}"
_OTHERWISE = "\n    otherwise: home"
_TALK = "  talk:\n    hand_off: {to: peers, ring: 18 seconds, way: all at once}\n"
_LONG = "word " * 110
_TUESDAYS = "en: Tuesdays at Elm Street."
_MARTES = "es: Los martes en la calle Elm."
_TESTING = f"    text:\n      {_TUESDAYS}\n      {_MARTES}\n"
_INSIDE = "    text:\n      en: On Tuesdays we look at what is inside yours, such as meth.\n      es: Los martes vemos lo que hay en lo tuyo.\n"
_HARD = "Approximately eleven municipal organisations administer complimentary examinations whenever independent laboratories communicate availability, considering administrative complications throughout surrounding metropolitan neighbourhoods, notwithstanding considerable uncertainty."
_DIFICIL = "Aproximadamente once organizaciones municipales administran investigaciones farmacológicas independientes considerando complicaciones administrativas significativas particularmente metropolitanas, comunicando disponibilidades correspondientes anticipadamente, exceptuando circunstancias extraordinarias particularmente imprevisibles."
_FRIENDS = "      - go: last\n        en: I am alone\n        es: no hay nadie\n      - go: main.talk\n        en: a friend is here\n        es: hay amigos\n"
_EVENING = "        when: {hours: evening}\n"
_FAR = (
    "\n".join(
        f"  {name}:\n    ask: {{en: And {at}?, es: ¿Y {at}?}}\n    options:\n      - {{go: {leads}, en: on to {leads}, es: sigue {leads}}}"
        for at, name, leads in ((2, "second", "third"), (3, "third", "far"))
    )
    + "\n"
)

SEEDS = (
    # the file
    Seed("F01", "error", "en: A free line.", "en: Free: always.", "Free: always", 'en: "Free: always."'),
    Seed("F01", "error", "en: A free line.", "en: @line is free", "@line", 'en: "@line is free"'),
    Seed("F01", "error", "en: A free line.", "en: *Free*, always", "*Free*", 'en: "*Free*, always"'),
    Seed("F01", "error", "en: A free line.", "en: ! Free", "! Free", 'en: "! Free"'),
    Seed("F01", "error", "en: A free line.", 'en: "A free line.', '"A free', 'en: "A free line."'),
    Seed("F01", "error", "en: A free line.", "en: [A free line.", "[A free", 'en: "[A free line."'),
    Seed("F01", "error", "flow: main", "---\nflow: main\n---", "---\nlanguages", "flow: main"),
    Seed("F02", "error", "    ask:\n      en: What", "\task:\n      en: What", "\task:", mended="    ask:\n      # spaces now\n      en: What"),
    Seed("F03", "error", "      en: A free line.", "      en: One.\n      en: Two.", "      en: Two.", "      en: Two."),
    Seed("F04", "warning", "en: A free line.", "en: Press # to wait", "Press #", 'en: "A free line # always"'),
    Seed("F05", "error", "menus:\n  home", "menu:\n  home", "menu:\n"),
    Seed("F05", "error", "    text_me: yes", "    text_mee: yes", "text_mee"),
    Seed("F05", "error", "es: ¿Qué necesitas?", "es: ¿Qué necesitas?\n      fr: Quoi?", "fr: Quoi"),
    Seed("F05", "error", "  closing:\n    run: intake.last\n    next: home", "  closing:\n    callback: {to: peers}", "callback:", mended="  closing:\n    choose: [{otherwise: home}]"),
    Seed("F05", "error", "cards:\n", "always:\n  - {go: main.talk, words: {en: [chat]}}\ncards:\n", "always:", file=INTAKE, mended="cards:\n"),
    Seed("F05", "error", "  stale:", "  stail:", "stail:", file=SAYINGS, mended="  stale:"),
    Seed("F06", "error", "      en: A free line.", "      en: {name}", "en: {name}", '      en: "a name"'),
    Seed("F06", "error", "      en: A free line.", "      en: [one, two]", "[one, two]", mended="      en: one, two"),
    Seed("F06", "error", "    hello:\n      en: A free line.\n      es: Una línea gratis.\n", "    hello: A free line.\n", "hello: A free", mended="    hello:\n      en: A line.\n      es: Una línea.\n"),
    Seed("F06", "error", "night: {texts: group}", "night: {texts: groups}", "texts: groups", mended="night: {texts: first}"),
    Seed("F06", "error", "ring: 18 seconds", "ring: 18s", "ring: 18s", mended="ring: 25 seconds"),
    Seed("F06", "error", "reviewed: 2026-03-01", "reviewed: [2026-03-01]", "reviewed:", mended="reviewed: 2026-04-01"),
    Seed("F07", "error", "- go: naloxone", "- go: nalxone", "go: nalxone", "- go: naloxone"),
    Seed("F07", "error", "    next: home", "    next: intake.frist", "next: intake.frist", "    next: intake.first"),
    Seed("F07", "error", "      - go: route\n        en: testing places", "      - en: testing places", "      - en: testing"),
    Seed("F07", "error", "otherwise: nobody", "otherwise: nobdy", "otherwise: nobdy"),
    Seed("F08", "error", "  testing:\n    text", "  talk:\n    text", "  talk:\n    hand_off"),
    Seed("F09", "error", "flow: intake", "flow: intakes", "flow: intakes", file=INTAKE, mended="flow: intake"),
    Seed("F09", "error", "run: intake.last\n", "run: closing\n", "  closing:\n", mended="run: intake.first\n"),
    Seed("F10", "error", "start: home\n", "", "# A small", mended="start: intake.first\n"),
    # the ways
    Seed("G01", "warning", "  nobody:\n", "  lost:\n    text: {en: Lost., es: Nada.}\n  nobody:\n", "  lost:", "  nobody:\n"),
    Seed("G02", "warning", "    offer: [talk]", "", "  overdose:\n    text", mended="    offer: [naloxone]"),
    Seed("G03", "error", "{otherwise: closing}", "{otherwise: route}", "  route:\n"),
    Seed("G06", "error", "      - {otherwise: closing}\n", "      - {when: {channel: text}, go: closing}\n", "  route:\n", mended="      - {when: {channel: text}, go: closing}\n      - {otherwise: home}\n"),
    Seed("G07", "error", "    otherwise: nobody\n", "", "  talk:\n    hand_off"),
    Seed("G07", "error", "    otherwise: nobody\n", "    otherwise: talk\n", "  talk:\n    hand_off"),
    # menus
    Seed("M01", "error", "menus:\n", "menus:\n  empty:\n    ask: {en: Well?, es: ¿Y?}\n", "  empty:", "menus:\n"),
    Seed("M02", "error", _HOME, _options(7) + _HOME, "      - go: naloxone"),
    Seed("M03", "warning", _HOME, _options(2) + _HOME, "      - go: route"),
    Seed("M04", "error", "en: get naloxone", "en: Talk with a peer", "en: Talk with", mended="en: get a kit"),
    Seed("M05", "error", "key: 5", "key: 2", "      - go: route", mended="key: 4"),
    Seed("M05", "error", "key: 5", "key: 9", "      - go: route", mended="key: 8"),
    Seed("M06", "warning", "en: A free line.", f"en: {_LONG[:400]}", "  home:\n    hello", mended="en: A free and friendly line."),
    Seed("M08", "warning", "    key: 0\n", "", "# A small"),
    Seed("M08", "warning", "  - go: talk\n    key: 0", "  - go: naloxone\n    key: 0", "  - go: naloxone\n    key"),
    Seed("M09", "warning", "- go: route", "- go: home", "- go: home"),
    Seed("M10", "error", "    offer: [naloxone]", "    offer: [testing]", "  nobody:", "    offer: [talk]"),
    # words
    Seed("K01", "error", "[narcan]", "[info]", "[info]", mended="[kit]"),
    Seed("K01", "error", "en: get naloxone", "en: Stop", "en: Stop", mended="en: kits"),
    Seed("K01", "warning", "[narcan]", "[shop, stopp]", "[shop", "[narcan, store]"),
    Seed("K01", "error", "peer_hush: {en: [peer hush]", "peer_hush: {en: [quiet]", "[quiet]", file=SAYINGS),
    Seed("K01", "error", "forget: {en: [forget]", "forget: {en: [quiet]", "[quiet]", file=SAYINGS, mended="forget: {en: [forget me]"),
    Seed("K02", "error", "en: [narcan]", "en: [narcan, someone]", "en: [narcan, someone]"),
    Seed("K02", "error", "en: [strips]", "en: [strips, narcan]", "en: [strips, narcan], es: [tiras]"),
    Seed("K03", "error", "[narcan]", "[again]", "[again]", mended="[boxes]"),
    Seed("K04", "error", "[narcan]", '["2"]', '["2"]', mended="[boxes]"),
    Seed("K04", "error", "[narcan]", "[two]", "[two]", mended="[boxes]"),
    Seed("K05", "note", "[strips]", "[narcann]", "    words: {en: [narcan]", mended="[boxes]"),
    Seed("K08", "warning", "      es: [sobredosis, no respira]\n", "", "  - emergency", mended="      es: [ahogo, asfixia]\n"),
    Seed("K09", "warning", _TUESDAYS, "en: Tuesdays. Want a ride? Say YES.", "YES", mended="en: Tuesdays. Want a ride? Come early."),
    Seed("K09", "warning", "es: Nadie está libre.", "es: Para saber más manda INFO.", "INFO"),
    # texts
    Seed("T01", "error", "      en: What do you need?\n", "", "    ask:\n      es: ¿Qué", mended="      en: What is needed?\n"),
    Seed("T01", "warning", "      es: ¿Qué necesitas?\n", "", "    ask:\n      en: What", mended="      es: ¿Qué falta?\n"),
    Seed("T01", "error", '  stale: {en: "Some words here.", es', "  stale: {es", "  stale:", file=SAYINGS),
    Seed("T03", "error", "en: What do you need?", 'en: ""', 'en: ""', mended="en: What is needed?"),
    Seed("T03", "error", "en: What do you need?", "en:", "en:\n      es: ¿Qué", mended="en: What is needed?"),
    Seed("T04", "warning", f"en: {_KIT}", f"en: {_LONG}", "en: word word"),
    Seed("T04", "warning", '  to_peer.me: {en: "Some words here.", es: "Unas palabras."}', '  to_peer.me: {en: "' + "word " * 40 + '", es: "Unas palabras."}', "word word", mended='  to_peer.me: {en: "Some words here.", es: "Unas palabras."}', file=SAYINGS),
    Seed("T05", "note", f"en: {_KIT}", f"en: {'x. ' * 45} ☃", "☃", mended=f"en: {'x. ' * 45} *"),
    Seed("T06", "warning", "en: What do", "en: What\u200b do", "What\u200b"),
    Seed("T07", "warning", "en: Tuesdays at Elm Street.", "en: See example.org for more.", "example.org", mended="en: Look at our page."),
    Seed("T07", "warning", "en: Tuesdays at Elm Street.", "en: HIV tests at Elm Street.", "HIV", mended="en: Tests at Elm Street."),
    Seed("T07", "warning", "more: {en: Ring the bell twice.,", "more: {en: See example.org.,", "example.org", mended="more_say: {en: See our page., es: Mira.}\n    more: {en: See example.org.,"),
    Seed("T10", "warning", "en: Tuesdays at Elm Street.", "en: Press 2 for Elm Street.", "Press 2", mended="en: Go to Elm Street."),
    Seed("T12", "error", "en: Tuesdays at", f"en: AC{'0a' * 16} at", "AC0a", mended="en: Twice at"),
    Seed("T12", "warning", "en: Tuesdays at", "en: Call 212 123 4567 at", "4567", mended="en: Call 212 555 0123 at"),
    Seed("P01", "error", "{choices}", "{time}", "  did_you_mean:", file=SAYINGS),
    # steps and the world
    Seed("S01", "error", "{to: peers, ring", "{to: pears, ring", "{to: pears"),
    Seed("S02", "error", "open: evening", "open: evenings", "open: evenings"),
    Seed("S02", "error", "America/New_York", "America/New_Yrok", "  evening:\n", mended="America/Chicago"),
    Seed("S02", "error", "sat: 12:00-02:00", "fri: 21:00-02:00", "fri: 21:00", mended="fri: 22:00-02:00"),
    Seed("S02", "error", "sat: 12:00-02:00", "sat: 12:00-25:00", "sat: 12:00", mended="sat: closed"),
    Seed("S02", "error", "sat: 12:00-02:00", "sat: 12:00-12:00", "sat: 12:00", mended="sat: 00:00-24:00"),
    Seed("S02", "error", "sat: 12:00-02:00", "caturday: 12:00-14:00", "caturday", mended="sat, sun: 12:00-14:00"),
    Seed("S03", "error", _TALK, "  talk:\n", "  talk:\n    open", mended="  talk:\n    hand_off: {to: night}\n"),
    Seed("S04", "error", "  closing:\n    run: intake.last\n    next: home", "  closing:\n    check_in: {after: 20 minutes}", "check_in:", mended="  closing:\n    choose: [{otherwise: home}]"),
    Seed("S04", "error", _CLOSING, _checked("after: 20 minutes, alarm: peers") + _OTHERWISE, "check_in:", mended=_checked(_WHOLE) + _OTHERWISE),
    Seed("S04", "error", _CLOSING, _checked(_WHOLE), "  closing:", mended=_checked(_WHOLE) + _OTHERWISE),
    Seed("S04", "error", _CLOSING, _checked(_WHOLE + ", after: 4 hours") + _OTHERWISE, "check_in:", mended=_checked(_WHOLE + ", after: 3 hours") + _OTHERWISE),
    Seed("S09", "error", "when: {hours: evening}", "when: {hour: evening}", "{hour: evening}"),
    Seed("S09", "error", "when: {hours: evening}", "when: {date: 2026-13-01..2026-13-02}", "{date:", mended="when: {date: 2026-12-24..2026-12-26}"),
    Seed("T16", "warning", "languages: [en, es]", "languages: [en, es]\ndrafts: [fr]", "drafts: [fr]"),
    Seed("G05", "warning", _FRIENDS + "\ncards:\n", _FRIENDS + "      - {go: second, en: more of them, es: otras}\n" + _FAR + "\ncards:\n  far:\n    text: {en: You are here., es: Estás aquí.}\n", "  third:\n", file=INTAKE, mended=_FRIENDS + "      - {go: second, en: more of them, es: otras}\n" + _FAR + "\ncards:\n  far:\n    words: {en: [faraway], es: [lejos]}\n    text: {en: You are here., es: Estás aquí.}\n"),
    Seed("G08", "warning", _FRIENDS, _FRIENDS.replace("alone\n", "alone\n" + _EVENING).replace("here\n", "here\n" + _EVENING), "  first:\n", file=INTAKE, mended=_FRIENDS.replace("alone\n", "alone\n" + _EVENING)),
    Seed("G08", "warning", _FRIENDS, _FRIENDS.replace("alone\n", "alone\n        when: {channel: phone, language: es}\n").replace("here\n", "here\n        when: {rotation: night, has: someone}\n"), "  first:\n", file=INTAKE),
    Seed("G08", "warning", _FRIENDS, _FRIENDS.replace("alone\n", "alone\n        when: {date: 2026-12-24..2026-12-26}\n").replace("here\n", "here\n" + _EVENING), "  first:\n", file=INTAKE),
    Seed("K06", "warning", "[narcan]", "[narcan, want]", "[narcan, want]"),
    Seed("K07", "warning", "es: [tiras]", "es: [narcan]", "es: [narcan]"),
    Seed("T08", "warning", "en: Free naloxone at twelve Elm Street.", f"en: {'word ' * 80}", "en: word"),
    Seed("T11", "warning", _MARTES, "es: Tuesdays at Elm Street.", "es: Tuesdays"),
    Seed("T13", "error", "reviewed: 2026-03-01", "reviewed: last spring", "reviewed:", mended="reviewed: 2026-04-01"),
    Seed("T13", "error", "reviewed: 2026-03-01", "stale_after: 2026-02-30", "stale_after:", mended="stale_after: 2027-02-28"),
    Seed("T13", "warning", "reviewed: 2026-03-01", "reviewed: 2024-03-01", "reviewed:"),
    Seed("T13", "warning", "reviewed: 2026-03-01", "stale_after: 2026-11-25", "stale_after:", mended="stale_after: 2027-11-25"),
    Seed("T14", "warning", _TUESDAYS, "en: Tuesdays. The way is at bit.ly/elm.", "bit.ly"),
    Seed("T16", "note", "languages: [en, es]", "languages: [en, es]\ndrafts: [es]", "drafts:"),
    # what a text owes whoever reads it
    Seed("C01", "warning", _TUESDAYS, "en: Addicts are welcome on Tuesdays.", "Addicts", mended="en: All are welcome on Tuesdays."),
    Seed("C01", "warning", _TUESDAYS, "en: For those who want to stay clean.", "stay clean"),
    Seed("C01", "warning", _MARTES, "es: Para drogadictos, los martes.", "drogadictos", mended="es: Para quien usa, los martes."),
    Seed("C01", "warning", '  stale: {en: "Some words here."', '  stale: {en: "No substance abuse here."', "substance abuse", file=SAYINGS),
    Seed("C02", "note", _TESTING, _INSIDE, "such as meth", mended=_INSIDE + "    plain: {en: We look at what is inside on Tuesdays., es: Miramos lo tuyo los martes.}\n"),
    Seed("C03", "warning", _TUESDAYS, f"en: {_HARD}", "en: Approximately"),
    Seed("C03", "warning", _MARTES, f"es: {_DIFICIL}", "es: Aproximadamente"),
    Seed("C03", "warning", "more: {en: Ring the bell twice.,", f'more: {{en: "{_HARD}",', "more: {en"),
    Seed("K06", "warning", "words: {en: [strips]", "words: {en: [strips, for]", "[strips, for]"),
    Seed("C04", "warning", _TUESDAYS, "en: Overdose course on Tuesdays.", "Overdose", mended="en: A course on Tuesdays."),
    Seed("C04", "warning", "es: Una línea gratis.", "es: Una línea sobre drogas.", "sobre drogas"),
    Seed("C05", "warning", _TESTING, "    text: {en: People answer 988 at all hours., es: Hay gente en el 988.}\n", "988", mended="    text: {en: People answer 988 at all hours., es: Hay gente en el 988.}\n    police_policy: may send police without asking\n    source: their page\n    source_year: 2025\n    confidence: B\n    checked_by: nobody yet\n"),
    Seed("C05", "warning", _TUESDAYS, "en: People answer 877-565-8860.", "877-565"),
    Seed("C06", "warning", "    source_year: 2026\n", "", "  naloxone:\n    words", mended="    source_year: 2025\n"),
    Seed("C06", "warning", "    source: the city's course\n    source_year: 2025\n    confidence: A\n    checked_by: a nurse\n", "", "  overdose:\n    text"),
    Seed("S07", "warning", "ring: 18 seconds", "ring: 1 minute", "  talk:\n    hand_off"),
    Seed("S10", "note", "examples:\n  - name: a kit is found\n    text: [hi, narcan]\n    sees: [What you asked for]\n    reaches: naloxone\n", "", "# A small"),
)  # fmt: skip


@cache
def found_in(seed: Seed) -> tuple[Fault, ...]:
    """What is found in the base with this fault in it."""
    return findings(edited(seed.file, seed.before, seed.after))
