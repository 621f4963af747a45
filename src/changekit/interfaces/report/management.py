"""One page that a management group reads in five minutes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from changekit.interfaces.report.causes import Group, groups
from changekit.interfaces.report.decisions import SHOWN, decisions
from changekit.interfaces.report.management_wording import WORDS
from changekit.interfaces.report.wording import day_words
from changekit.text import Text, join_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from changekit.interfaces.report.material import Material
    from changekit.services.planning import Placed

__all__ = ["Line", "management_page"]

QUOTED = {"sv": "”{}”", "en": "“{}”"}
"""Titles hold commas, so each stands in quotation marks."""
LETTERS = 56
"""Ours: a longer title is cut, so that the page stays one page."""
LINE, ROOM = 92, 44
"""Ours: letters in a line and lines on the page, beside headings, measured on paper with a wide
font; a test prints a crowded page."""


@attrs.frozen
class Detail:
    """How much stands on the page.

    Attributes:
        starting: How many of those that start now are named.
        named: How many are named in other sentences; more names are a list, not a summary.
        causes: How many causes have a line of their own.
        also: How many units or roles the line on the other causes names.
    """

    starting: int
    named: int
    causes: int
    also: int


DETAILS = (Detail(5, 2, 4, 4), Detail(4, 1, 4, 3), Detail(3, 1, 3, 2), Detail(2, 1, 2, 2))
"""Ours: the first that leaves one page is taken."""


@attrs.frozen(kw_only=True)
class Line:
    """What a paragraph says first, in bold, and what follows."""

    head: Text
    rest: Text = Text()

    def length(self, language: str) -> int:
        """Return about how many lines it takes on paper."""
        letters = len(self.head.to(language)) + len(self.rest.to(language)) + 1
        return math.ceil(letters / LINE)


def management_page(material: Material) -> dict[str, object]:
    """Return what the template names."""
    name = material.municipality.settings.name
    found = decisions(material)
    decided = tuple(Line(head=gain.text, rest=gain.effect) for gain in found)
    said = how_good(material)
    about = {
        "title": WORDS["title"].format(name=name),
        "line": WORDS["line-one" if len(material.places) == 1 else "line"].format(
            n=len(material.places), day=day_words(material.as_of), last=day_words(material.last)
        ),
        "how_good": said,
        "alert": material.alert,
        "notice": material.municipality.notice,
        "decisions": decided,
        "decisions_title": WORDS["decisions-title" if len(found) == SHOWN else "decisions-fewer"],
        "none_left_out": material.none_left_out,
        "assumed": _assumed(material),
        "facts": material.facts,
    }
    alerts = (Line(head=material.alert),) if material.alert else ()
    taken = (*decided, *alerts, *((Line(head=said),) if said else ()))
    room = ROOM - sum(line.length(material.workspace.language) for line in taken)
    return {**about, **_fitting(material, room)}


def how_good(material: Material) -> Text:
    """Return how much more any plan could give, and how many moved since the last one."""
    plan, told = material.plan, Text()
    if plan.status == "optimal":
        told = WORDS["best"]
    elif plan.bound is not None and plan.objective > 0:
        # Rounded up, so that what is said is never less than what is proven.
        more = math.ceil(100 * (plan.bound / plan.objective - 1) - 1e-9)
        told = WORDS["near-best"].format(share=more) if more > 0 else WORDS["best"]
    if material.replanned is None:
        return told
    moved = len(material.replanned.moves)
    word = "moved" if moved > 1 else "moved-one" if moved else "nothing-moved"
    return _joined(told, WORDS[word].format(n=moved)) if told else WORDS[word].format(n=moved)


def _fitting(material: Material, room: int) -> dict[str, tuple[Line, ...]]:
    """Return what stands where, in as much detail as there is room for."""
    for detail in DETAILS:
        found = {
            "starts": (_starts(material, detail), *_mandates(material, detail)),
            "waits": _by_cause(material, material.in_state("waits"), detail, "n-wait"),
            "left_out": (
                *_required(material, detail),
                *_by_cause(material, material.in_state("left-out"), detail, "n-left-out"),
            ),
        }
        lines = (line for part in found.values() for line in part)
        if sum(line.length(material.workspace.language) for line in lines) <= room:
            break
    return found


def _starts(material: Material, detail: Detail) -> Line:
    ids = material.starting_now
    counts = {
        "later": len(material.in_state("starts")) - len(ids),
        "running": len(material.in_state("running")),
        "paused": len(material.in_state("paused")),
        "done": len(material.in_state("done")),
    }
    rest = Text(sv="", en="")
    if ids:
        names = named(material, ids, most=detail.starting)
        rest = WORDS["first-of-them"].format(names=names)
    for word, count in counts.items():
        if count:
            told = WORDS[f"{word}-one" if count == 1 else word].format(n=count)
            rest = _joined(rest, told)
    head = WORDS["starts"].format(n=len(ids)) if ids else WORDS["nothing-starts"]
    return Line(head=head, rest=rest)


def _by_cause(
    material: Material, items: Sequence[Placed], detail: Detail, count: str
) -> tuple[Line, ...]:
    rest = _waiting if count == "n-wait" else _left_out
    found = groups(material, items)
    lines = [
        Line(head=_ended(group.cause.title), rest=rest(material, group, detail))
        for group in found[: detail.causes]
    ]
    others: dict[str, list[Group]] = {}
    for group in found[detail.causes :]:
        kind = group.cause.kind if group.cause.subject else "other"
        others.setdefault(kind, []).append(group)
    ordered = sorted(others, key=lambda kind: (kind == "other", list(others).index(kind)))
    lines += [_together(kind, others[kind], (count, detail.also)) for kind in ordered]
    return tuple(lines)


def _together(kind: str, found: Sequence[Group], told: tuple[str, int]) -> Line:
    """Return one line for several smaller causes of the same kind."""
    number = sum(len(group.items) for group in found)
    count, also = told
    tail = WORDS[f"{count}-one" if number == 1 else count].format(n=number)
    if len(found) == 1:
        return Line(head=_ended(found[0].cause.title), rest=tail)
    parts = {}
    for language in ("sv", "en"):
        if kind == "other":
            words = [_lower(group.cause.title.to(language)) for group in found]
        else:
            words = [short(g.cause.name).to(language) for g in found[:also]]
            more = len(found) - len(words)
            word = f"also-{'role' if kind == 'role' else 'unit'}s{'-one' if more == 1 else ''}"
            words += [WORDS[word].format(n=more).to(language)] if more else []
        parts[language] = join_words(words, language=language)
    word = f"also-{kind}" if kind != "other" else "also"
    return Line(head=WORDS[word].format(names=Text(parts)), rest=tail)


def _waiting(material: Material, group: Group, detail: Detail) -> Text:
    days = {item.id: item.start for item in group.items if item.start}
    last = max(days.values())
    ids = sorted(days, key=lambda name: (days[name], name))
    if len(ids) == 1:
        return WORDS["waits-one"].format(name=named(material, ids, most=1), day=day_words(last))
    names = named(material, ids, most=detail.named, after=lambda name: day_words(days[name]))
    return WORDS["waits"].format(n=len(ids), names=names, last=day_words(last))


def _left_out(material: Material, group: Group, detail: Detail) -> Text:
    ids = [item.id for item in group.items]
    names = named(material, ids, most=detail.named)
    word = "stopped" if group.cause.kind == "decision" else "left-out"
    return WORDS[f"{word}-one" if len(ids) == 1 else word].format(n=len(ids), names=names)


def _required(material: Material, detail: Detail) -> tuple[Line, ...]:
    """Return the sentence on what has to be done and does not fit, which is read first."""
    ids = material.required_out
    if not ids:
        return ()
    return (Line(head=WORDS["required"].format(names=named(material, ids, most=detail.starting))),)


def _mandates(material: Material, detail: Detail) -> tuple[Line, ...]:
    """Return the sentence on what starts now although its mandate is missing or unconfirmed."""
    known = material.municipality.initiatives_by_id
    starting = material.starting_now
    unclear = [
        name
        for name in starting
        if (mandate := known[name].mandate) is None or mandate.confirmed is None
    ]
    if not unclear:
        return ()
    names = named(material, unclear, most=detail.named)
    head = WORDS["mandate-one" if len(unclear) == 1 else "mandate"].format(
        n=len(unclear), all=len(starting)
    )
    return (Line(head=head, rest=WORDS["mandate-names"].format(names=names)),)


def _assumed(material: Material) -> Text:
    assumed = material.plan.assumed
    if not assumed:
        return WORDS["nothing-assumed"]
    return WORDS["assumed-one" if assumed == 1 else "assumed"].format(n=assumed)


def named(
    material: Material,
    ids: Iterable[str],
    *,
    most: int,
    after: Callable[[str], Text] | None = None,
) -> Text:
    """Return the first titles in running text, and how many more there are.

    Args:
        material: Where the titles stand.
        ids: The initiatives, in order.
        most: How many to name; if one more is left, it is named too.
        after: What stands in brackets after each title.
    """
    wanted = list(ids)
    shown = wanted if len(wanted) == most + 1 else wanted[:most]
    parts = {}
    for language in ("sv", "en"):
        words = []
        for name in shown:
            title = QUOTED[language].format(short(material.title(name)).to(language))
            words.append(f"{title} ({after(name).to(language)})" if after else title)
        rest = len(wanted) - len(shown)
        words += [WORDS["more"].format(n=rest).to(language)] if rest else []
        parts[language] = join_words(words, language=language)
    return Text(parts)


def short(text: Text) -> Text:
    """Return a title that is not too long for the page."""
    return Text(
        {
            code: words if len(words) <= LETTERS else f"{words[: LETTERS - 1].rstrip()}…"
            for code, words in text.entries
        }
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _ended(text: Text) -> Text:
    return Text({code: f"{words}." for code, words in text.entries})


def _joined(first: Text, second: Text) -> Text:
    return Text({code: f"{first.to(code)} {second.to(code)}".strip() for code in ("sv", "en")})
