"""From a municipality and a profile to one matrix, with every value that does not fit named."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, get_args

import attrs
import numpy

from changekit.errors import (
    ChangekitError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from changekit.extension.protocols.scoring import ScoreMatrix
from changekit.findings import Finding, Findings
from changekit.model.profile import Criterion, Profile
from changekit.model.quantities import Currency, Money
from changekit.rules.scoring import SCALES_FROM_DATA, UNIT_DIFFERS, VALUE_OUTSIDE_SCALE
from changekit.services.scoring.weighting import weighed
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.rules import Rule

    Remark: TypeAlias = tuple[Rule, Mapping[str, object]]

__all__ = ["PRIORITY", "compile_matrix", "profile_of", "value_findings"]

LEVELS: Mapping[str | None, float] = {"high": 3.0, "medium": 2.0, "low": 1.0}
_CURRENCIES = get_args(Currency)

PRIORITY = Profile(
    id="priority",
    title=Text(sv="Registrets prioritet", en="Priority in the register"),
    method="weighted-sum",
    criteria=(
        Criterion(
            id="priority", title=Text(sv="Prioritet", en="Priority"),
            best=3, worst=1, kind="ordinal", unit="level",
        ),
    ),
)  # fmt: skip
"""Ours: where nobody said what counts, the register's own order does, and is marked assumed."""


def profile_of(municipality: Municipality, name: str) -> tuple[Profile, bool]:
    """Return a profile by its id, and whether it is assumed.

    A municipality without any profile is scored by `PRIORITY`, whatever profile `default` is
    asked for; `priority` always means that one unless the municipality has its own.

    Raises:
        UnknownNameError: There is no such profile.
    """
    known = municipality.profiles_by_id
    if name in known:
        return known[name], False
    if name == PRIORITY.id or (name == "default" and not known):
        return PRIORITY, True
    raise UnknownNameError("profile", name, known=[*known, PRIORITY.id])


def compile_matrix(municipality: Municipality, profile: Profile) -> ScoreMatrix:
    """Return what is known of every initiative by the criteria of a profile.

    Criteria with weight 0 are left out, as if they were not there. An unknown value without a
    range can be anything on the declared scale. Scales and weights that come from the data are
    an option of the profile, and say so in `notices`.

    Raises:
        InvalidValueError: There are no initiatives, or a criterion stands twice.
        InvalidDataError: A value lies outside its declared scale, or is in another unit; all of
            them are in `findings`.
    """
    if not municipality.initiatives:
        msg = "there are no initiatives to score: add one to the workspace"
        raise InvalidValueError(msg)
    criteria = _counted(profile)
    cells = _cells(municipality, profile, criteria)
    low, high, known, stated = (cells[:, :, at].T for at in range(4))
    remarks: list[Remark] = []
    if profile.scaling == "data":
        criteria = _from_data(profile, criteria, low, high, stated)
        bottom, top = (
            numpy.array([pick(item.best, item.worst) for item in criteria]) for pick in (min, max)
        )
        low, high = numpy.where(stated, low, bottom), numpy.where(stated, high, top)
        remarks.append((SCALES_FROM_DATA, {"profile": profile.id}))
    found = weighed(profile, criteria, low + (high - low) / 2)
    remarks += found.remarks
    kept = numpy.flatnonzero(found.weights > 0)
    criteria = tuple(criteria[at] for at in kept)
    return ScoreMatrix(
        profile=profile.id,
        ids=tuple(item.id for item in municipality.initiatives),
        criteria=tuple(item.id for item in criteria),
        low=low[:, kept], high=high[:, kept], known=known[:, kept], stated=stated[:, kept],
        best=[item.best for item in criteria],
        worst=[item.worst for item in criteria],
        weights=found.weights[kept],
        units=tuple(item.unit for item in criteria),
        declared=criteria,
        options={name: item.to_dict() for name, item in profile.options.items()},
        municipality=municipality,
        initiatives=municipality.initiatives,
        notices=tuple(_notice(remark) for remark in remarks),
    )  # fmt: skip


def _cells(
    municipality: Municipality, profile: Profile, criteria: tuple[Criterion, ...]
) -> NDArray[numpy.float64]:
    """Return low, high, known and stated (last axis) by criterion and initiative."""
    found: list[Finding] = []
    columns = [
        _column(municipality, profile.id, criterion, found.append) for criterion in criteria
    ]
    if found:
        findings = Findings.in_order(found)
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        raise InvalidDataError(findings[0].line() + more, findings=findings)
    cells = numpy.array(columns, dtype=numpy.float64)
    return cells.reshape(len(criteria), len(municipality.initiatives), 4)


def _from_data(
    profile: Profile,
    criteria: tuple[Criterion, ...],
    low: NDArray[numpy.float64],
    high: NDArray[numpy.float64],
    stated: NDArray[numpy.float64],
) -> tuple[Criterion, ...]:
    """Return the criteria with the worst and the best value there is as the ends of their scales.

    Raises:
        InvalidValueError: All initiatives have one value, or none has any.
    """
    scaled = []
    for at, criterion in enumerate(criteria):
        there = stated[:, at] > 0
        ends = low[there, at].min(initial=numpy.inf), high[there, at].max(initial=-numpy.inf)
        if not ends[0] < ends[1]:
            got = f"all values are {ends[0]:g}" if there.any() else "no value is known"
            msg = (
                f"profile {profile.id!r}, criterion {criterion.id!r}: scaling: data needs values "
                f"that differ, {got}; declare the scale instead"
            )
            raise InvalidValueError(msg)
        best, worst = ends[:: -1 if criterion.direction == "max" else 1]
        scaled.append(attrs.evolve(criterion, best=float(best), worst=float(worst)))
    return tuple(scaled)


def _notice(remark: Remark) -> Text:
    rule, values = remark
    text = rule.message.format(**values)
    sentences = {code: text.to(code) for code in LANGUAGES}
    return Text({code: f"{words[:1].upper()}{words[1:]}." for code, words in sentences.items()})


def value_findings(municipality: Municipality) -> Findings:
    """Return the values that some profile of the municipality cannot use, in file order.

    >>> from changekit.model.settings import Settings
    >>> from changekit.model.municipality import Municipality
    >>> len(value_findings(Municipality(settings=Settings(name=Text.plain("Kommunen")))))
    0
    """
    found: list[Finding] = []
    for profile in municipality.profiles:
        for criterion in _counted(profile):
            _column(municipality, profile.id, criterion, found.append)
        found += _remarks(municipality, profile)
    return Findings.in_order(found)


def _remarks(municipality: Municipality, profile: Profile) -> Iterator[Finding]:
    """Return what is to be said of a profile's scales and weights, where it can be worked out."""
    try:
        criteria = _counted(profile)
        cells = _cells(municipality, profile, criteria)
        remarks = weighed(profile, criteria, cells[:, :, :2].mean(axis=2).T).remarks
    except ChangekitError:
        remarks = ()  # said where the profile is used
    if profile.scaling == "data":
        remarks = ((SCALES_FROM_DATA, {"profile": profile.id}), *remarks)
    place = municipality.place("profile", profile.id)
    for rule, values in remarks:
        yield Finding.of(rule, values, subject=profile.id, place=place)


def _counted(profile: Profile) -> tuple[Criterion, ...]:
    names = [criterion.id for criterion in profile.criteria]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        msg = f"profile {profile.id!r}: criterion {twice!r} stands twice"
        raise InvalidValueError(msg)
    return tuple(criterion for criterion in profile.criteria if criterion.weight > 0)


def _column(
    municipality: Municipality,
    profile: str,
    criterion: Criterion,
    note: Callable[[Finding], None],
) -> list[tuple[float, float, bool, bool]]:
    bottom, top = sorted((criterion.best, criterion.worst))
    cells = []
    for initiative in municipality.initiatives:
        ends, unit, known = _stated(initiative, criterion.id)
        if ends is None:
            cells.append((bottom, top, False, False))
            continue
        low, high = ends
        factor = _factor(unit, criterion.unit)
        if factor is None:
            note(_finding(municipality, profile, criterion, initiative, unit))
            continue
        low, high = low * factor, high * factor
        if not bottom <= low <= high <= top:
            note(_finding(municipality, profile, criterion, initiative, (low, high)))
            continue
        cells.append((low, high, known, True))
    return cells


def _stated(
    initiative: Initiative, criterion: str
) -> tuple[tuple[float, float] | None, str | None, bool]:
    """Return the ends of a value, its unit, and whether it is known."""
    amount = initiative.criteria.get(criterion)
    if amount is not None:
        return amount.ends, amount.unit, amount.known
    if criterion == "value" and initiative.value is not None:
        value = initiative.value
        inner = value.per_week.unit if value.per_week else None
        known = value.per_week is not None and value.per_week.known
        return value.ends, inner or value.unit, known
    number = {
        "priority": LEVELS.get(initiative.priority),
        "hours": initiative.hours,
        "weeks": initiative.weeks,
    }.get(criterion)
    return ((number, number), None, True) if number is not None else (None, None, False)


def _factor(unit: str | None, wanted: str | None) -> float | None:
    """Return what turns a value into the wanted unit, None where nothing does.

    Ours: a value without a unit is in the unit of its criterion; money is converted within its
    currency; no other units are.
    """
    if unit is None or wanted is None or unit == wanted:
        return 1.0
    if unit in _CURRENCIES and wanted in _CURRENCIES and unit[-3:] == wanted[-3:]:
        money = Money.from_dict({"amount": 1, "unit": unit})
        return money.to(attrs.evolve(money, unit=wanted).unit).amount  # type: ignore[arg-type]  # checked above
    return None


def _finding(
    municipality: Municipality,
    profile: str,
    criterion: Criterion,
    initiative: Initiative,
    found: tuple[float, float] | str | None,
) -> Finding:
    inside = criterion.id in initiative.criteria
    field = "criteria" if inside else criterion.id
    values: dict[str, object] = {"criterion": criterion.id, "profile": profile}
    if isinstance(found, tuple):
        low, high = found
        shown = f"{low:g}" if low == high else f"{low:g}..{high:g}"
        bottom, top = sorted((criterion.best, criterion.worst))
        values |= {"found": shown, "low": f"{bottom:g}", "high": f"{top:g}"}
    else:
        values |= {"found": found, "wanted": criterion.unit}
    return Finding.of(
        VALUE_OUTSIDE_SCALE if isinstance(found, tuple) else UNIT_DIFFERS,
        values,
        subject=initiative.id,
        place=municipality.place("initiative", initiative.id, field),
        path=f"criteria.{criterion.id}" if inside else criterion.id,
    )
