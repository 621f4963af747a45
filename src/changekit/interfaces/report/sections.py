"""The sections of the report, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.findings import Findings
from changekit.interfaces.report.blocks import (
    Block,
    Count,
    Counts,
    Fold,
    PageSection,
    Picture,
    Points,
    Sheet,
    Words,
)
from changekit.interfaces.report.wording import (
    STATE_COUNT_ONE,
    STATE_COUNTS,
    WORDS,
    counted,
    day_words,
)
from changekit.rules import SEVERITIES
from changekit.services.dependencies.drawing import network
from changekit.tables import Cell, Column, Table
from changekit.text import Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.interfaces.report.material import Material

__all__ = [
    "dependencies",
    "finding_table",
    "findings",
    "names_of",
    "ranking",
    "sentence",
    "summary",
]

MOST_FINDINGS = 500
"""Ours: of each severity, so that the file stays small enough to be sent by mail."""
NAMED = 5
"""Ours: how many initiatives a sentence names before it says how many more there are."""


def names_of(material: Material, ids: Iterable[str], *, most: int = NAMED) -> Text:
    """Return titles in running text; beyond a number of them, how many more there are."""
    wanted = list(ids)
    titles = [material.title(name) for name in wanted[:most]]
    rest = len(wanted) - len(titles)
    parts = {}
    for language, more in (("sv", "{n} till"), ("en", "{n} more")):
        words = [title.to(language) for title in titles]
        words += [more.format(n=rest)] if rest else []
        parts[language] = join_words(words, language=language)
    return Text(parts)


def summary(material: Material) -> PageSection:
    """Return what stands here, in numbers and a few sentences."""
    counts = material.findings.counts()
    severities = zip(SEVERITIES, ("errors", "warnings", "infos"), strict=True)
    numbers = [_number("initiatives", len(material.places))]
    numbers += [_state(state, len(material.in_state(state))) for state in STATE_COUNTS]
    numbers += [_number(word, counts[severity]) for severity, word in severities]
    numbers.append(_number("assumed-figures", material.plan.assumed))
    blocks: list[Block] = [
        Counts(items=tuple(numbers)),
        Words(text=_totals(material)),
        Words(
            text=WORDS["summary-until"].format(
                first=day_words(material.first), last=day_words(material.last)
            )
        ),
    ]
    starting = material.starting_now
    if starting:
        names = names_of(material, starting)
        blocks.append(Words(text=counted("first-starts", len(starting), names=names)))
    return PageSection(id="summary", title=WORDS["summary"], blocks=tuple(blocks))


def _number(word: str, n: int) -> Count:
    return Count(label=counted(word, n), value=n)


def _state(state: str, n: int) -> Count:
    label = STATE_COUNT_ONE.get(state) if n == 1 else None
    return Count(label=label or STATE_COUNTS[state], value=n)


def _totals(material: Material) -> Text:
    """Return the sentence whose numbers sum to all initiatives."""
    inside = sum(len(material.in_state(state)) for state in ("running", "starts", "waits"))
    rest = {state: len(material.in_state(state)) for state in ("done", "paused")}
    out = len(material.in_state("left-out"))
    return WORDS["summary-plan"].format(inside=inside, all=len(material.places), out=out, **rest)


def sentence(text: Text) -> Text:
    """Return a text with a capital letter and a full stop."""
    return Text(
        {code: f"{words[:1].upper()}{words[1:].rstrip('.')}." for code, words in text.entries}
    )


def findings(material: Material) -> PageSection:
    """Return every finding, the severe ones first."""
    found = material.findings
    if not found:
        blocks: tuple[Block, ...] = (Words(text=WORDS["no-findings"]),)
    else:
        blocks = (Words(text=counted("found", len(found))), *_by_severity(found))
    return PageSection(id="findings", title=WORDS["findings"], blocks=blocks)


def _by_severity(found: Findings) -> Iterator[Fold]:
    for severity in SEVERITIES:
        items = tuple(item for item in found if item.severity == severity)
        if not items:
            continue
        title = WORDS[f"severity-{severity}"].format(n=len(items))
        table = finding_table(Findings(items=items[:MOST_FINDINGS]), title)
        blocks: list[Block] = [Sheet(table=table, folded=False)]
        if len(items) > MOST_FINDINGS:
            blocks.append(Words(text=WORDS["more-findings"].format(n=MOST_FINDINGS)))
        yield Fold(title=title, blocks=tuple(blocks), is_open=severity == "error")


def finding_table(found: Findings, title: Text) -> Table:
    """Return findings as a table that begins with what each is about, not with its place."""
    table = found.table()
    order = ("subject", "message", "hint", "code", "place")
    at = [[column.id for column in table.columns].index(name) for name in order]
    return Table(
        title=title,
        columns=tuple(table.columns[number] for number in at),
        rows=tuple(tuple(row[number] for number in at) for row in table.rows),
    )


def ranking(material: Material) -> PageSection:
    """Return the best as bars, and all with what their scores are made of."""
    ranked = material.ranking
    title = WORDS["ranking"]
    if ranked is None:
        return PageSection(id="ranking", title=title, blocks=(Words(text=material.unranked),))
    notice = ranked.table().notice
    blocks: list[Block] = [Words(text=sentence(ranked.scorer.formula))]
    if ranked.assumed and notice:
        blocks.append(Words(text=notice, note=True))
    blocks += [Picture(figure=ranked.figure()), Sheet(table=_with_contributions(material))]
    return PageSection(id="ranking", title=title, blocks=tuple(blocks))


def _with_contributions(material: Material) -> Table:
    ranked = material.ranking
    assert ranked is not None  # noqa: S101  # its caller asked
    parts = sorted({name for item in ranked for name in item.contributions})
    columns = (
        Column("title", Text(sv="Förändringsinitiativ", en="Initiative")),
        Column("rank", Text(sv="Plats", en="Rank"), "number"),
        Column("score", Text(sv="Poäng", en="Score"), "number", 3),
        Column("low", Text(sv="Lägst", en="Lowest"), "number", 3),
        Column("high", Text(sv="Högst", en="Highest"), "number", 3),
        *(Column(f"part-{name}", Text.plain(name), "number", 3) for name in parts),
        Column("unknown", Text(sv="Okänt", en="Unknown")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            item.title, item.rank, item.score, item.low, item.high,
            *(item.contributions.get(name) for name in parts), ", ".join(item.unknown),
        )
        for item in ranked
    )  # fmt: skip
    return Table(title=ranked.table().title, columns=columns, rows=rows)


def dependencies(material: Material) -> PageSection:
    """Return the links, group by group of initiatives that hang together."""
    graph = material.graph
    groups = graph.clusters()
    chain = () if graph.cycles().paths else graph.longest_chain().initiatives
    blocks: list[Block] = [Words(text=WORDS["no-links"])]
    if groups:
        linked = sum(map(len, groups))
        counts = {"links": len(graph.links), "n": linked, "groups": len(groups)}
        word = "links-in-all-one" if len(groups) == 1 else "links-in-all"
        word = "link-in-all" if len(graph.links) == 1 else word
        blocks = [Words(text=WORDS[word].format(**counts)), *_warnings(material)]
    for number, group in enumerate(groups, start=1):
        first = material.title(group[0])
        title = WORDS["group"].format(n=number, size=len(group), first=first)
        chained = bool(chain) and set(chain) <= set(group)
        figure = attrs.evolve(network(graph, group, chain=chained), title=title)
        blocks.append(
            Fold(title=title, blocks=(Picture(figure=figure),), is_open=number == 1 or chained)
        )
    return PageSection(id="dependencies", title=WORDS["dependencies"], blocks=tuple(blocks))


def _warnings(material: Material) -> Iterator[Block]:
    graph = material.graph
    cycles = graph.cycles().paths
    for path in cycles:
        names = names_of(material, path, most=len(path))
        yield Words(text=WORDS["circle"].format(names=names), note=True)
    if not cycles:
        chain = graph.longest_chain()
        names = names_of(material, chain.initiatives, most=len(chain.initiatives))
        yield Words(text=counted("longest-chain", chain.weeks, names=names))
    told = tuple(item.text for item in graph.contradictions())
    if told:
        yield Points(items=told)
