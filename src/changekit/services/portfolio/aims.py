"""Aims that stand in two units at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import attrs

from changekit.rules import portfolio as rules
from changekit.services.portfolio.open_work import initiative_finding, open_initiatives
from changekit.services.wording import Stemmer, near_duplicates
from changekit.tables import Column, Shown, Table
from changekit.text import UNDETERMINED, Text, join_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from changekit.findings import Finding
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["Alignment", "SharedAim", "alignment", "duplicate_aims", "shared_aims"]

_WHY = {
    "title": Text(sv="titlarna säger nästan samma sak", en="the titles say nearly the same"),
    "purpose": Text(
        sv="uppdragens syften säger nästan samma sak", en="the purposes say nearly the same"
    ),
    "reuses": Text(
        sv="samma förändringskoncept och samma mått", en="the same concept and the same measure"
    ),
}


@attrs.frozen(kw_only=True)
class SharedAim:
    """Two open initiatives of different units with the same aim.

    Attributes:
        why: What they share: `title`, `purpose` or `reuses`; the first that fits.
        similarity: How alike the texts are, 1 for the same concept and measure.
    """

    first: str
    second: str
    why: str
    similarity: float


@attrs.frozen(kw_only=True, repr=False)
class Alignment(Shown):
    """Open initiatives that serve no goal, and aims that stand in two units.

    Attributes:
        total: Open initiatives.
        without_goal: Ids of those that serve no goal.
    """

    total: int
    without_goal: tuple[str, ...]
    duplicates: tuple[SharedAim, ...]
    language: str = "en"
    notice: Text | None = None

    @property
    def unaligned(self) -> float | None:
        """The share of open initiatives without a goal; None when none is open."""
        return len(self.without_goal) / self.total if self.total else None

    def table(self) -> Table:
        """Return one row for each figure."""
        columns = (
            Column("what", Text(sv="Vad", en="What")),
            Column("count", Text(sv="Antal", en="Count"), "number"),
            Column("share", Text(sv="Andel", en="Share"), "share"),
        )
        rows = (
            (Text(sv="Öppna förändringsinitiativ", en="Open initiatives"), self.total, None),
            (
                Text(sv="Utan mål", en="Without a goal"), len(self.without_goal), self.unaligned,
            ),
            (
                Text(sv="Samma syfte i två enheter", en="Same aim in two units"),
                len(self.duplicates), None,
            ),
        )  # fmt: skip
        title = Text(sv="Samordning", en="Alignment")
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the figures and the pairs as JSON values."""
        return {
            "total": self.total,
            "without_goal": list(self.without_goal),
            "unaligned": self.unaligned,
            "duplicates": [attrs.asdict(pair) for pair in self.duplicates],
        }


def alignment(municipality: Municipality, *, language: str = "en") -> Alignment:
    """Return how far the open initiatives pull the same way."""
    items = open_initiatives(municipality)
    return Alignment(
        total=len(items),
        without_goal=tuple(item.id for item in items if not item.goals),
        duplicates=shared_aims(municipality),
        language=language,
        notice=municipality.notice,
    )


def shared_aims(municipality: Municipality) -> tuple[SharedAim, ...]:
    """Return open initiatives of different units with the same aim, in the order of ids.

    Two initiatives have the same aim when their titles, or the purposes of their mandates, are
    nearly equal in one of their languages, or when they reuse the same concept and are shown by
    the same measure. A shared goal alone never counts, nor does a purpose that only repeats
    what a goal says. Those that are linked as alternatives are known to be so and left out, and
    so are those without an owner. Of n initiatives with the very same aim each is paired with
    the first alone.
    """
    owned = {item.id: item for item in open_initiatives(municipality) if item.owner}
    stemmer = Stemmer()
    language = municipality.settings.language
    goals = {
        stems for g in municipality.goals.goals for _, stems in _stems(g.title, stemmer, language)
    }
    found: dict[tuple[str, str], SharedAim] = {}
    by_text: tuple[tuple[str, Callable[[Initiative], Text | None]], ...] = (
        ("title", lambda item: item.title),
        ("purpose", lambda item: item.mandate.purpose if item.mandate else None),
    )
    for why, get in by_text:
        texts: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for item in owned.values():
            for code, stems in _stems(get(item), stemmer, language):
                if why == "title" or stems not in goals:
                    texts[code][item.id] = stems
        for code in sorted(texts):
            for near in near_duplicates(texts[code]):
                pair = SharedAim(
                    first=near.first, second=near.second, why=why, similarity=near.similarity
                )
                found.setdefault((near.first, near.second), pair)
    for first, second in _same_concept(owned.values()):
        pair = SharedAim(first=first, second=second, why="reuses", similarity=1.0)
        found.setdefault((first, second), pair)
    return tuple(found[pair] for pair in sorted(found) if _apart(owned[pair[0]], owned[pair[1]]))


def _stems(
    text: Text | None, stemmer: Stemmer, language: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, wording in text.entries if text else ():
        named = language if code == UNDETERMINED else code
        yield named, stemmer.stems(wording, language=named)


def _same_concept(items: Iterable[Initiative]) -> Iterator[tuple[str, str]]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        measure = item.mandate.measure if item.mandate else None
        if item.reused_concept and measure:
            groups[item.reused_concept, measure].append(item.id)
    for names in groups.values():
        first, *others = sorted(names)
        yield from ((first, other) for other in others)


def _apart(first: Initiative, second: Initiative) -> bool:
    """Tell whether two initiatives have different owners and are no declared alternatives."""
    pair = {first.id, second.id}
    alternatives = any(
        link.kind == "alternative-to" and link.to in pair for link in (*first.links, *second.links)
    )
    units = {item.owner.unit for item in (first, second) if item.owner}
    return len(units) == 2 and not alternatives


def duplicate_aims(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find aims that stand in two units or more: one finding for each group."""
    items = municipality.initiatives_by_id
    groups: dict[tuple[str, str], list[Initiative]] = defaultdict(list)
    for pair in shared_aims(municipality):
        groups[pair.first, pair.why].append(items[pair.second])
    fields = {"title": "title", "purpose": "mandate", "reuses": "reuses"}
    for (first, why), others in groups.items():
        yield initiative_finding(
            municipality, rules.SAME_AIM, items[first], field=fields[why],
            path=f"{fields[why]} = {', '.join(item.id for item in others)}",
            others=_named(others), why=_WHY[why],
        )  # fmt: skip


def _named(others: list[Initiative], most: int = 4) -> Text:
    """Return initiatives with their units, the first few by name."""
    names = [f"{item.id} ({item.owner.unit if item.owner else ''})" for item in others[:most]]
    left = len(others) - len(names)
    more = {"sv": f"{left} till", "en": f"{left} more"}
    return Text(
        {
            code: join_words([*names, *([words] if left else [])], language=code)
            for code, words in more.items()
        }
    )
