"""Layers: sums, means and maxima in which the unknown is not zero."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.figures import ScoreCell, ScoreMap
from changekit.model.overlay import Layer, LayerEntry
from changekit.model.pack import Origin
from changekit.model.reading import Places
from changekit.services.catalogue.tailoring import combine
from changekit.services.catalogue.tailoring.layers import COMBINES, Combine, layer_findings
from changekit.text import Text

ENTRIES = st.builds(LayerEntry, score=st.none() | st.integers(-5, 5), enabled=st.booleans())
LAYERS = st.lists(
    st.dictionaries(st.sampled_from(["x/a", "x/b", "x/c"]), ENTRIES), min_size=1, max_size=4
).map(lambda held: [Layer(id=f"l{at}", entries=it) for at, it in enumerate(held)])  # type: ignore[arg-type]  # mypy infers no types from the converter


def layer(name: str, **entries: object) -> Layer:
    return Layer.from_dict({"id": name, "entries": {f"x/{k}": v for k, v in entries.items()}})


@pytest.mark.parametrize(("how", "together"), [("sum", 8.0), ("mean", 4.0), ("max", 5.0)])
def test_scores_come_together(how: Combine, together: float) -> None:
    made = combine([layer("a", q=3), layer("b", q=5), layer("c")], how)
    assert made.layer.entries["x/q"].score == together


@pytest.mark.parametrize("how", COMBINES)
def test_what_nobody_scored_stays_unknown(how: Combine) -> None:
    made = combine([layer("a", q={"comment": "?"}), layer("b", q={"score": None})], how)
    assert made.layer.entries["x/q"].score is None
    assert made.table().rows[0][-2] is None


def test_what_is_not_enabled_does_not_count() -> None:
    off = {"score": 1, "enabled": False}
    made = combine([layer("a", q=off, r=off), layer("b", q=5)], "mean").layer.entries
    assert (made["x/q"].score, made["x/q"].enabled) == (5.0, True)
    assert (made["x/r"].score, made["x/r"].enabled) == (None, False)


@given(LAYERS, st.sampled_from(COMBINES))
def test_the_order_of_the_layers_does_not_matter(layers: list[Layer], how: Combine) -> None:
    assert combine(layers, how) == combine(layers[::-1], how)


@given(LAYERS)
def test_the_mean_lies_below_the_maximum_and_is_the_sum_over_those_who_scored(
    layers: list[Layer],
) -> None:
    total, mean, most = (combine(layers, how).layer.entries for how in COMBINES)
    for name, entry in total.items():
        scored = [
            item.entries[name].score
            for item in layers
            if name in item.entries and item.entries[name].enabled
        ]
        known = [score for score in scored if score is not None]
        assert (entry.score is None) == (mean[name].score is None) == (not known)
        if entry.score is not None:
            middle, top = mean[name].score, most[name].score
            assert middle is not None
            assert top is not None
            assert math.isclose(middle * len(known), entry.score, abs_tol=1e-9)
            assert middle <= top + 1e-9


@given(LAYERS)
def test_one_layer_alone_comes_to_itself(layers: list[Layer]) -> None:
    one = layers[0]
    for how in COMBINES:
        for name, entry in combine([one], how).layer.entries.items():
            counted = one.entries[name].score if one.entries[name].enabled else None
            assert entry.score == counted


def test_nothing_to_combine_and_no_such_way_are_errors() -> None:
    with pytest.raises(InvalidValueError, match="no layers to combine"):
        combine([])
    with pytest.raises(UnknownNameError, match="unknown combination 'median'"):
        combine([layer("a")], "median")  # type: ignore[arg-type]  # a wrong call on purpose


def test_a_layer_made_on_another_catalogue_is_a_finding() -> None:
    there = [Origin(pack="x/pack", version="2.0.0")]
    made = [
        Layer(id="old", catalogue="x/pack@1.0.0"), Layer(id="none", catalogue="y/pack"),
        Layer(id="fits", catalogue="x/pack@^2"), Layer(id="silent"),
    ]  # fmt: skip
    found = list(layer_findings(made, there, Places()))
    assert [(item.code, item.subject) for item in found] == [("CK839", "old"), ("CK839", "none")]
    assert "made on x/pack@1.0.0, and what there is is x/pack@2.0.0" in found[0].line("en")


def test_layers_are_drawn_and_told_with_the_same_figures() -> None:
    held = [layer("a", q={"score": 2.5, "colour": "#2266aa"}), layer("b", q={"score": 4})]
    figure = combine(held, "mean", titles={"x/q": Text(sv="Kö", en="Queue")}).figure()
    drawn = figure.to_svg("sv")
    assert 'fill="#2266aa"' in drawn
    assert "3,25" in drawn
    assert "<title>Kö, a: 2,5</title>" in drawn
    assert figure.table().rows[0][0] == Text(sv="Kö", en="Queue")
    assert figure.summary.to("en") == "Concepts: 1, layers: 2, with a known score: 1."


def test_a_colour_is_drawn_only_where_it_is_one() -> None:
    cell = ScoreCell(score=1, colour='red" onload="x')
    made = ScoreMap(
        title=Text(en="T"), summary=Text(en="S"), rows=(Text.plain("<q>"),),
        names=(Text.plain("a&b"),), cells=((cell,),),
    ).to_svg()  # fmt: skip
    assert "onload" not in made
    assert "&lt;q&gt;" in made
    assert "a&amp;b" in made


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (ScoreCell(), "–"), (ScoreCell(score=2), "2"), (ScoreCell(score=-0.25), "\u22120,25"),
        (ScoreCell(score=3, counts=False), "(3)"),
    ],
)  # fmt: skip
def test_a_score_is_written_as_people_read_it(cell: ScoreCell, words: str) -> None:
    assert cell.words().to("sv") == words
