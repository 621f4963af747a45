"""Figures and their units as people read them, with the decimal mark of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["figure", "measured", "unit_name"]

_UNITS: Final[Mapping[str, Text]] = {
    "changes": Text(sv="förändringar", en="changes"),
    "days": Text(sv="dagar", en="days"),
    "employees": Text(sv="anställda", en="employees"),
    "focus-areas": Text(sv="helheter", en="focus areas"),
    "hours": Text(sv="timmar", en="hours"),
    "initiatives": Text(sv="initiativ", en="initiatives"),
    "letters": Text(sv="brev", en="letters"),
    "ksek": Text(sv="tkr", en="ksek"),
    "level": Text(sv="nivå", en="level"),
    "managers": Text(sv="chefer", en="managers"),
    "meetings": Text(sv="möten", en="meetings"),
    "minutes": Text(sv="minuter", en="minutes"),
    "minutes_per_day": Text(sv="minuter per dag", en="minutes per day"),
    "modules": Text(sv="moduler", en="modules"),
    "months": Text(sv="månader", en="months"),
    "msek": Text(sv="mkr", en="msek"),
    "people": Text(sv="personer", en="people"),
    "per-hundred": Text(sv="per hundra", en="per hundred"),
    "percent": Text(sv="procent", en="percent"),
    "percentage-points": Text(sv="procentenheter", en="percentage points"),
    "person_days": Text(sv="persondagar", en="person-days"),
    "points": Text(sv="poäng", en="points"),
    "rating": Text(sv="betyg", en="rating"),
    "requests": Text(sv="förfrågningar", en="requests"),
    "share": Text(sv="andel", en="share"),
    "sek": Text(sv="kr", en="sek"),
    "standard-deviations": Text(sv="standardavvikelser", en="standard deviations"),
    "teams": Text(sv="arbetslag", en="teams"),
    "values": Text(sv="värden", en="values"),
    "weeks": Text(sv="veckor", en="weeks"),
}
_NBSP: Final = "\u00a0"


def unit_name(unit: str | None) -> Text:
    """Return what a unit is called; one that is not known is its own name.

    >>> unit_name("person_days").to("sv"), unit_name("kkr").to("sv")
    ('persondagar', 'kkr')
    """
    return _UNITS.get(unit or "", Text.plain(unit or ""))


def figure(value: float, language: str = "en", *, signed: bool = False) -> str:
    """Return a number in words' company: six digits at most, and the language's decimal mark.

    Ours: digits are grouped from five on, so that a year stays a year. Source of the marks:
    CLDR 44, sv and en.

    >>> figure(3.8499999999999996, "sv"), figure(-12000, "en"), figure(0.5, signed=True)
    ('3,85', '−12,000', '+0.5')
    """
    sign = "\u2212" if value < 0 else "+" if signed else ""
    size = abs(value)
    text = f"{size:.6g}" if size < 10_000 else f"{size:,.0f}"
    if language == "sv":
        text = text.replace(",", _NBSP).replace(".", ",")
    return f"{sign}{text}"


def measured(
    *values: float,
    unit: str | None = None,
    language: str = "en",
    between: str = "\u2013",
    signed: bool = False,
) -> str:
    """Return one value or several with their unit once; shares as percentages.

    Args:
        values: The values, in order.
        unit: Their unit; a `share` is from 0 to 1.
        language: The language of the unit, and whose decimal mark is used.
        between: What stands between several.
        signed: Whether they are changes, so that a plus is written; of shares, such are
            percentage points.

    >>> measured(0.4, 0.6, unit="share", between=" → ", language="sv").replace("\u00a0", " ")
    '40 % → 60 %'
    >>> measured(-3.5, unit="minutes", language="sv", signed=True)
    '−3,5 minuter'
    """
    if unit == "share":
        values = tuple(100 * value for value in values)
        if not signed:
            mark = f"{_NBSP}%" if language == "sv" else "%"
            return between.join(f"{figure(value, language)}{mark}" for value in values)
        unit = "percentage-points"
    told = between.join(figure(value, language, signed=signed) for value in values)
    return f"{told} {unit_name(unit).to(language)}".rstrip()
