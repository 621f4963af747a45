"""A comparison of two initiatives in sentences, each with its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.tables import Column, show_cell
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from changekit.services.scoring.comparing import Comparison, Difference, Needed, Side
    from changekit.services.scoring.flips import Flip

__all__ = ["Sentence", "number", "sentences", "share"]

Kind: TypeAlias = Literal["order", "for", "against", "need", "flip", "unknown"]


@attrs.frozen(kw_only=True)
class Sentence:
    """One sentence of a comparison.

    Attributes:
        kind: `order` who leads; `for` and `against` what most favours the one that leads, and
            the other; `need` what the other would need; `flip` the weight that turns them
            round; `unknown` what has no score.
        subject: The criterion or the initiative that it is about.
    """

    kind: Kind
    subject: str
    text: Text


def number(value: float, digits: int = 3) -> Text:
    """Return a number as people write it, in each language, without needless zeros.

    >>> number(0.5).to("sv"), number(3).to("en")
    ('0,5', '3')
    """
    column = Column("n", Text(), "number", digits)
    rounded = round(value, digits)
    cell = int(rounded) if rounded == int(rounded) else rounded
    shown = {code: show_cell(cell, column, code) for code in LANGUAGES}
    if isinstance(cell, float):
        shown = {code: text.rstrip("0") for code, text in shown.items()}
    return Text(shown)


def share(value: float) -> Text:
    r"""Return a share as people write it, to a tenth of a percent.

    >>> share(0.34375).to("sv"), share(0.25).to("en")
    ('34,4\xa0%', '25%')
    """
    shown = number(100 * value, 1)
    return Text({"sv": f"{shown.to('sv')}\u00a0%", "en": f"{shown.to('en')}%"})


def sentences(found: Comparison) -> tuple[Sentence, ...]:
    """Return a comparison in sentences."""
    unscored = [side for side in (found.a, found.b) if side.score is None]
    if unscored:
        return tuple(_without(side) for side in unscored)
    ahead, behind = (found.b, found.a) if found.behind == found.a.id else (found.a, found.b)
    sign = 1 if ahead is found.a else -1
    told = [_order(ahead, behind, abs(found.difference or 0.0))]
    parts = [(sign * (part.difference or 0.0), part) for part in found.parts]
    best = max(parts, key=lambda pair: pair[0], default=None)
    worst = min(parts, key=lambda pair: pair[0], default=None)
    if best and best[0] > 0:
        told.append(_speaks("for", best[1], ahead, found))
    if worst and worst[0] < 0:
        told.append(_speaks("against", worst[1], behind, found))
    return (*told, *_needs(found, ahead, behind), *_flips(found))


def _without(side: Side) -> Sentence:
    return Sentence(
        kind="unknown",
        subject=side.id,
        text=Text(
            sv="{t} kan inte värderas: inget är känt som poängen kan vila på.",
            en="{t} cannot be scored: nothing is known that a score could rest on.",
        ).format(t=side.title),
    )


def _points(side: Side) -> Text:
    score = number(side.score or 0.0)
    if side.level is None:
        return score
    return Text(sv="{s} (nivå {n})", en="{s} (level {n})").format(s=score, n=number(side.level, 2))


def _order(ahead: Side, behind: Side, gap: float) -> Sentence:
    if number(gap, 12).to("en") == "0":
        text = Text(
            sv="{a} och {b} har samma poäng: {s}.", en="{a} and {b} have the same score: {s}."
        )
    else:
        text = Text(
            sv="{a} har poängen {s} och ligger före {b}, som har {r}.",
            en="{a} has a score of {s} and stands above {b}, which has {r}.",
        )
    filled = text.format(a=ahead.title, b=behind.title, s=_points(ahead), r=_points(behind))
    return Sentence(kind="order", subject=ahead.id, text=filled)


def _speaks(kind: Literal["for", "against"], part: Difference, side: Side,
            found: Comparison) -> Sentence:  # fmt: skip
    own, other = (part.a, part.b) if side is found.a else (part.b, part.a)
    text = Text(sv="Mest för {t} talar {c}", en="What speaks most for {t} is {c}")
    if own and other:
        text = Text(sv="{first} ({own} mot {other})", en="{first} ({own} against {other})").format(
            first=text, own=_ends(own), other=_ends(other)
        )
    text = Text(sv="{first}: {d} poäng.", en="{first}: {d} of the score.").format(
        first=text, d=number(abs(part.difference or 0.0))
    )
    return Sentence(
        kind=kind, subject=part.criterion, text=text.format(t=side.title, c=part.title)
    )


def _ends(ends: tuple[float, float]) -> Text:
    low, high = number(ends[0], 2), number(ends[1], 2)
    return low if low == high else Text(sv="{a}–{b}", en="{a}–{b}").format(a=low, b=high)


def _needs(found: Comparison, ahead: Side, behind: Side) -> list[Sentence]:
    told = [_need(need, ahead, behind) for need in found.needs if need.value is not None]
    if told or not found.needs:
        return told
    text = Text(
        sv="Inget värde på ett enda kriterium räcker för att {b} ska gå om.",
        en="No value on one criterion alone is enough for {b} to pass.",
    ).format(b=behind.title)
    return [Sentence(kind="need", subject=behind.id, text=text)]


def _need(need: Needed, ahead: Side, behind: Side) -> Sentence:
    text = {
        True: Text(
            sv="{b} går om {a} med {c} över {v} (nu {n}).",
            en="{b} passes {a} with {c} above {v} (now {n}).",
        ),
        False: Text(
            sv="{b} går om {a} med {c} under {v} (nu {n}).",
            en="{b} passes {a} with {c} below {v} (now {n}).",
        ),
    }[need.more]
    filled = text.format(
        a=ahead.title, b=behind.title, c=need.title,
        v=number(need.value or 0.0), n=number(need.now),
    )  # fmt: skip
    return Sentence(kind="need", subject=need.criterion, text=filled)


def _flips(found: Comparison) -> list[Sentence]:
    told = [_flip(flip, found) for flip in found.flips if flip.at is not None]
    if told or not found.flips:
        return told
    text = Text(
        sv="Ingen vikt på ett enda kriterium vänder ordningen.",
        en="No weight on one criterion alone flips the order.",
    )
    return [Sentence(kind="flip", subject=found.behind, text=text)]


def _flip(flip: Flip, found: Comparison) -> Sentence:
    """Say on which side of the share which of the two leads, as seen from where it is now."""
    more = flip.share <= (flip.at or 0.0)
    leads_above = found.a if flip.favours == found.a.id else found.b
    leads = leads_above if more else (found.b if leads_above is found.a else found.a)
    text = {
        True: Text(
            sv="{t} ligger före om {c} väger mer än {x} av allt (nu {n}).",
            en="{t} leads if {c} weighs more than {x} of all (now {n}).",
        ),
        False: Text(
            sv="{t} ligger före om {c} väger mindre än {x} av allt (nu {n}).",
            en="{t} leads if {c} weighs less than {x} of all (now {n}).",
        ),
    }[more]
    filled = text.format(t=leads.title, c=flip.title, x=share(flip.at or 0.0), n=share(flip.share))
    return Sentence(kind="flip", subject=flip.criterion, text=filled)
