"""What `changekit graph` answers about circles, chains, impacts, groups and bottlenecks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.services.dependencies import DependencyGraph, Move, Worth

__all__ = [
    "Answer", "bottlenecks", "chain", "clusters", "coupling", "cycles", "delay", "drop", "late",
]  # fmt: skip


@attrs.frozen(kw_only=True)
class Answer:
    """What is told to programs, and to people."""

    body: dict[str, Any]  # Any: JSON values
    text: Text


def _lines(lines: Iterable[tuple[str, str]], none: Text | None = None) -> Text:
    """Return lines that are given in Swedish and English, or what is said of none."""
    pairs = list(lines)
    if not pairs:
        return none or Text(sv="inget ändras", en="nothing changes")
    return Text(sv="\n".join(sv for sv, _ in pairs), en="\n".join(en for _, en in pairs))


def cycles(graph: DependencyGraph, top: int) -> Answer:
    """Return the circles, and which links open them at the least cost."""
    found = graph.cycles(limit=top)
    lines = []
    for path, (source, target) in zip(found.paths, found.cheapest, strict=True):
        circle, link = " -> ".join(path), f"{source} -> {target}"
        lines.append((f"{circle} (billigast att ta bort: {link})",
                      f"{circle} (cheapest to remove: {link})"))  # fmt: skip
    if not found.complete:
        lines.append(("... och fler", "... and more"))
    if found.cuts:
        cuts = ", ".join(f"{source} -> {target}" for source, target in found.cuts)
        sv, en = ("", "") if found.exact else (" (färre kan räcka)", " (fewer may do)")
        lines.append((f"öppnar alla cirklar{sv}: {cuts}", f"opens all circles{en}: {cuts}"))
    none = Text(sv="inget väntar på sig självt", en="nothing waits for itself")
    return Answer(body=found.to_dict(), text=_lines(lines, none))


def chain(graph: DependencyGraph, top: int) -> Answer:
    """Return the longest chain, and what has least slack beside it."""
    found, slack = graph.longest_chain(), graph.slack()
    path = " -> ".join(found.initiatives)
    assumed = f" ({', '.join(found.assumed)})" if found.assumed else ""
    lines = [(f"{path}: {found.weeks} veckor", f"{path}: {found.weeks} weeks")]
    if assumed:
        lines.append((f"antagen tid{assumed}", f"assumed weeks{assumed}"))
    linked = {name for tie in graph.links for name in (tie.source, tie.target)}
    beside = sorted(
        ((weeks, name) for name, weeks in slack.items() if name in linked - {*found.initiatives})
    )
    lines += [
        (f"{name}: {weeks} veckors marginal", f"{name}: {weeks} weeks of slack")
        for weeks, name in beside[:top]
    ]
    return Answer(body={"chain": found.to_dict(), "slack": slack}, text=_lines(lines))


_LOSS = {
    "lost": ("kan inte göras", "cannot be done"),
    "freed": ("slipper vänta", "need not wait"),
    "without_help": ("blir svårare", "become harder"),
    "possible": ("blir möjliga", "become possible"),
}


def drop(graph: DependencyGraph, initiative: str) -> Answer:
    """Return what follows if an initiative is not done."""
    found = graph.if_dropped(initiative)
    lines = []
    for name, (sv, en) in _LOSS.items():
        ids = ", ".join(getattr(found, name))
        if ids:
            lines.append((f"{sv}: {ids}", f"{en}: {ids}"))
    lines = lines or [("inget ändras för de andra", "nothing changes for the others")]
    lines += _value(found.value_per_week, found.unknown_value, " i veckan", " a week")
    return Answer(body={"impact": found.to_dict()}, text=_lines(lines))


def late(graph: DependencyGraph, initiative: str, weeks: int) -> Answer:
    """Return who moves if an initiative is late."""
    moves = graph.if_late(initiative, weeks)
    return Answer(body={"moves": [move.to_dict() for move in moves]}, text=_lines(_moves(moves)))


def delay(graph: DependencyGraph, initiative: str, weeks: int) -> Answer:
    """Return who moves if an initiative is late, and what is lost by it."""
    found = graph.if_delayed(initiative, weeks)
    lines = _moves(found.moves) or [("inget annat flyttas", "nothing else moves")]
    last = found.last_end
    lines.append((f"sista slutet flyttas {last} veckor", f"the last end moves {last} weeks"))
    lines += _value(found.value, found.unknown_value, "", "")
    return Answer(body={"delay": found.to_dict()}, text=_lines(lines))


def _moves(moves: Iterable[Move]) -> list[tuple[str, str]]:
    return [
        (f"{move.initiative}: {move.weeks} veckor senare",
         f"{move.initiative}: {move.weeks} weeks later")
        for move in moves
    ]  # fmt: skip


def _value(
    value: Sequence[Worth], unknown: Sequence[str], sv: str, en: str
) -> list[tuple[str, str]]:
    """Return the lines that say what value is lost, and of what it is not known."""
    sums = " + ".join(map(str, value))
    lines = [(f"värde som går förlorat{sv}: {sums}", f"value lost{en}: {sums}")] if sums else []
    ids = ", ".join(unknown)
    return [*lines, (f"okänt värde: {ids}", f"unknown value: {ids}")] if ids else lines


def clusters(graph: DependencyGraph, top: int) -> Answer:
    """Return groups that links join, and groups that can be planned apart."""
    linked, apart = graph.clusters(), graph.clusters(sharing=True)
    lines = [(f"sitter ihop genom länkar: {', '.join(group)}",
              f"joined by links: {', '.join(group)}") for group in linked[:top]]  # fmt: skip
    sizes = ", ".join(str(len(group)) for group in apart[:top])
    if apart:
        sv = "så många i grupper som kan planeras var för sig, utan delad enhet eller nyckelroll"
        en = "so many in groups that can be planned apart, with no unit or key role in common"
        lines.append((f"{sv}: {sizes}", f"{en}: {sizes}"))
    none = Text(sv="inga länkar och inget delat", en="no links and nothing shared")
    body = {"clusters": [list(g) for g in linked], "apart": [list(g) for g in apart]}
    return Answer(body=body, text=_lines(lines, none))


def coupling(graph: DependencyGraph, top: int) -> Answer:
    """Return pairs that share a key role or a unit although no link joins them."""
    found = graph.couplings(limit=top)
    lines = []
    for pair in found.pairs:
        both, shared = " + ".join(pair.initiatives), ", ".join((*pair.roles, *pair.units))
        lines.append((f"{both}: delar {shared}", f"{both}: share {shared}"))
    if found.total > len(found.pairs):
        more = found.total - len(found.pairs)
        lines.append((f"... och {more} till", f"... and {more} more"))
    none = Text(sv="inget delas utan länk", en="nothing is shared without a link")
    return Answer(body={"coupling": found.to_dict()}, text=_lines(lines, none))


def bottlenecks(graph: DependencyGraph, top: int) -> Answer:
    """Return the initiatives through which most pairs are ordered."""
    found = graph.bottlenecks(top=top)
    lines = [
        (f"{item.node}: {item.before} före, {item.after} efter, {item.slack} veckors marginal",
         f"{item.node}: {item.before} before, {item.after} after, {item.slack} weeks of slack")
        for item in found
    ]  # fmt: skip
    none = Text(sv="inget väntar på något", en="nothing waits for anything")
    return Answer(
        body={"bottlenecks": [item.to_dict() for item in found]}, text=_lines(lines, none)
    )
