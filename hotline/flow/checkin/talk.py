"""What a text means to the check-in that its sender has, or wants: read before all else.

Emergencies, the carrier's words and the line's own commands stay what they are everywhere; while an
answer is waited for, whatever else is written brings a person, and the clock runs on.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.checkin import events
from hotline.domain.checkin.record import CheckIn
from hotline.flow.carrier_words import LOCAL_STOP_WORDS, START_WORDS, STOP_WORDS
from hotline.flow.checkin.meanings import Begin, Goes, Happened, Later, Meant, ReadBack, Says
from hotline.flow.checkin.questions import answer_of, chosen, is_command, last_question
from hotline.flow.checkin.words import (
    Check,
    Done,
    Enough,
    Heard,
    LikeDone,
    More,
    Ok,
    TroubleWord,
    heard,
    minutes_alone,
    only_life,
    only_polite,
    says_trouble,
)
from hotline.flow.cries import cry, question
from hotline.flow.engine import READ, THANKS
from hotline.flow.question import steps_in_question
from hotline.flow.reading import picked
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.text import tidy
from hotline.flow.words import normalise, normalised_word

MOST_CHOICES = 9  # a number alone up to it is one of a list, and no minutes
_CARRIERS = STOP_WORDS | LOCAL_STOP_WORDS.keys() | (START_WORDS - {"yes"})
LIFE = 60.0  # seconds before they are asked, in which a word to a peer is life


def meant(
    stage: Stage,
    session: Session,
    check_in: CheckIn | None,
    id: str,
    body: str,
    *,
    in_thread: bool = False,
    waits: bool = False,
    heard_at: float = 0.0,
) -> Meant | None:
    """What a text is to a check-in; None: nothing, and the flows, or a peer, have it. `id` is the
    carrier's of the text, `check_in` the one its sender has. `waits`: nobody took their thread yet,
    so that what answers our question is ours. `heard_at` is when they last heard something in a
    talk that may want an answer (seconds UTC)."""
    said = normalise(tidy(body[:READ]))
    own = check_in.plan.trouble if check_in else ""
    if own and says_trouble(stage.lexicon, said, own):
        return Happened(events.SaidTrouble(id))
    if _is_cry(stage, said) or steps_in_question(stage, session):
        # Is somebody not breathing? OK is no answer to that.
        return _shown(check_in, events.Wrote(id, body))
    if _is_carriers(stage, said):
        asks = check_in and check_in.ways == "texts" and not in_thread
        return Says("enough") if asks and _is_ours(stage, said) else None
    word = heard(stage.lexicon, body, said)
    talks = in_thread and not waits
    asked, since = last_question(stage, session, check_in, heard_at, in_thread=talks)
    if answer := answer_of(stage, asked, since, said, word, in_thread=talks):
        return chosen(stage, check_in, id, answer, body)
    if in_thread and isinstance(word, Check) and word.minutes is None and not _taught(stage, said):
        word = None
    if check_in is None:
        return _without(stage, session, said, word, in_thread=in_thread)
    if in_thread and not _of_check_in(stage, check_in, word, said, talks=talks):
        return _to_peer(stage, check_in, _wrote(stage, id, body, said))
    return _with(stage, check_in, id, body, said, word)


def unkept(stage: Stage, body: str) -> str:
    """The same while the store is away: what is said to it. Nothing pretends to be on, or noted."""
    said, step = normalise(tidy(body[:READ])), stage.book.check_in
    if step is None or not step.offered or _is_cry(stage, said) or _is_carriers(stage, said):
        return ""
    match heard(stage.lexicon, body, said):
        case Check(minutes) if minutes is not None:
            return "check.not_kept"
        case Ok() | Done() | More(int()):
            return "check.not_kept.on"
        case _:
            return ""


def _is_cry(stage: Stage, said: str) -> bool:
    found = cry(stage.lexicon, said.split()) if said else None
    return found is not None and found.certain


def _is_carriers(stage: Stage, said: str) -> bool:
    """STOP, our own words for it, START. YES is as good as OK, and HELP is for a person."""
    return said in _CARRIERS or _is_ours(stage, said)


def _is_ours(stage: Stage, said: str) -> bool:
    """`stop texting me`: where texts are all they wanted, it may mean the check-in or not."""
    found = any(at == 0 for at, _ in stage.lexicon.stop.within(said.split()))
    return found and said not in _CARRIERS


def _says_ok(stage: Stage, said: str) -> bool:
    """Whether the very word that the ask teaches is in it."""
    listed = stage.book.words["check_ok"].by_language.values()
    return any(normalised_word(words[0].text) in said.split() for words in listed if words)


def _taught(stage: Stage, said: str) -> bool:
    """Whether it is CHECK itself, in some language: `check on me` is for whoever they talk to."""
    listed = stage.book.words["check"].by_language.values()
    return any(normalised_word(words[0].text) == said for words in listed if words)


def _without(
    stage: Stage, session: Session, said: str, word: Heard | None, *, in_thread: bool
) -> Meant | None:
    """They have none."""
    step = stage.book.check_in
    if step is None:
        return None
    if session.place == step.name and step.offered:
        minutes = minutes_alone(stage.lexicon, said)
        if minutes is not None and (minutes > MOST_CHOICES or not said.isdigit()):
            return Begin(minutes)
    match word:
        case Check(minutes, languages) if minutes is not None and step.offered:
            return Begin(minutes, languages)
        case Check():
            return Goes(step.name)
        case More(int()) if step.offered and not in_thread:
            return Says("none")  # whoever says that thinks that one is on
        case _:
            return None


def _of_check_in(
    stage: Stage, check_in: CheckIn, word: Heard | None, said: str, *, talks: bool
) -> bool:
    """Whether a word in a thread is the check-in's: OK and MORE only once they are asked; and where
    somebody `talks` with them, only OK as the ask has it: a yes, or a heart, answers the peer."""
    match word:
        case Ok() if talks:
            return _awaited(check_in) and _says_ok(stage, said)
        case More(None) if talks:
            return False
        case Ok() | More(None):
            return _awaited(check_in)
        case TroubleWord():
            return not _awaited(check_in)
        case Done() | More() | Check():
            return True
        case _:
            return False


def _with(
    stage: Stage, check_in: CheckIn, id: str, body: str, said: str, word: Heard | None
) -> Meant | None:
    match word:
        case Ok() if check_in.state in {"alarm", "owned"} and only_life(stage.lexicon, said):
            return _unclear(stage, check_in, id, body, said)  # it answers "text anything"
        case Ok():
            return Happened(events.SaidOk(id, body))
        case Done():
            return Happened(events.SaidDone(id, body))
        case More(None) if not _awaited(check_in):
            return None  # more of a card
        case More(minutes):
            return Later(60.0 * (minutes or 0))
        case Check(None):
            return ReadBack()
        case Check(minutes) if minutes is not None:
            return Begin(minutes)
        case Enough():
            return Says("enough")
        case LikeDone() if not _awaited(check_in):
            return Says("done_like")
        case TroubleWord(""):
            return Says("word.how")
        case TroubleWord(own) if not _awaited(check_in):
            return _trouble(stage, check_in, id, own)
        case _:
            return _unclear(stage, check_in, id, body, said)


def _trouble(stage: Stage, check_in: CheckIn, id: str, own: str) -> Meant:
    """Not what means something already: it would be said without trouble."""
    known = heard(stage.lexicon, own, own) or cry(stage.lexicon, own.split())
    if (
        known
        or _is_carriers(stage, own)
        or picked(stage.lexicon, own) is not None
        or stage.lexicon.commands.exactly(own)
    ):
        return Says("word.not")
    plan = replace(check_in.plan, trouble=own)
    return Happened(events.PlanChanged(id, plan), "word.set")


def _unclear(stage: Stage, check_in: CheckIn, id: str, body: str, said: str) -> Meant | None:
    """Before it is time, the flows' own. Then a person looks; but who asks for one, or for the
    list, or who may see this, is answered as always, and who may be crying is asked."""
    if not _awaited(check_in):
        return None
    return Happened(_wrote(stage, id, body, said), aside=_is_for_the_flows(stage, said))


def _wrote(stage: Stage, id: str, body: str, said: str) -> events.Wrote:
    return events.Wrote(id, body, polite=only_polite(stage.lexicon, body, said))


def _is_for_the_flows(stage: Stage, said: str) -> bool:
    if not said or THANKS in {entry.target for entry in stage.lexicon.commands.exactly(said)}:
        return False
    maybe = cry(stage.lexicon, said.split())
    asked_about = maybe is not None and maybe.target == question(stage.lexicon)
    return asked_about or picked(stage.lexicon, said) == "0" or is_command(stage, said)


def _to_peer(stage: Stage, check_in: CheckIn, wrote: events.Wrote) -> Meant | None:
    """Words to a peer: life, where they are about to be asked. Whoever has an alarm sees them."""
    near = check_in.state == "armed" and check_in.at - stage.world.now <= LIFE
    return Happened(events.Talked(), aside=True) if near else _shown(check_in, wrote)


def _shown(check_in: CheckIn | None, wrote: events.Wrote) -> Meant | None:
    """It is answered elsewhere; whoever looks for them sees it too."""
    awaited = check_in is not None and _awaited(check_in)
    return Happened(wrote, aside=True) if awaited else None


def _awaited(check_in: CheckIn) -> bool:
    """Whether an answer is waited for."""
    return check_in.asked or check_in.state == "owned"
