"""What `changekit plan` answers beside the plan: what if, scenarios, and an earlier plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from changekit.interfaces.cli.terminal import fitted, width
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.model.what_if import WhatIfChange
    from changekit.services.planning import Plan, PlanDifference
    from changekit.services.planning.changes.replanning import Replan
    from changekit.services.planning.changes.scenarios import Scenarios
    from changekit.tables import Shown, Table

    Answer: TypeAlias = "tuple[Any, str]"

__all__ = ["listed", "moved_away", "tried"]

TRIED = Text(sv="Provat: {changes}", en="Tried: {changes}")
KEPT = Text(
    sv="Om inget flyttades: {name} skulle ha {over:g} för mycket som mest, {weeks} veckor "
    "({period})",
    en="If nothing moved: {name} would have {over:g} too much at most, in {weeks} weeks "
    "({period})",
)
MINUS = "\N{MINUS SIGN}"
SAME = Text(sv="Inget flyttas.", en="Nothing moves.")
VERBS = {
    "move": Text(sv="{id} startar {start}", en="{id} starts on {start}"),
    "drop": Text(sv="{id} stoppas", en="{id} is stopped"),
    "delay": Text(sv="{id} kommer {weeks} veckor senare", en="{id} comes {weeks} weeks later"),
    "add": Text(sv="{id} läggs till", en="{id} is added"),
    "capacity": Text(sv="kapaciteten för {id} {size}", en="the capacity of {id} {size}"),
    "hours": Text(sv="timmarna i veckan för {id} {size}", en="the hours a week of {id} {size}"),
    "limit": Text(sv="gränsen för {id} {size}", en="the limit of {id} {size}"),
    "deadline": Text(sv="sista dag för {id}: {date}", en="last day of {id}: {date}"),
    "pause": Text(sv="{id} pausas", en="{id} is paused"),
    "resume": Text(sv="{id} planeras igen", en="{id} is planned again"),
}


def tried(plan: Plan, path: Path) -> Answer:
    """Return what a what-if file comes to, as JSON values and as people read it.

    Raises:
        UnreadableFileError: There is no such file.
        InvalidDataError: Something is wrong in it.
    """
    from changekit.files.what_if import read_what_if

    asked = read_what_if(path, plan.compiled.municipality, language=plan.language)
    if asked.scenarios:
        found = plan.scenarios(asked)
        return found.to_dict(), _scenario_words(found)
    difference = plan.compare(plan.what_if(changes=asked))
    told = {**difference.to_dict(), "changes": [change.to_dict() for change in asked.changes]}
    return told, _words(difference, asked.changes)


def moved_away(replanned: Replan) -> Answer:
    """Return what moved away from an earlier plan, as JSON values and as people read it."""
    language = replanned.language
    said = replanned.summary.to(language)
    if not replanned.moves:
        return replanned.to_dict(), f"{said} {SAME.to(language)}"
    return replanned.to_dict(), f"{_table(replanned.table(), language)}\n\n{said}"


def listed(result: Shown, key: str, nothing: Text) -> Answer:
    """Return a table as the JSON list under a key, and as people read it, if only in words."""
    if not result.table().rows:
        return result.to_dict()[key], nothing.to(result.language)
    return result.to_dict()[key], _table(result.table(), result.language)


def _scenario_words(found: Scenarios) -> str:
    return _table(found.table(), found.language)


def _words(difference: PlanDifference, changes: tuple[WhatIfChange, ...]) -> str:
    language = difference.language
    done = "; ".join(change_words(change).to(language) for change in changes)
    lines = [TRIED.format(changes=done).to(language)] if done else []
    if difference.moved:
        lines += ["", _table(difference.table(), language), ""]
    else:
        lines.append(SAME.to(language))
    lines += [
        KEPT.format(
            name=item.name, over=item.over, weeks=item.weeks, period=item.period
        ).to(language)
        for item in difference.kept_breaches
    ]  # fmt: skip
    return "\n".join([*lines, difference.summary.to(language)])


def change_words(change: WhatIfChange) -> Text:
    """Return a change in words.

    >>> from changekit.model.what_if import WhatIfChange
    >>> change_words(WhatIfChange(capacity="soc", more=1)).to("en")
    'the capacity of soc changes by +1'
    """
    days = " - ".join(str(day) for day in (change.from_, change.to) if day)
    return VERBS[change.verb].format(
        id=change.subject, start=change.start, weeks=change.weeks, date=change.date or "-",
        size=_size_words(change, f" ({days})" if days else ""),
    )  # fmt: skip


def _size_words(change: WhatIfChange, days: str) -> Text:
    if change.amount is not None:
        return Text(sv="blir {n}{days}", en="is {n}{days}").format(
            n=f"{change.amount:g}", days=days
        )
    more = f"{change.more or 0:+g}"
    return Text(
        sv="ändras med " + more.replace("-", MINUS).replace(".", ",") + days,
        en=f"changes by {more}{days}",
    )


def _table(table: Table, language: str) -> str:
    return fitted(attrs.evolve(table, notice=None), language, width())
