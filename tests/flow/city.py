"""A large city's line: boroughs, neighbourhoods, and in each a few places, in three languages."""

from __future__ import annotations

from collections.abc import Iterator

_HEAD = """\
flow: main
languages: [en, es, fr]
drafts: [es, fr]
start: home
rotations: [peers]
always:
  - emergency: yes
    go: now
    words: {en: [not breathing, overdose], es: [no respira, sobredosis], fr: [respire pas, surdose]}
  - key: 0
    go: talk
    words: {en: [talk to someone], es: [hablar con alguien], fr: [parler avec une personne]}
menus:
  home:
    hello: {en: "The city's line.", es: "La línea de la ciudad.", fr: "La ligne de la ville."}
    ask: {en: "Which part of town?", es: "¿Qué zona?", fr: "Quel quartier ?"}
    options:
"""
_CARDS = """\
cards:
  now:
    text:
      en: "Shout. Naloxone. Head back, one breath every 5 seconds."
      es: "Grita. Naloxona. Cabeza atrás, un aliento cada 5 segundos."
      fr: "Crie. Naloxone. Tête en arrière, un souffle toutes les 5 secondes."
    offer: [talk]
    source: the city's course
    source_year: 2025
    confidence: A
    checked_by: a nurse
  nobody:
    text: {en: "Nobody is on right now.", es: "Ahora no hay nadie.", fr: "Il n'y a personne."}
    offer: [talk]
steps:
  talk:
    title: {en: a person, es: una persona, fr: quelqu'un}
    hand_off: {to: peers}
    otherwise: nobody
examples:
  - {name: a place in the north, text: [hi, "1", "1", "1"], sees: [No name needed]}
"""
_ORDER = ("north", "east", "south", "west", "middle")
_TOWNS = tuple(zip(_ORDER, ("norte", "este", "sur", "oeste", "centro"),
                   ("nord", "est", "sud", "ouest", "milieu"), strict=True))  # fmt: skip


def city(places: int) -> dict[str, str]:
    """`flows/main.yaml` and a file for each borough; `places` are spread over 25 neighbourhoods."""
    boroughs = {name: f"flows/{name}.yaml" for name in _ORDER}
    lead = "".join(
        f"      - {{go: {en}.start, en: the {en}, es: el {es}, fr: le {fr}}}\n"
        for en, es, fr in _TOWNS
    )
    each = places // len(_ORDER) ** 2
    files = {path: "".join(_borough(name, each)) for name, path in boroughs.items()}
    return {"flows/main.yaml": _HEAD + lead + _CARDS, **files}


def _borough(name: str, each: int) -> Iterator[str]:
    yield f"flow: {name}\nstart: parts\nmenus:\n  parts:\n"
    yield '    ask: {en: "Where there?", es: "¿Dónde allí?", fr: "Où ça ?"}\n    options:\n'
    for part, es, fr in _TOWNS:
        yield f"      - {{go: {part}, en: its {part} side, es: su lado {es}, fr: son côté {fr}}}\n"
    for part, _, _ in _TOWNS:
        yield f"  {part}:\n    ok: M03 streets are looked for, not kept in mind\n"
        yield "    ask: {en: Which street?, es: ¿Qué calle?, fr: Quelle rue ?}\n    options:\n"
        for at in range(each):
            street = _street(name, part, at)
            label = f"en: on {street}, es: en {street}, fr: rue {street}"
            yield f"      - {{go: {part}_{at}, {label}}}\n"
    yield "cards:\n"
    for part, _, _ in _TOWNS:
        for at in range(each):
            yield from _place(f"{part}_{at}", _street(name, part, at), at)


def _street(borough: str, part: str, at: int) -> str:
    """A name of its own for each: `Norwestmiddle Two`."""
    number = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
              "Eleven", "Twelve")[at]  # fmt: skip
    return f"{borough.title()}{part} {number}"


def _place(name: str, street: str, at: int) -> Iterator[str]:
    opens = 9 + at % 4
    yield f"  {name}:\n    text:\n"
    yield f'      en: "{street}, side door, Monday to Friday, {opens} to 5. No name needed."\n'
    yield f'      es: "{street}, puerta lateral, lunes a viernes, de {opens} a 5. Sin nombre."\n'
    yield f'      fr: "{street}, porte de côté, lundi à vendredi, de {opens} h à 5 h. Sans nom."\n'
    yield "    offer: [main.talk]\n"
