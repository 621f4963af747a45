"""Published portfolios: initiatives, what they take, and what there is, as gzipped JSON."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.errors import UnreadableFileError
from changekit.findings import Findings, Place
from changekit.model.fields import about, between
from changekit.model.frozen import frozen_map
from changekit.model.nodes import as_node
from changekit.model.reading import Log
from changekit.model.records import Record, record_shape
from changekit.rules import projects, reading
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "ENDING", "Portfolio", "PortfolioFolder", "PortfolioItem", "PortfolioReading",
    "PortfolioResource", "read_portfolio", "read_portfolios",
]  # fmt: skip

ENDING: Final = ".json.gz"
"""What the names of portfolios end in."""
_MOST: Final = 400_000_000
"""Ours: unpacked files above this are refused; 116,000 initiatives take a tenth of it."""


@attrs.frozen(kw_only=True)
class PortfolioResource(Record):
    """Something that initiatives share week by week."""

    id: str = attrs.field(metadata=about("What it is called"))
    capacity: tuple[float, ...] = attrs.field(metadata=about("How much there is, week by week"))


def _frozen(uses: Mapping[str, float]) -> Mapping[str, float]:
    return frozen_map(uses)


@attrs.frozen(kw_only=True)
class PortfolioItem(Record):
    """An initiative."""

    id: str = attrs.field(metadata=about("What it is called"))
    weeks: int = attrs.field(validator=between(1), metadata=about("How long it takes"))
    value_per_week: float = attrs.field(metadata=about("What it gives each week afterwards"))
    deadline_week: int | None = attrs.field(
        default=None, metadata=about("It has ended when this week, counted from 0, begins")
    )
    release_week: int = attrs.field(
        default=0, validator=between(0), metadata=about("The first week in which it may start")
    )
    no_go_live_in_freeze: bool = attrs.field(
        default=False, metadata=about("Whether its last week may be no week of a freeze")
    )
    uses: Mapping[str, float] = attrs.field(
        factory=dict, converter=_frozen, metadata=about("By resource: how much it takes")
    )
    requires: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Those that have to be planned, and end before it starts")
    )


@attrs.frozen(kw_only=True)
class Portfolio(Record):
    """A portfolio to select from and to schedule."""

    horizon_weeks: int = attrs.field(validator=between(1), metadata=about("How many weeks"))
    objective: str | None = attrs.field(default=None, metadata=about("What is to be high"))
    freeze_weeks: tuple[int, ...] = attrs.field(default=(), metadata=about("Weeks of freezes"))
    greedy_value: float | None = attrs.field(
        default=None, metadata=about("What a simple plan gives")
    )
    resources: tuple[PortfolioResource, ...] = attrs.field(metadata=about("What is shared"))
    initiatives: tuple[PortfolioItem, ...] = attrs.field(metadata=about("What can be done"))


@attrs.frozen(kw_only=True)
class PortfolioReading:
    """One file: its portfolio where nothing is wrong with it, and what is."""

    name: str
    portfolio: Portfolio | None = None
    findings: Findings = Findings()


@attrs.frozen(kw_only=True)
class PortfolioFolder:
    """A folder of portfolios, by the names of their files, and what is wrong in any."""

    portfolios: Mapping[str, Portfolio]
    findings: Findings = Findings()


def read_portfolios(folder: Path) -> PortfolioFolder:
    """Read every portfolio of a folder, by name; a bad file spoils no other.

    Raises:
        UnreadableFileError: There is no such folder, or no such file in it.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.name.endswith(ENDING))
    except OSError as error:
        raise UnreadableFileError(str(folder), error.strerror or type(error).__name__) from error
    if not files:
        none = Text(sv=f"ingen fil som slutar på {ENDING}", en=f"no file that ends in {ENDING}")
        raise UnreadableFileError(str(folder), none)
    readings = [read_portfolio(path) for path in files]
    found = [item for one in readings for item in one.findings]
    return PortfolioFolder(
        portfolios=frozen_map(
            {one.name: one.portfolio for one in readings if one.portfolio is not None}
        ),
        findings=Findings.in_order(found),
    )


def read_portfolio(path: Path) -> PortfolioReading:
    """Read one portfolio; whatever the file holds, what is wrong is in `findings`."""
    log = Log()
    log.place = lambda mark: Place(f"{path.name}#{mark}")
    whole = _json(path, log)
    found = None
    if whole is not None:
        found = record_shape(Portfolio).read(as_node(whole), None, log)
        if isinstance(found, Portfolio) and not log.findings:
            _look(found, path.name, log)
    findings = Findings.in_order(log.findings)
    kept = found if isinstance(found, Portfolio) and not findings.errors else None
    return PortfolioReading(name=path.name.removesuffix(ENDING), portfolio=kept, findings=findings)


def _json(path: Path, log: Log) -> dict[str, Any] | None:  # Any: JSON values
    """Return the one object of a file, None after a finding."""
    try:
        with gzip.open(path) as stream:
            data = stream.read(_MOST + 1)
        what = f"more than {_MOST} bytes" if len(data) > _MOST else "not one JSON object"
        whole = None if len(data) > _MOST else json.loads(data)
        if isinstance(whole, dict):
            return whole
    except (OSError, EOFError, zlib.error) as error:
        log.add_at(reading.UNREADABLE, Place(path.name), why=str(error)[:80])
        return None
    except (ValueError, RecursionError) as error:
        what = f"JSON: {str(error)[:80]}"
    advice = Text(sv="skriv den som gzippad JSON", en="write it as gzipped JSON")
    log.add_at(reading.SYNTAX, Place(path.name), what=what, advice=advice)
    return None


def _look(portfolio: Portfolio, file: str, log: Log) -> None:
    """Note what does not hold together."""

    def note(path: tuple[str | int, ...], sv: str, en: str) -> None:
        place = Place(f"{file}#/" + "/".join(map(str, path)))
        log.add_at(projects.NOT_A_PORTFOLIO, place, None, what=Text(sv=sv, en=en))

    known = _ids(portfolio, note)
    weeks = portfolio.horizon_weeks
    for at, resource in enumerate(portfolio.resources):
        if (found := len(resource.capacity)) != weeks:
            note(("resources", at, "capacity"), f"{found} veckor i stället för {weeks}",
                 f"{found} weeks instead of {weeks}")  # fmt: skip
        if min(resource.capacity, default=0) < 0:
            note(("resources", at, "capacity"), "mindre än 0", "less than 0")
    for at, item in enumerate(portfolio.initiatives):
        for name, amount in item.uses.items():
            if name not in known["resources"]:
                note(("initiatives", at, "uses", name), "ingen sådan resurs", "no such resource")
            if amount < 0:
                note(("initiatives", at, "uses", name), "mindre än 0", "less than 0")
        for name in set(item.requires) - known["initiatives"]:
            note(("initiatives", at, "requires"), f"{name} finns inte", f"there is no {name}")
    _circles(portfolio, note)


def _ids(portfolio: Portfolio, note: Any) -> dict[str, set[str]]:  # Any: a nested function
    known: dict[str, set[str]] = {"resources": set(), "initiatives": set()}
    for kind, names in (
        ("resources", [resource.id for resource in portfolio.resources]),
        ("initiatives", [item.id for item in portfolio.initiatives]),
    ):
        for at, name in enumerate(names):
            if name in known[kind]:
                note((kind, at, "id"), f"{name} finns redan", f"{name} is there already")
            known[kind].add(name)
    return known


def _circles(portfolio: Portfolio, note: Any) -> None:  # Any: a nested function
    try:
        TopologicalSorter({item.id: item.requires for item in portfolio.initiatives}).prepare()
    except CycleError as error:
        circle = " > ".join(error.args[1])
        note(("initiatives",), f"kräver varandra: {circle}", f"require each other: {circle}")
