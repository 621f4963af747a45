"""Figures: accessible SVG, the same figures as a table, and the same picture by matplotlib."""

from __future__ import annotations

import datetime as dt
import struct
import sys
from itertools import pairwise
from xml.etree import ElementTree as ET

import attrs
import pytest

from changekit.errors import InvalidValueError, MissingExtraError
from changekit.figures import (
    Bar,
    Figure,
    Gantt,
    HeatCell,
    HeatMap,
    Network,
    NetworkLink,
    NetworkNode,
    RankBar,
    RankBars,
    Shift,
    Shifts,
    Stack,
    Stacks,
)
from changekit.figures._svg import length
from changekit.figures.gantt import STATES
from changekit.figures.network import STYLES
from changekit.optional import plot
from changekit.text import LANGUAGES, Text
from tests.figures.made import NASTY, SUMMARY, TITLE, saturation, tornado

SPACE = "{http://www.w3.org/2000/svg}"


def gantt() -> Gantt:
    day = dt.date(2010, 9, 6)
    bars = tuple(
        Bar(
            label=NASTY,
            start=day + dt.timedelta(28 * at),
            end=day + dt.timedelta(28 * at + 83),
            state=state,
            group=Text.plain("soc" if at < 3 else "vuxen"),
            earliest=day,
            live=day + dt.timedelta(28 * at + 83) if at < 3 else None,
            pinned=at == 1,
            chained=at in {1, 2},
            freezes=((day, day + dt.timedelta(20)),) if at == 2 else (),
        )
        for at, state in enumerate(STATES)
    )
    freeze = (dt.date(2011, 6, 20), dt.date(2011, 8, 14))
    return Gantt(
        title=TITLE, summary=SUMMARY, bars=bars, first=day, last=day + dt.timedelta(363),
        today=day, freezes=(freeze,),
    )  # fmt: skip


def heat_map() -> HeatMap:
    loads = ((0.0, 3.0), (1.0, 3.0), (3.5, 3.0), (2.0, None), (1.0, 0.0))
    cells = tuple(HeatCell(load=load, capacity=capacity) for load, capacity in loads)
    periods = ("2010-09", "2010-10", "2010-11", "2010-12", "2011-01")
    return HeatMap(title=TITLE, summary=SUMMARY, rows=(NASTY,), periods=periods, cells=(cells,))


def rank_bars() -> RankBars:
    bars = (
        RankBar(label=NASTY, value=4.0, low=3.0, high=4.5),
        RankBar(label=Text.plain("känd"), value=2.0, low=2.0, high=2.0),
        RankBar(label=Text.plain("okänd"), value=None, low=0.0, high=0.0),
    )
    return RankBars(title=TITLE, summary=SUMMARY, bars=bars)


def network() -> Network:
    nodes = tuple(
        NetworkNode(id=name, label=NASTY, layer=layer)
        for name, layer in (("a", 0), ("b", 1), ("c", 1), ("d", 2))
    )
    ends = (("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("d", "b"))
    links = tuple(
        NetworkLink(first=first, then=then, kind=kind, why=NASTY)
        for (first, then), kind in zip(ends, STYLES, strict=True)
    )
    return Network(title=TITLE, summary=SUMMARY, nodes=nodes, links=links)


def chained() -> Network:
    nodes = tuple(attrs.evolve(node, slack=3 * (node.id == "d")) for node in network().nodes)
    return attrs.evolve(network(), nodes=nodes, chain=("a", "b"))


def shifts() -> Shifts:
    day = dt.date(2011, 1, 3)
    ends = ((0, 5), (8, 2), (None, 3), (4, None), (2, 2))
    days = [[None if at is None else day + dt.timedelta(7 * at) for at in pair] for pair in ends]
    rows = tuple(Shift(label=NASTY, before=was, after=now, why=NASTY) for was, now in days)
    return Shifts(title=TITLE, summary=SUMMARY, shifts=rows, note=NASTY)


def stacks() -> Stacks:
    rows = (
        Stack(label=NASTY, counts=(3, 0, 12)),
        Stack(label=Text.plain("vuxen"), counts=(0,) * 3),
    )
    parts = tuple(map(Text.plain, ("pågår", "startar", "väntar")))
    return Stacks(
        title=TITLE, summary=SUMMARY, heading=Text.plain("Enhet"), parts=parts, rows=rows
    )


FIGURES = {
    "chained": chained, "gantt": gantt, "heat-map": heat_map, "network": network,
    "rank-bars": rank_bars,
    "saturation": saturation, "shifts": shifts, "stacks": stacks, "tornado": tornado,
}  # fmt: skip


@pytest.fixture(params=FIGURES.values(), ids=list(FIGURES))
def figure(request: pytest.FixtureRequest) -> Figure:
    made: Figure = request.param()
    return made


def parsed(figure: Figure, language: str = "sv") -> ET.Element:
    return ET.fromstring(figure.to_svg(language))  # noqa: S314  # our own


def words(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SPACE}text")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_names_and_describes_itself_to_a_screen_reader(
    figure: Figure, language: str
) -> None:
    root = parsed(figure, language)
    named = root.attrib["aria-labelledby"].split()
    found = {item.get("id"): item.text for item in root.iter() if item.get("id") in named}
    assert [found[name] for name in named] == [
        figure.title.to(language),
        figure.summary.to(language),
    ]
    assert (root.attrib["role"], root.attrib["lang"]) == ("img", language)


def test_no_text_of_a_municipality_becomes_markup(figure: Figure) -> None:
    assert "<b>" not in figure.to_svg("sv")
    assert "<b>" not in figure.table().to_html("sv")


def test_a_figure_needs_nothing_from_outside(figure: Figure) -> None:
    svg = figure.to_svg("sv").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not [word for word in ("http", "url(", "href", "<style", "<script") if word in svg]


def test_a_figure_drawn_twice_is_the_same_to_the_byte(figure: Figure) -> None:
    assert figure.to_svg("sv") == figure.to_svg("sv")
    assert figure.to_png("sv") == figure.to_png("sv")


def test_everything_drawn_lies_inside_the_picture(figure: Figure) -> None:
    root = parsed(figure)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    for box in root.iter(f"{SPACE}rect"):
        x, y, wide, high = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        assert min(x, y) >= 0
        assert (x + wide <= width + 0.1, y + high <= height + 0.1) == (True, True)


def test_a_picture_has_twice_the_pixels_of_the_figure(figure: Figure) -> None:
    root = parsed(figure)
    png = figure.to_png("sv")
    assert png.startswith(b"\x89PNG")
    size = [round(2 * float(part)) for part in root.attrib["viewBox"].split()[2:]]
    got = struct.unpack(">II", png[16:24])
    assert all(abs(a - b) <= 1 for a, b in zip(got, size, strict=True))


def test_matplotlib_shows_every_word_of_the_svg(figure: Figure) -> None:
    axes = figure.plot("sv").axes[0]
    assert [text.get_text().replace("\\$", "$") for text in axes.texts] == words(parsed(figure))


def test_a_notebook_shows_the_svg(figure: Figure) -> None:
    assert figure._repr_html_() == figure.to_svg()
    shown = figure._repr_mimebundle_(include=None, exclude=None)
    assert shown["text/html"] == figure.to_svg()
    assert shown["text/plain"] == f"<{type(figure).__name__}: {figure.title}>"


def test_an_svg_of_another_kind_is_refused_by_name() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>'
    with pytest.raises(InvalidValueError, match="cannot draw <circle>"):
        plot.draw(svg)


def test_without_matplotlib_the_install_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"changekit\[plot\]"):
        gantt().plot()


def test_states_differ_in_more_than_colour() -> None:
    root = parsed(gantt())
    bars = list(root.iter(f"{SPACE}g"))
    marks = []
    for bar in bars:
        box = bar.find(f"{SPACE}rect")
        assert box is not None
        light = int(box.attrib["fill"][1:3], 16) > 128
        mark = bar.find(f"{SPACE}path") is not None
        marks.append((light, mark, "stroke-dasharray" in box.attrib, box.attrib["fill"]))
    assert len(set(marks)) == len(STATES)
    assert len({mark[:3] for mark in marks}) >= len(STATES) - 1


def test_a_gantt_chart_falls_apart_into_its_groups() -> None:
    parts = gantt().groups()
    assert [part.title.to("sv") for part in parts] == ["soc", "vuxen"]
    assert sum(len(part.bars) for part in parts) == len(gantt().bars)
    assert {part.first for part in parts} == {gantt().first}


def test_a_bar_that_goes_beyond_the_chart_is_cut_at_its_edges() -> None:
    chart = gantt()
    long = Bar(label=Text.plain("x"), start=dt.date(2000, 1, 1), end=dt.date(2030, 1, 1),
               state="running")  # fmt: skip
    root = parsed(attrs.evolve(chart, bars=(long,)))
    width = float(root.attrib["width"])
    assert all(float(r.attrib["x"]) + float(r.attrib["width"]) <= width
               for r in root.iter(f"{SPACE}rect"))  # fmt: skip


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (dt.date(2010, 9, 6), ["sep 2010", "okt"]),
        (dt.date(2010, 9, 1), ["sep 2010", "okt"]),
        (dt.date(2010, 9, 15), ["sep", "okt"]),
        (dt.date(2010, 9, 29), ["okt", "nov"]),
    ],
    ids=["early", "at-its-first", "in-the-middle", "at-its-end"],
)
def test_the_month_in_which_a_chart_begins_is_named_where_there_is_room(
    first: dt.date, said: list[str]
) -> None:
    chart = attrs.evolve(gantt(), bars=(), first=first, last=first + dt.timedelta(270))
    assert words(parsed(chart))[:2] == said


def test_a_gantt_chart_says_what_it_does_not_draw() -> None:
    told = Text(sv="3 visas inte.", en="3 are not shown.")
    assert "3 visas inte." in words(parsed(attrs.evolve(gantt(), note=told)))


def test_no_heading_of_a_heat_map_is_cut_off_at_its_edge() -> None:
    for count in (5, 17, 30, 41, 121):
        periods = tuple(f"{2010 + at // 12}-{at % 12 + 1:02}" for at in range(count))
        cells = ((HeatCell(load=1.0, capacity=2.0),) * count,)
        chart = attrs.evolve(heat_map(), periods=periods, cells=cells)
        root = parsed(chart)
        heads = [text for text in root.iter(f"{SPACE}text") if text.text in periods]
        assert len(heads) > 3
        ends = [float(head.attrib["x"]) + length(head.text or "") for head in heads]
        assert max(ends) <= chart.width


def test_the_gaps_of_a_legend_are_even(figure: Figure) -> None:
    root = parsed(figure)
    bottom = float(root.attrib["viewBox"].split()[3]) - 20
    texts = [item for item in root.iter(f"{SPACE}text") if float(item.attrib["y"]) > bottom]
    told = [item for item in texts if len(item.text or "") > 1]
    gaps = [
        float(after.attrib["x"]) - float(before.attrib["x"]) - length(before.text or "")
        for before, after in pairwise(told)
    ]
    assert all(25 < gap < 60 for gap in gaps)
    assert max(gaps, default=0) - min(gaps, default=0) < 15


def test_a_gantt_chart_without_bars_is_still_a_chart() -> None:
    day = dt.date(2011, 1, 3)
    empty = Gantt(title=Text.plain("t"), summary=Text.plain("s"), bars=(), first=day, last=day)
    assert parsed(empty).tag == f"{SPACE}svg"
    assert len(empty.table()) == 0


def test_the_table_of_a_gantt_chart_holds_every_bar() -> None:
    table = gantt().table()
    assert [row[2].to("sv") for row in table.rows if isinstance(row[2], Text)] == [
        "pågår", "startar utan väntan", "väntar", "pausat", "klart",
    ]  # fmt: skip
    assert table.rows[0][3] == dt.date(2010, 9, 6)


def test_a_gantt_chart_marks_what_is_fixed_what_goes_live_and_the_longest_chain() -> None:
    said = words(parsed(gantt()))
    for told in ("driftsättning", "starten är bestämd", "längsta kedjan", "frysperiod"):
        assert told in said
    bare = attrs.evolve(gantt(), freezes=(), bars=tuple(
        attrs.evolve(bar, live=None, pinned=False, chained=False, freezes=())
        for bar in gantt().bars
    ))  # fmt: skip
    less = words(parsed(bare))
    assert not {"driftsättning", "starten är bestämd", "längsta kedjan", "frysperiod"} & set(less)
    assert [column.id for column in bare.table().columns][-1] == "end"
    assert [row[5:] for row in gantt().table().rows][:3] == [
        (False, False), (True, True), (False, True),
    ]  # fmt: skip
    tips = [item.text or "" for item in parsed(gantt()).iter(f"{SPACE}title")]
    assert tips[2].endswith("starten är bestämd, längsta kedjan, driftsättning 2010-12-26")


def test_shifts_say_in_words_and_in_the_table_how_far_each_moved() -> None:
    said = words(parsed(shifts()))
    assert [word for word in said if word in {"+5 v", "−6 v", "ny", "ute", "0 v"}] == [
        "+5 v", "−6 v", "ny", "ute", "0 v",
    ]  # fmt: skip
    assert [row[3] for row in shifts().table().rows] == [5, -6, None, None, 0]
    assert NASTY.to("sv") in said
    empty = attrs.evolve(shifts(), shifts=())
    assert len(empty.table()) == 0
    assert parsed(empty).tag == f"{SPACE}svg"


def test_over_capacity_is_marked_by_a_sign_as_well() -> None:
    assert words(parsed(heat_map())).count("!") == 3  # two cells and the legend
    cells = heat_map().table().rows[0][1:]
    assert [str(cell) for cell in cells] == ["0/3", "1/3", "3,5/3 !", "2/?", "1/0 !"]


def test_where_capacity_is_unknown_the_load_stands_by_itself_and_the_legend_says_so() -> None:
    shown = words(parsed(heat_map()))
    assert "2" in shown
    assert "belastning, okänd kapacitet" in shown
    known = attrs.evolve(heat_map(), cells=((HeatCell(load=1, capacity=2),) * 5,))
    assert "belastning, okänd kapacitet" not in words(parsed(known))


def test_a_share_of_an_unknown_capacity_is_unknown() -> None:
    assert HeatCell(load=2, capacity=None).share is None
    assert HeatCell(load=0, capacity=0).share == 0
    assert HeatCell(load=1, capacity=0).share == float("inf")


def test_a_bar_without_a_value_says_so_and_is_no_zero() -> None:
    assert words(parsed(rank_bars())).count("?") == 1
    assert rank_bars().table().rows[2][1] is None


def test_no_two_boxes_of_a_network_overlap() -> None:
    root = parsed(network())
    boxes = [box for box in root.iter(f"{SPACE}rect") if box.get("rx")]
    corners = {(box.attrib["x"], box.attrib["y"]) for box in boxes}
    assert len(corners) == len(network().nodes)


def test_only_arrows_with_a_direction_have_a_head() -> None:
    links = [group for group in parsed(network()).iter(f"{SPACE}g") if
             group.find(f"{SPACE}rect") is None]  # fmt: skip
    heads = [len(list(group.iter(f"{SPACE}path"))) - 1 for group in links]
    assert heads == [1, 1, 1, 0, 0]


def test_an_arrow_says_its_reason_in_the_table() -> None:
    table = network().table()
    assert [column.id for column in table.columns] == ["then", "kind", "first", "why"]
    assert len(table) == len(network().links)


def test_a_chain_is_bold_and_slack_is_told_in_words_and_in_the_table() -> None:
    root = parsed(chained())
    bold = [box for box in root.iter(f"{SPACE}rect") if box.get("stroke-width") == "3.5"]
    assert len(bold) == 2
    said = words(root)
    assert (said.count("kan inte dröja"), said.count("kan dröja 3 v")) == (3, 1)
    assert "längsta kedjan" in said
    assert [row[4:] for row in chained().table().rows] == [
        (0, True), (0, False), (3, False), (0, False), (0, False),
    ]  # fmt: skip


def test_stacks_are_summed_in_the_table() -> None:
    assert [row[1:] for row in stacks().table().rows] == [(3, 0, 12, 15), (0, 0, 0, 0)]


def test_more_parts_than_fills_are_refused() -> None:
    with pytest.raises(ValueError, match="parts"):
        attrs.evolve(stacks(), parts=(Text.plain("x"),) * 7)
