"""The smallest change that would let an initiative start earlier, or start at all."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from changekit.services.planning.compiling.links import title
from changekit.services.planning.why.reasons import ReasonType
from changekit.services.planning.why.trouble import resource_name, weeks_between
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.services.planning.compiling.compile import Compiled
    from changekit.services.planning.why.hurdles import Hurdle, Standing

__all__ = ["Change", "Release", "release"]

WORDS = {
    "capacity": Text(sv="{amount} mer i kapacitet för {name} i {period}",
                     en="{amount} more capacity for {name} in {period}"),
    "role": Text(sv="{amount} mer i veckan av {name} i {period}",
                 en="{amount} more a week of {name} in {period}"),
    "limit": Text(sv="{amount} fler samtidigt för {name} i {period}",
                  en="{amount} more at once for {name} in {period}"),
    "freeze": Text(sv="undantag från frysperioden i {period}",
                   en="an exception from the change freeze in {period}"),
    "deadline": Text(sv="en sista dag {amount} senare", en="a deadline {amount} later"),
    "budget": Text(sv="{amount} mer i budgeten för {period}",
                   en="{amount} more in the budget of {period}"),
    "conflict": Text(sv="att {name} pågår vid en annan tid",
                     en="{name} running at another time"),
    "instead": Text(sv="att {name} inte görs", en="{name} not being done"),
    "waits": Text(sv="att {name} är klart {amount} tidigare",
                  en="{name} being done {amount} earlier"),
    "before": Text(sv="att {name} börjar {amount} senare",
                   en="{name} starting {amount} later"),
    "requires-left-out": Text(sv="att {name} kommer med i planen",
                              en="{name} coming into the plan"),
    "released": Text(sv="{amount} kortare väntan efter det som är klart",
                     en="{amount} less to wait after what is done"),
}  # fmt: skip
IN_WEEKS = ("deadline", "waits", "before", "released")
ONE = {"weeks": Text(sv="{n} vecka", en="{n} week"), "hours": Text(sv="{n} timme", en="{n} hour")}
MANY = {
    "weeks": Text(sv="{n} veckor", en="{n} weeks"),
    "hours": Text(sv="{n} timmar", en="{n} hours"),
}
START = Text(sv="Kan börja {start} med {changes}", en="Can start on {start} with {changes}")
AND = Text(sv=" och ", en=" and ")


@attrs.frozen(kw_only=True)
class Change:
    """One change.

    Attributes:
        amount: How much more, or how many weeks; None where that is not a number.
    """

    type: ReasonType
    subject: str = ""
    period: str = ""
    amount: float | None = None
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the change as JSON values."""
        return {
            "type": self.type, "subject": self.subject, "period": self.period,
            "amount": self.amount, "text": self.text.to(language),
        }  # fmt: skip


@attrs.frozen(kw_only=True)
class Release:
    """What would let an initiative start on a day: all of these changes together."""

    start: dt.date
    changes: tuple[Change, ...]

    @property
    def text(self) -> Text:
        """The release as a sentence."""
        parts = {
            language: AND.to(language).join(change.text.to(language) for change in self.changes)
            for language in ("sv", "en")
        }
        return START.format(start=self.start, changes=Text(parts))

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the release as JSON values."""
        return {
            "start": self.start.isoformat(),
            "changes": [change.to_dict(language) for change in self.changes],
            "text": self.text.to(language),
        }


def release(
    compiled: Compiled, standing: Standing, i: int, hurdles: Sequence[Hurdle], wanted: int
) -> Release | None:
    """Return the smallest change that opens one of the wanted start weeks.

    Ours: as few hurdles as possible; then the least work to shift, counted in weeks of the
    initiative itself (what is lacking, divided by what it takes); then the earliest week.
    """
    closed = [(hurdle, wanted & ~hurdle.open) for hurdle in hurdles]
    closed = [(hurdle, bits) for hurdle, bits in closed if bits]
    if not closed:
        return None
    horizon = standing.model.horizon
    starts = _flags(_fewest([bits for _, bits in closed], wanted), horizon).nonzero()[0]
    if not starts.size:
        return None
    price = np.zeros(len(starts))
    for hurdle, bits in closed:
        inside = _flags(bits, horizon)[starts]
        price[inside] += _prices(standing, i, hurdle, starts[inside])
    best = int(starts[np.argmin(price)])
    changes = [
        _change(compiled, standing, i, hurdle, best) for hurdle, bits in closed if bits >> best & 1
    ]
    return Release(start=compiled.opens(best), changes=tuple(changes))


def _fewest(closed: Sequence[int], wanted: int) -> int:
    """Return the weeks that the fewest hurdles close, as bits."""
    exactly = [wanted]
    for bits in closed:
        grown = [level & ~bits for level in exactly] + [0]
        for at, level in enumerate(exactly):
            grown[at + 1] |= level & bits
        exactly = grown
    return next((level for level in exactly[1:] if level), 0)


def _flags(bits: int, weeks: int) -> np.ndarray:
    """Return for each week whether its bit is set."""
    packed = np.frombuffer(bits.to_bytes((weeks + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(packed, bitorder="little").view(np.bool_)


def _prices(standing: Standing, i: int, hurdle: Hurdle, starts: np.ndarray) -> np.ndarray:
    """Return what it takes to open each start, in weeks."""
    if hurdle.resource >= 0:
        amount = max(use[3] for use in standing.uses(i) if use[0] == hurdle.resource)
        return standing.shortage(i, hurdle.resource, starts) / amount
    if not hurdle.open:
        return np.full(len(starts), float(standing.weeks[i]))
    return np.array([float(_weeks_off(hurdle.open, start)) for start in starts.tolist()])


def _weeks_off(open_: int, start: int) -> int:
    """Return how far a start is from the nearest open week; 1,000 where none is open."""
    above = open_ >> start
    later = (above & -above).bit_length() - 1 if above else 1_000
    below = open_ & ((1 << start) - 1)
    earlier = start - below.bit_length() + 1 if below else 1_000
    return min(later, earlier)


def _change(compiled: Compiled, standing: Standing, i: int, hurdle: Hurdle, start: int) -> Change:
    calendar = compiled.calendar
    period, subject, name = "", "", Text.plain("")
    amount: float | None = None
    if hurdle.resource >= 0:
        weeks, short = standing.lacking(i, hurdle.resource, start)
        period = weeks_between(calendar, int(weeks[0]), int(weeks[-1]))
        resource = standing.model.resources[hurdle.resource]
        subject, name = resource.subject, resource_name(compiled.municipality, resource)
        amount = round(float(short.max()), 3)
    elif hurdle.type == "budget":
        period = str((calendar.start(start) + dt.timedelta(3)).year)
        amount = round(float(standing.model.cost[i]) - standing.budget[hurdle.year], 3)
    elif hurdle.other >= 0:
        subject = standing.model.ids[hurdle.other]
        name = title(compiled.items, subject)
        amount = _weeks_off(hurdle.open, start) if hurdle.word in ("waits", "before") else None
    elif hurdle.type == "freeze":
        period = calendar.label(start + standing.weeks[i] - 1)
    elif hurdle.word == "deadline":
        amount = _weeks_past_deadline(compiled, standing, i, start)
    else:
        amount = _weeks_off(hurdle.open, start)
    text = WORDS[hurdle.word].format(amount=_in_words(hurdle, amount), period=period, name=name)
    return Change(type=hurdle.type, subject=subject, period=period, amount=amount, text=text)


def _weeks_past_deadline(compiled: Compiled, standing: Standing, i: int, start: int) -> int:
    """Return by how many whole weeks a deadline has to move for a start, 0 or more."""
    deadline = compiled.items[standing.model.ids[i]].initiative.deadline
    ends = compiled.calendar.start(start + standing.weeks[i] - 1) + dt.timedelta(4)
    return max(0, -(-(ends - deadline).days // 7)) if deadline else 0


def _in_words(hurdle: Hurdle, amount: float | None) -> Text:
    """Return an amount as people write it, with its unit where it has one."""
    if amount is None:
        return Text()
    shown = f"{amount:g}"
    number = Text(sv=shown.replace(".", ","), en=shown)
    unit = "weeks" if hurdle.word in IN_WEEKS else "hours" if hurdle.type == "role" else ""
    if not unit:
        return number
    return (ONE if amount == 1 else MANY)[unit].format(n=number)
