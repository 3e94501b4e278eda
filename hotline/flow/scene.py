"""What a contact gets to see at a place: one message, and the list of numbers that goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.domain.standing import SOON
from hotline.flow.checkin.said import arrived
from hotline.flow.document import Card, CheckInStep, Choose, Follow, HandOff, Menu, Place, Run
from hotline.flow.lexicon import person_place
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.text import cheapest, pages, part_size, parts

# What 7 means where people come on later, and the way out of that question.
WRITE = (("7", "!write"), ("", ""))
HOPS = 20  # places passed in one turn; the checker refuses loops, this bounds them
TRAIL = 8  # places kept for BACK


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the contact is now, what is said, the second wording, what comes later unasked, and
    whether what was to come before no longer does; and the hand-off whose people are asked."""

    session: Session
    text: str
    plain: str = ""
    follow: tuple[Follow, ...] = ()
    calls_off: bool = False
    asks: str = ""


def go(stage: Stage, session: Session, name: str) -> Scene:
    """Move to a place, remembering the way for BACK."""
    trail = session.trail
    if session.place and session.place != name:
        trail = (*trail, session.place)[-TRAIL:]
    return show(stage, session._replace(trail=trail, page=0), name)


def show(stage: Stage, session: Session, name: str) -> Scene:
    """Play a place, and whatever follows it by itself, into one message."""
    said: list[str] = []
    plain, sub = "", session
    follow: tuple[Follow, ...] = ()
    calls_off = False
    for _ in range(HOPS):
        place = stage.book.places[name]
        match place:
            case Menu():
                sub, text = _menu(stage, sub, place)
                return Scene(sub, "\n".join([*said, text]), plain, follow, calls_off)
            case Card():
                sub, text = _card(stage, sub, place)
                said.append(text)
                plain = plain or (place.plain.in_language(sub.language) if place.plain else "")
                follow = follow or place.follow
                calls_off = calls_off or place.calls_off
                name, sub = onward(stage, sub, place)
                if not name:
                    break
            case HandOff() if stage.texts(place):
                said.append(people_asked(stage, place, sub.language))
                return Scene(session, "\n".join(said), plain, follow, calls_off, name)
            case HandOff() if words := instead_of_nobody(stage, place, sub.language):
                said.append(words)
                if _may_write(stage, place):
                    said.append(stage.phrase("back.offer", sub.language))
                    sub = sub._replace(asked=WRITE)
                name = past_nobody(stage, sub, place)
            case CheckInStep():
                sub, text, goes_on = arrived(stage, sub, place)
                said += [text] if text else []
                if not goes_on:
                    return Scene(sub, "\n".join(said), plain, follow, calls_off)
                name = place.otherwise
            case _:
                name, sub = through(stage, sub, place)
    return Scene(sub, "\n".join(said), plain, follow, calls_off)


def through(stage: Stage, session: Session, step: HandOff | Choose | Run) -> tuple[str, Session]:
    """Where a step leads in a text."""
    match step:
        case Choose():
            fitting = (go for when, go in step.cases if stage.holds(when, session.language))
            return next(fitting, step.otherwise), session
        case Run():
            return step.run, session._replace(returns=(*session.returns, step.next)[-TRAIL:])
        case HandOff():
            return step.otherwise, session


def settled(stage: Stage, session: Session, name: str) -> Place:
    """Where a place leads now: itself, if there is nothing to choose."""
    place = stage.book.places[name]
    for _ in range(HOPS):
        if not isinstance(place, Choose | Run):
            break
        name, session = through(stage, session, place)
        place = stage.book.places[name]
    return place


def instead_of_nobody(stage: Stage, step: HandOff, language: str) -> str:
    """What is said where somebody asks for people and there is more to say than that nobody is on:
    why not, that they answer calls, or from when. Empty when there is not."""
    standing = stage.world.standing
    if standing.state != "open":
        return stage.phrase(f"line.{standing.state}", language)
    if stage.texts(step):
        return people_asked(stage, step, language, "staffed.texts")
    if stage.rings(step):
        return stage.phrase("staffed", language)
    at = standing.again(step.to, stage.world.now)
    return stage.phrase("staffed.from", language, time=stage.clock(at, language)) if at else ""


def _may_write(stage: Stage, step: HandOff) -> bool:
    """Whether they can be written to later: nobody is on, and somebody will be."""
    world = stage.world
    open_later = world.standing.state == "open" and not stage.rings(step)
    return world.remembered and world.channel == "text" and open_later


def people_by_text(stage: Stage, session: Session) -> HandOff | None:
    """The hand-off of the people who write with somebody who wants a person; None: nobody does."""
    name = person_place(stage.book)
    place = settled(stage, session, name) if name else None
    return place if isinstance(place, HandOff) and stage.texts(place) else None


def people_asked(stage: Stage, step: HandOff, language: str, name: str = "thread.asked") -> str:
    """That people are asked now to write with them; and until when they are there, if that is
    soon."""
    until = stage.world.standing.texted[step.to]
    if until - stage.world.now > SOON:
        return stage.phrase(f"{name}.now", language)
    return stage.phrase(name, language, time=stage.clock(until, language))


def past_nobody(stage: Stage, session: Session, step: HandOff) -> str:
    """What follows the card that says that nobody is on, when something else is said instead."""
    place = settled(stage, session, step.otherwise)
    return (place.next or stage.start) if isinstance(place, Card) else place.name


def onward(stage: Stage, session: Session, card: Card) -> tuple[str, Session]:
    """What follows a card by itself: its `next`, or where its sub-flow returns to, if that is still
    there."""
    if card.next:
        return card.next, session
    returns = [place for place in session.returns if place in stage.book.places]
    if returns and not card.offer:
        return returns[-1], session._replace(returns=tuple(returns[:-1]))
    return "", session


def _menu(stage: Stage, session: Session, menu: Menu) -> tuple[Session, str]:
    options = numbered(stage, menu, session.language)
    lines = [f"{number} {label}" for number, _, label in options]
    ask = menu.ask.in_language(session.language) if menu.ask else ""
    shown = tuple((number, go) for number, go, _ in options)
    text = "\n".join(part for part in (_hello(stage, session, menu), ask, *lines) if part)
    greeted = session.greeted or bool(menu.hello)
    return session._replace(place=menu.name, shown=shown, greeted=greeted), text


def _hello(stage: Stage, session: Session, menu: Menu) -> str:
    """Said once a session: the greeting, whether a person is on, and the other languages."""
    if menu.hello is None or session.greeted:
        return ""
    said = [menu.hello.in_language(session.language)]
    if place := person_place(stage.book):
        said.append(_people(stage, session, place))
    return " ".join([*said, languages_offered(stage, session)]).rstrip()


def languages_offered(stage: Stage, session: Session) -> str:
    """How to get the other languages; nothing once somebody has named theirs. Several are offered
    only by their names, so that a third costs no part."""
    others = [] if session.chosen else [x for x in stage.languages if x != session.language]
    if len(others) == 1:
        return stage.phrase("language_offer", others[0])
    return " / ".join(stage.phrase("language_name", language).upper() for language in others)


def _people(stage: Stage, session: Session, name: str) -> str:
    """Whether a person can be had: a day may have a card of its own in their place."""
    place = settled(stage, session, name)
    said = ""
    if isinstance(place, HandOff):
        said = instead_of_nobody(stage, place, session.language)
    return said or stage.phrase("unstaffed", session.language)


def numbered(stage: Stage, menu: Menu, language: str) -> list[tuple[str, str, str]]:
    """Number, place and label of each option. A hidden option leaves a gap: numbers never move."""
    return [
        (option.key or str(at), option.go, option.label.in_language(language))
        for at, option in enumerate(menu.options, 1)
        if stage.holds(option.when, language) and stage.has(option.go)
    ]


def offers(stage: Stage, card: Card) -> list[tuple[str, str]]:
    """Number and place of each choice after a card. A check-in that nobody can have now is none:
    such a card is what there is instead."""
    places = stage.book.places
    return [
        (str(n), name)
        for n, name in enumerate(card.offer, 1)
        if not isinstance(step := places[name], CheckInStep) or stage.watches(step)
    ]


def _card(stage: Stage, session: Session, card: Card) -> tuple[Session, str]:
    """The page of a card that is open, then what it offers. A card that offers nothing keeps the
    list that is on the screen."""
    leaves = card_pages(stage, card, session.language)
    text = leaves[min(session.page, len(leaves) - 1)]
    found = offers(stage, card)
    labels = [f"{n} {stage.book.title_of(place, session.language)}" for n, place in found]
    text = "\n".join([text, *labels])
    hint = "" if session.hinted else _hint(stage, session.language, text)
    shown, hinted = tuple(found) or session.shown, session.hinted or bool(hint)
    return session._replace(place=card.name, shown=shown, hinted=hinted), text + hint


def card_pages(stage: Stage, card: Card, language: str) -> tuple[str, ...]:
    """A card as pages: its text, cut where it is too long, then its `more`."""
    size = part_size(stage.world.line)
    settings = stage.book.settings
    hint = stage.phrase("more", language)
    texts = [card.text, card.more] if card.more else [card.text]
    leaves: list[str] = []
    for text in texts:
        body = cheapest(text.in_language(language), size, drop_accents=settings.drop_accents)
        leaves += pages(body, settings.max_parts, hint, size)
    return (*(_with_hint(leaf, hint) for leaf in leaves[:-1]), leaves[-1])


def _with_hint(leaf: str, hint: str) -> str:
    return leaf if leaf.endswith(hint) else f"{leaf}\n{hint}"


def _hint(stage: Stage, language: str, text: str) -> str:
    """How to get home, said once a session, and only where it costs no part."""
    hint = "\n" + stage.phrase("menu_hint", language)
    size = part_size(stage.world.line)
    return hint if parts(text + hint, size).parts == parts(text, size).parts else ""
