"""`hotline rehearse --typos`: words that a slip of the finger would misread, and where they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from random import Random

import click

from hotline.flow.check.naming import short
from hotline.flow.check.vocabulary import vocabulary
from hotline.flow.edition import Edition
from hotline.flow.typos.study import FAULTS, NEVER, VERDICTS, Tried, Verdict, study

WRONG = 0.005  # the share of typos that may bring something else
SHOWN = 40  # words that are named, the worst first

_LEGEND = """\
asked        "Which one?", with what was meant mostly among the answers
breath?      asked whether somebody breathes, or given the steps, where less was meant
another      the typo spells another word of the line, letter for letter
wrong        something else was given; at most 0.5 % should be
false alarm  an ordinary word brought an emergency card; none should
lost cry     an emergency brought something else; none should"""


def typos(edition: Edition, seed: int, each: int) -> bool:
    """Mistype every word `each` times and print what comes of it. Whether all is well."""
    words = vocabulary(edition.book)
    pick = Random(seed).randrange  # noqa: S311 - a seeded study, no secret
    with click.progressbar(study(edition, pick, each, words), length=len(words)) as trying:
        tried = list(trying)
    sums = _sums(tried)
    click.echo(f"{len(words)} words, {each} typos of each, seed {seed}.\n")
    click.echo("\n".join(_table(sums)))
    click.echo(f"\n{_LEGEND}\n")
    for line in (*_worst(tried), *_astray(tried)):
        click.echo(line)
    return all(_well(counts) for counts in sums.values())


def _sums(tried: Iterable[Tried]) -> dict[tuple[str, str], Counter[Verdict]]:
    sums: dict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
    for one in tried:
        sums[one.kind, one.word.language] += one.counts
    return dict(sorted(sums.items()))


def _table(sums: dict[tuple[str, str], Counter[Verdict]]) -> Iterator[str]:
    yield f"{'':<13}{'typos':>8}" + "".join(f"{verdict:>12}" for verdict in VERDICTS)
    for (kind, language), counts in sums.items():
        shown = "".join(f"{_share(verdict, counts):>12}" for verdict in VERDICTS)
        yield f"{kind:<10} {language:<2}{counts.total():>8}{shown}"


def _share(verdict: Verdict, counts: Counter[Verdict]) -> str:
    """In percent; of what should never be, how many."""
    if verdict in NEVER:
        return str(counts[verdict])
    return f"{100 * counts[verdict] / max(counts.total(), 1):.2f} %"


def _well(counts: Counter[Verdict]) -> bool:
    return not any(counts[one] for one in NEVER) and counts["wrong"] <= WRONG * counts.total()


def _worst(tried: Sequence[Tried]) -> Iterator[str]:
    """The words that are misread, by file and line, with one typo each."""
    bad = [one for one in tried if one.misread]
    bad.sort(key=lambda one: [-one.counts[fault] for fault in FAULTS])
    for one in bad[:SHOWN]:
        worst = min(one.misread, key=lambda misread: FAULTS.index(misread.verdict))
        count = sum(one.counts[fault] for fault in FAULTS)
        yield (
            f'{one.word.where.file}:{one.word.where.line}: "{one.word.written}" ({one.word.by}):'
            f' {count} of {one.counts.total()} misread, such as "{worst.typed}":'
            f" {worst.verdict}, it brings {short(worst.place)}"
        )
    if bad:
        more = f", and {len(bad) - SHOWN} words more" if len(bad) > SHOWN else ""
        yield (
            f"{more[2:]}{'. ' if more else ''}To mend one: write its common misspelling among its"
            " words, or take out the word that wins."
        )


def _astray(tried: Iterable[Tried]) -> Iterator[str]:
    """Words that even spelt right bring another place than the one they are written for."""
    found = [one for one in tried if one.astray and not one.word.emergency]
    if found:
        yield "\nSpelt right, these bring another place, mostly an emergency that comes first:"
    for one in found[:SHOWN]:
        yield (
            f'{one.word.where.file}:{one.word.where.line}: "{one.word.written}" ({one.word.by})'
            f" brings {short(one.astray)}"
        )
