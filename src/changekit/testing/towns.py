"""Small municipalities in which everything fits together, as checks and scorers meet them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from changekit.model.concept import Concept
from changekit.model.decision import Decision
from changekit.model.goal import Goal, Goals, Grouping
from changekit.model.initiative import Initiative, Link
from changekit.model.measure import Measure
from changekit.model.municipality import Municipality
from changekit.model.need import Need
from changekit.model.organisation import Freeze, Organisation, Role, Unit
from changekit.model.profile import Criterion, Profile
from changekit.model.quantities import Amount, Range, Weeks
from changekit.model.records import record_shape
from changekit.model.settings import PlanPeriod, Settings
from changekit.testing.records import Drawing
from changekit.text import Text

__all__ = ["AS_OF", "PROFILE", "municipalities"]

AS_OF: Final = dt.date(2024, 3, 4)
"""The day that counts as today in these municipalities: a Monday within their dates."""

PROFILE: Final = Profile.from_dict(
    {
        "id": "default",
        "method": "weighted-sum",
        "criteria": [
            {"id": "benefit", "best": 5, "worst": 0, "weight": 0.5},
            {"id": "urgency", "best": 10, "worst": 0, "weight": 0.25},
            {"id": "effort", "best": 0, "worst": 100, "direction": "min", "weight": 0.25},
        ],
    }
)
"""Ours: two criteria of which more is better and one of which less is, as ratios need them."""

_DATES = st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31))
_WORDS = st.sampled_from(
    ["Bygglov", "Digital post", "Ekonomi", "Förskola", "Kontaktcenter", "Ny skola", "Ärenden"]
)
_TITLES = st.builds(Text, sv=_WORDS, en=_WORDS) | _WORDS.map(Text.plain)
_SIZES: Final = (
    {"measure": 1, "concept": 1, "unit": 3, "role": 2, "goal": 2, "grouping": 1},
    {"measure": 0, "concept": 0, "unit": 1, "role": 0, "goal": 0, "grouping": 0},
)
"""Ours: how many records there are of each kind: enough for trees, or next to nothing."""
_CLASSES: Final[Mapping[str, type[Any]]] = {  # Any: records of any kind
    "measure": Measure, "concept": Concept, "unit": Unit, "role": Role, "goal": Goal,
    "grouping": Grouping,
}  # fmt: skip
# Ours: what most initiatives say, so that checks and plans have something to look at.
_USUAL: Final = ("owner", "goals", "status", "weeks", "load", "roles", "deadline", "mandate")


@st.composite
def municipalities(
    draw: st.DrawFn,
    *,
    initiatives: tuple[int, int] = (0, 6),
    profile: Profile = PROFILE,
) -> Municipality:
    """Draw a small municipality in which every reference names something and nothing circles.

    Units, roles and goals are trees, initiatives are linked without circles, dates lie from 2023
    to 2026, and criteria hold values within the scales of the profile, or none.

    Args:
        draw: Given by hypothesis.
        initiatives: How many there are, from and to.
        profile: The score profile whose criteria the initiatives have values for.
    """
    parts = draw(st.sampled_from([_parts(at) for at in range(len(_SIZES))]))
    rows = {kind: tuple(map(draw, strategies)) for kind, strategies in parts.rows.items()}
    fields = {**parts.usual, "criteria": _criteria(profile)}
    drawn: list[Initiative] = []
    for at in range(draw(st.integers(*initiatives))):
        links = _links(parts.drawing, [item.id for item in drawn])
        own = {"id": st.just(f"initiative-{at}"), "links": links}
        drawn.append(draw(parts.drawing.record(Initiative, {**fields, **own})))
    return Municipality(
        settings=draw(_SETTINGS),
        organisation=Organisation(
            units=_services_apart(rows["unit"]), roles=rows["role"], freezes=draw(parts.freezes),
            limit=draw(st.none() | st.integers(1, 5)),
        ),
        goals=Goals(goals=rows["goal"], groupings=rows["grouping"]),
        initiatives=tuple(drawn),
        concepts=rows["concept"],
        needs=(Need(id="lead-time", title=Text(sv="Kortare ledtid", en="Shorter lead time")),),
        measures=rows["measure"],
        profiles=(profile,),
        decisions=_decisions(draw, [item.id for item in drawn]),
    )  # fmt: skip


@attrs.frozen
class _Parts:
    """Strategies for the records of a municipality of one size, made once."""

    drawing: Drawing
    rows: Mapping[str, list[st.SearchStrategy[Any]]]  # Any: records of any kind
    usual: Mapping[str, st.SearchStrategy[Any]]  # Any: values of any field
    freezes: st.SearchStrategy[tuple[Freeze, ...]]


@cache
def _parts(size: int) -> _Parts:
    """Return the strategies; each record may refer to those before it, never to later ones."""
    known: dict[str, Sequence[str]] = {"need": ["lead-time"], "initiative": ()}
    rows = {}
    for kind, count in _SIZES[size].items():
        names = [f"{kind}-{at}" for at in range(count)]
        rows[kind] = [_one(kind, at, {**known, kind: names[:at]}) for at in range(count)]
        known[kind] = names
    drawing = Drawing(known=known, dates=_DATES, words=_WORDS, few=3)
    entries = record_shape(Initiative).entries
    shapes = {name: entries[name].shape for name in _USUAL}
    usual = {name: drawing.values(it) for name, it in shapes.items() if drawing.possible(it)}
    freezes = st.lists(drawing.record(Freeze), max_size=1).map(tuple)
    return _Parts(drawing, rows, {**usual, "title": _TITLES}, freezes)


def _services_apart(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return units whose services have ids of their own, over all units."""
    return tuple(
        attrs.evolve(
            unit,
            services=tuple(
                attrs.evolve(service, id=f"{unit.id}-service-{number}")
                for number, service in enumerate(unit.services)
            ),
        )
        for unit in units
    )


def _one(kind: str, at: int, known: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Any]:
    """Return the strategy for one record of a kind, which may refer to what is known by then."""
    cls = _CLASSES[kind]
    drawing = Drawing(known=known, dates=_DATES, words=_WORDS, few=3)
    title = "name" if cls is Unit else "title"
    return drawing.record(cls, {"id": st.just(f"{kind}-{at}"), title: _TITLES})


def _links(drawing: Drawing, names: Sequence[str]) -> st.SearchStrategy[tuple[Link, ...]]:
    if not names:
        return st.just(())
    known = {**(drawing.known or {}), "initiative": names}
    link = attrs.evolve(drawing, known=known).record(Link)
    links = st.lists(link, max_size=2, unique_by=lambda link: (link.kind, link.to))
    return links.map(tuple)


def _decisions(draw: st.DrawFn, names: Sequence[str]) -> tuple[Decision, ...]:
    """Draw a few decisions, no two about the same initiative on the same day."""
    if not names:
        return ()
    drawing = Drawing(known={"initiative": names}, dates=_DATES, words=_WORDS, few=3)
    one = drawing.record(Decision)
    drawn = draw(st.lists(one, max_size=2, unique_by=lambda decision: decision.id))
    return tuple(sorted(drawn, key=lambda decision: (decision.date, decision.id)))


def _criteria(profile: Profile) -> st.SearchStrategy[dict[str, Amount]]:
    """Draw for each criterion a number on its scale, a range of it, that it is unknown, or not."""
    return st.fixed_dictionaries(
        {}, optional={item.id: _amount(item) for item in profile.criteria}
    )


def _amount(criterion: Criterion) -> st.SearchStrategy[Amount]:
    low, high = sorted((float(criterion.best), float(criterion.worst)))
    scale = st.floats(low, high, allow_subnormal=False)
    if criterion.kind == "ordinal" and low.is_integer() and high.is_integer():
        scale = st.integers(int(low), int(high)).map(float)
    ends = st.tuples(scale, scale).map(sorted)
    return st.one_of(
        st.builds(Amount, amount=scale),
        ends.map(lambda it: Amount(unknown=Range(low=it[0], high=it[1]))),
        st.just(Amount()),
    )


_PERIODS = st.integers(13, 104).map(
    lambda count: PlanPeriod(start=dt.date(2024, 1, 1), count=Weeks(count))
)
_SETTINGS = st.builds(
    Settings, name=_TITLES, country=st.sampled_from(["SE", "FI"]), period=_PERIODS,
    language=st.sampled_from(["sv", "en"]), as_of=st.just(AS_OF),
)  # fmt: skip
