"""How many of the concepts found have each need, level of evidence and the like."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.model.concept import Concept

__all__ = ["FACETS", "Facet", "Facets", "facets_of"]

FACETS: Final[Mapping[str, Text]] = {
    "need": Text(sv="behov", en="need"),
    "value": Text(sv="värdering", en="value"),
    "evidence": Text(sv="evidensnivå", en="evidence level"),
    "status": Text(sv="status", en="status"),
    "namespace": Text(sv="namnrymd", en="namespace"),
    "tag": Text(sv="nyckelord", en="tag"),
    "material_language": Text(sv="materialets språk", en="language of material"),
}
MOST_SHOWN: Final = 5


@attrs.frozen(kw_only=True)
class Facet:
    """A filter that could narrow the search, and how many concepts would be left."""

    filter: str
    name: str
    count: int


@attrs.frozen(kw_only=True, repr=False)
class Facets(Shown):
    """The filters that fit what was found, by kind, the most common first, then by name.

    Attributes:
        total: How many concepts were found in all.
    """

    query: str
    total: int
    items: tuple[Facet, ...]
    language: str = "en"

    def __len__(self) -> int:
        """Return how many filters there are."""
        return len(self.items)

    def __iter__(self) -> Iterator[Facet]:
        """Go through the filters in their order."""
        return iter(self.items)

    def table(self) -> Table:
        """Return one row for each filter, of each kind the `MOST_SHOWN` most common."""
        columns = (
            Column("filter", Text(sv="Filter", en="Filter")),
            Column("name", Text(sv="Namn", en="Name")),
            Column("count", Text(sv="Antal", en="Count"), "number"),
        )
        title = Text(sv="{n} träffar: {query}", en="{n} found: {query}")
        return Table(
            title=title.format(n=self.total, query=self.query or "–"),
            columns=columns,
            rows=tuple(
                (FACETS[item.filter], item.name, item.count)
                for kind in FACETS
                for item in [item for item in self.items if item.filter == kind][:MOST_SHOWN]
            ),
            language=self.language,
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the counts as JSON values, by filter and name."""
        counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for item in self.items:
            counts[item.filter][item.name] = item.count
        return {"query": self.query, "total": self.total, "facets": counts}


def facets_of(
    concepts: Iterable[Concept],
    *,
    query: str,
    levels: Mapping[str, int],
    values: Mapping[str, frozenset[str]],
    language: str = "en",
) -> Facets:
    """Return the counts of concepts that were found.

    Args:
        concepts: What was found.
        query: What was asked for.
        levels: Levels of evidence by id of concept.
        values: Needs by value of a rubric, as `rubric/value`.
        language: The language in which the counts show themselves.
    """
    found = list(concepts)
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for concept in found:
        needs = set(concept.needs)
        counts["need"].update(needs)
        counts["value"].update(name for name, own in values.items() if not own.isdisjoint(needs))
        counts["evidence"][str(levels[concept.id])] += 1
        counts["status"][concept.status] += 1
        counts["namespace"][concept.namespace] += 1
        counts["tag"].update(set(concept.tags))
        counts["material_language"].update({m.language for m in concept.materials if m.language})
    items = tuple(
        Facet(filter=name, name=value, count=count)
        for name, counted in counts.items()
        for value, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )
    return Facets(query=query, total=len(found), items=items, language=language)
