"""The picture of the load: F1 to F6 of what portfolio tools offer, and their laws."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.calendar import Calendar
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.load import (
    Impact,
    LoadPicture,
    asked_for,
    load,
    load_matrix,
    seasonal,
)
from changekit.services.load.lines import scores

WEEKS = Calendar.of(dt.date(2011, 8, 1), 12)
UNITS: list[dict[str, Any]] = [
    {"id": "kommun", "name": "Kommunen", "headcount": 200},
    {"id": "soc", "name": "Soc", "parent": "kommun", "capacity": 3, "headcount": 50},
    {"id": "bad", "name": "Badhuset", "parent": "soc", "capacity": 1, "headcount": 5},
    {"id": "skola", "name": "Skolan", "parent": "kommun"},
]
ROLES = [{"id": "soc-chef", "capacity_hours_per_week": 8}, {"id": "controller"}]


def town(
    initiatives: dict[str, dict[str, Any]], units: list[dict[str, Any]] | None = None
) -> Municipality:
    return Municipality(
        settings=Settings.from_dict({"name": "Kommunen"}),
        organisation=Organisation.from_dict({"units": units or UNITS, "roles": ROLES}),
        initiatives=tuple(
            Initiative.from_dict({"id": name, "title": name, **facts})
            for name, facts in initiatives.items()
        ),
    )


def on(unit: str, amount: float = 1) -> dict[str, Any]:
    return {"load": [{"unit": unit, "amount": amount}]}


def picture(
    initiatives: dict[str, dict[str, Any]], when: dict[str, tuple[int, int]], **how: Any
) -> LoadPicture:
    units = how.pop("units", None)
    how.setdefault("roll", "sum")
    return load(town(initiatives, units), when, calendar=WEEKS, **how)


def week(found: LoadPicture, unit: str) -> list[float]:
    loads: list[float] = found.loads[found.row(unit)].tolist()
    return loads


def test_feature_F1_the_inventory_tells_impact_by_unit_and_phase() -> None:  # noqa: N802
    phases = {"preparation": 1, "go_live": 3, "settling": 0.5}
    made: dict[str, dict[str, Any]] = {
        "a": {"load": [{"unit": "soc", "phases": phases, "settling_weeks": 2},
                       {"unit": "bad", "amount": 0.5}]},
        "b": {"owner": "skola"},
    }  # fmt: skip
    found = picture(made, {"a": (1, 3), "b": (0, 2)}).inventory
    first, second, third = sorted(found, key=lambda item: (item.initiative, item.unit))
    assert (first.unit, first.preparation, first.go_live, first.level) == ("bad", 1, 0.5, "low")
    assert (second.preparation, second.go_live, second.settling) == (2, 3, 1)
    assert (second.first, second.last, second.level) == ("2011-W32", "2011-W36", "high")
    assert (third.unit, third.assumed, third.level) == ("skola", True, "medium")
    assert "Före driftsättning" in found.table().to_text("sv")


def test_feature_F2_a_cell_is_a_sum_the_heaviest_alone_or_a_weighted_impact() -> None:  # noqa: N802
    made = {"a": on("soc", 0.5), "b": on("soc", 1), "c": on("soc", 2), "d": on("bad", 1)}
    when = dict.fromkeys("abcd", (0, 12))
    values = {
        by: picture(made, when, by=by, period="quarter").values[:, 0].tolist()
        for by in ("sum", "dominance", "weighted")
    }
    # By rows: kommun, soc, bad, skola; August and September are one quarter.
    assert values == {
        "sum": [4.5, 4.5, 1, 0], "dominance": [2, 2, 1, 0], "weighted": [21, 21, 5, 0]
    }  # fmt: skip
    other = picture(made, when, by="weighted", impact=Impact(low=2, medium=3, high=4), roll="none")
    assert other.values[1].tolist() == [9, 9, 9]


def test_feature_F2_periods_are_weeks_months_or_quarters() -> None:  # noqa: N802
    made = {"a": on("soc")}
    labels = {
        period: picture(made, {"a": (0, 2)}, period=period).periods.labels
        for period in ("week", "month", "quarter")
    }
    assert labels["week"][:2] == ("2011-W31", "2011-W32")
    assert labels["month"] == ("2011-08", "2011-09", "2011-10")
    assert labels["quarter"] == ("2011-Q3", "2011-Q4")
    months = picture(made, {"a": (0, 2)}).table().rows
    assert months[0] == ("kommun", 0.5, 0, 0)


def test_feature_F2_units_roll_up_by_sum_or_by_employees() -> None:  # noqa: N802
    made, when = {"a": on("bad", 1), "b": on("soc", 2)}, dict.fromkeys("ab", (0, 1))
    rolled = {
        roll: [week(picture(made, when, roll=roll), unit)[0] for unit in ("kommun", "soc", "bad")]
        for roll in ("none", "sum", "headcount")
    }
    assert rolled == {"none": [0, 2, 1], "sum": [3, 3, 1], "headcount": [0.525, 2.1, 1]}
    both = picture(made, when)
    assert both.room[:3, 0].tolist() == [4, 4, 1]
    assert numpy.isnan(picture({**made, "c": on("skola")}, {**when, "c": (0, 1)}).room[0, 0])


def test_feature_F3_the_line_shows_business_as_usual_apart_from_change() -> None:  # noqa: N802
    peak = {"from": "2011-08-15", "to": "2011-08-28", "load": 2, "why": "terminsstart"}
    units = [{"id": "soc", "name": "Soc", "capacity": 3, "peaks": [peak]}]
    found = picture({"a": on("soc", 2)}, {"a": (0, 4)}, units=units, period="week")
    chart = found.saturation("soc")
    assert [item.usual for item in chart.periods[:5]] == [0, 0, 2, 2, 0]
    assert [item.capacity for item in chart.periods[:3]] == [3, 3, 3]
    assert [item.over for item in chart.periods[:5]] == [False, False, True, True, False]
    assert [(item.preparation, item.go_live) for item in chart.periods[2:5]] == [
        (2, 0), (0, 2), (0, 0),
    ]  # fmt: skip
    assert "Perioder med en vecka som är för mycket: 2 av 12" in chart.summary.to("sv")
    svg = chart.to_svg("sv")
    assert svg.count(">!<") == 3  # two weeks, and what the mark means


def test_feature_F3_an_unknown_capacity_has_no_score_and_is_never_zero() -> None:  # noqa: N802
    found = picture({"a": on("skola", 9)}, {"a": (0, 2)}, roll="none")
    assert found.score("skola") is None
    assert found.score("soc") == 0
    assert len(found.breaches) == 0
    (unit,) = [item for item in found.to_dict()["units"] if item["id"] == "skola"]
    assert (unit["score_in_all"], unit["capacity"], unit["score"]) == (
        None,
        [None] * 3,
        [None] * 3,
    )
    assert "NaN" not in found.to_json()
    assert "inte känt i alla veckor" in found.saturation("skola").summary.to("sv")


def test_feature_F4_breaches_are_ranked_and_name_who_causes_how_much() -> None:  # noqa: N802
    made = {"a": on("soc", 4), "b": on("soc", 2), "c": on("bad", 3)}
    found = picture(made, {"a": (0, 2), "b": (1, 1), "c": (5, 1)}).breaches
    first, second = found
    assert (first.subject, first.period, first.weeks, first.over) == ("soc", "2011-08", 2, 4)
    assert (first.worst, first.load, first.capacity) == ("2011-W32", 6, 3)
    # Week 31 is 1 too much, all by a; week 32 is 3 too much, of 4 and 2.
    assert [(it.initiative, it.part, it.freed) for it in first.causes] == [
        ("a", 3, 4),
        ("b", 1, 2),
    ]
    assert (second.subject, second.over) == ("bad", 2)
    assert found.causers == (("a", 3), ("c", 2), ("b", 1))
    assert [row[0] for row in found.by_cause().rows] == ["a", "c", "b"]


def test_feature_F5_those_who_meet_the_same_people_are_paired() -> None:  # noqa: N802
    made: dict[str, dict[str, Any]] = {
        "a": on("soc", 2), "b": on("soc", 1), "c": on("soc", 1), "d": on("bad", 1),
        "e": {"roles": [{"role": "soc-chef", "hours_per_week": 3}], **on("bad", 1)},
        "f": {"roles": [{"role": "soc-chef", "hours_per_week": 2}]},
    }  # fmt: skip
    when = {"a": (0, 6), "b": (1, 6), "c": (5, 6), "d": (0, 2), "e": (2, 2), "f": (3, 1)}
    found = picture(made, when).collisions(near=1)
    told = [(it.audience, it.first, it.second, it.weeks, it.go_lives_apart) for it in found]
    assert told == [
        ("soc-chef", "e", "f", 1, 0), ("soc", "a", "b", 5, 1), ("soc", "b", "c", 2, 4),
        ("soc", "a", "c", 1, 5),
    ]  # fmt: skip
    assert [item.close for item in found] == [True, True, False, False]
    assert (next(iter(found)).together, found.total) == (2, 4)
    assert picture(made, when).collisions(limit=1).total == 4


def test_feature_F6_key_roles_show_overload_and_what_hangs_on_them() -> None:  # noqa: N802
    hours: dict[str, Any] = {"roles": [{"role": "soc-chef", "hours_per_week": 6}]}
    made: dict[str, dict[str, Any]] = {"a": hours, "b": {"roles": [*hours["roles"], "controller"]}}
    found = picture(made, {"a": (0, 3), "b": (2, 2)}).key_roles
    boss, other = found
    assert (boss.role, boss.hours, boss.heaviest, boss.week) == ("soc-chef", 30, 12, "2011-W33")
    assert (boss.weeks_over, boss.open_work.alone_in) == (1, ("a",))
    assert boss.open_work.single_point_of_failure
    assert (other.weeks_over, other.capacity) == (None, None)
    assert found.overloaded == ("soc-chef",)
    breach = picture(made, {"a": (0, 3), "b": (2, 2)}).breaches.of("role")[0]
    assert (breach.over, [it.part for it in breach.causes]) == (4, [2, 2])


def test_requirement_06_a_september_of_180_among_100s_peaks_at_1_69_times_the_mean() -> None:
    year = Calendar.of(dt.date(2011, 1, 6), 52)
    units = [{"id": "soc", "name": "Soc", "capacity": 150}]
    made = town({"drift": on("soc", 100), "start": on("soc", 80)}, units)
    weeks = [at for at in range(52) if year.month(at) == "2011-09"]
    when = {"drift": (0, 52), "start": (weeks[0], len(weeks))}
    season = load(made, when, calendar=year).season("soc")
    assert (len(season.months), season.peak) == (12, "2011-09")
    assert round(season.mean, 2) == 106.67
    assert season.peak_ratio is not None
    assert round(season.peak_ratio, 2) == 1.69
    assert season.over_capacity == ("2011-09",)
    (span,) = season.avoid
    assert (span.first, span.last) == (dt.date(2011, 8, 29), dt.date(2011, 10, 2))


def test_a_season_takes_plain_numbers_and_one_capacity_for_each() -> None:
    found = seasonal([("jan", 1), ("feb", 3)], capacity=[2, None])
    assert (found.mean, found.peak, [item.over for item in found.months]) == (
        2,
        "feb",
        [False, None],
    )
    assert seasonal([]).peak_ratio is None
    assert seasonal([("jan", 0)]).peak_ratio is None
    with pytest.raises(InvalidValueError, match="there are 1 months, so give as many capacities"):
        seasonal([("jan", 1)], capacity=[1, 2])


def test_what_asks_for_no_day_is_told_and_counted_only_when_asked_for() -> None:
    made = town(
        {
            "runs": {"status": "running", "started": "2011-07-04", "weeks": 3, **on("soc")},
            "pinned": {"status": "decided", "start": "2011-09-05", "weeks": 2},
            "early": {"earliest": "2011-06-01", "weeks": 2},
            "any": {"weeks": 4},
            "silent": {"start": "2011-09-05"},
            "over": {"status": "done"},
        }
    )
    day = dt.date(2011, 8, 10)
    found = asked_for(made, WEEKS, as_of=day)
    assert found.intervals == {"runs": (-4, 6), "pinned": (5, 2), "early": (1, 2)}
    assert (found.undated, found.without_weeks) == (("any",), ("silent",))
    assert asked_for(made, WEEKS, as_of=day, at_once=True).intervals["any"] == (1, 4)


def test_what_is_done_counts_only_as_long_as_units_settle_in() -> None:
    phases = {"preparation": 1, "go_live": 3, "settling": 0.5}
    part = {"unit": "soc", "phases": phases, "settling_weeks": 3}
    made = {"status": "done", "finished": "2011-08-03", "load": [part], "roles": ["soc-chef"]}
    found = asked_for(town({"a": made, "b": {"status": "done"}}), WEEKS, as_of=WEEKS.first)
    assert found.intervals == {"a": (0, 1)}
    done = picture({"a": made}, {"a": (0, 1)})
    assert week(done, "soc")[:5] == [0, 0.5, 0.5, 0.5, 0]


def test_before_and_after_are_held_against_each_other() -> None:
    made = {name: on("soc") for name in "abcd"}
    before = picture(made, dict.fromkeys("abcd", (0, 2)), roll="none")
    after = picture(made, {**dict.fromkeys("abc", (0, 2)), "d": (2, 2)}, roll="none")
    found = before.compare(after)
    (soc,) = found.items
    assert (soc.load, soc.over, soc.weeks_over) == ((8, 8), (2, 0), (2, 0))
    assert (found.over, found.counted) == ((2, 0), (4, 4))
    assert soc.score == pytest.approx((100 / 9, 100 / 9))
    assert before.compare(before).items == ()
    with pytest.raises(InvalidValueError, match="the two pictures are of other roll"):
        before.compare(picture(made, {}))


def test_what_cannot_be_answered_is_refused_by_name() -> None:
    made = {"a": on("soc")}
    with pytest.raises(UnknownNameError, match="unknown initiative 'b'"):
        picture(made, {"b": (0, 1)})
    with pytest.raises(InvalidValueError, match="'a': it must take 1 week or more, got 0"):
        picture(made, {"a": (0, 0)})
    with pytest.raises(UnknownNameError, match="unknown period 'moth', did you mean 'month'"):
        picture(made, {}, period="moth")
    with pytest.raises(UnknownNameError, match="unknown way 'sums', did you mean 'sum'"):
        picture(made, {}, by="sums")
    with pytest.raises(UnknownNameError, match="unknown unit 'sco', did you mean 'soc'"):
        picture(made, {}).score("sco")
    with pytest.raises(InvalidValueError, match="low, medium and high have to rise"):
        Impact(low=6)


def test_nothing_to_do_is_an_empty_picture() -> None:
    found = picture({"a": on("soc")}, {})
    assert (len(found.breaches), len(found.inventory), found.collisions().total) == (0, 0, 0)
    assert found.over == 0
    assert found.values.sum() == 0
    for by in ("dominance", "weighted"):
        assert picture({"a": on("soc")}, {}, by=by).values.sum() == 0


AMOUNTS = st.sampled_from([0.25, 0.5, 1, 1 / 3, 2, 4])
MADE = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(
        st.sampled_from(["kommun", "soc", "bad", "skola"]), AMOUNTS,
        st.integers(-3, 13), st.integers(1, 14),
    ),
)  # fmt: skip
Made = dict[str, tuple[str, float, int, int]]


def drawn(made: Made, **how: Any) -> LoadPicture:
    rows = {name: on(unit, amount) for name, (unit, amount, _, _) in made.items()}
    return picture(rows, {name: it[2:] for name, it in made.items()}, **how)


@given(MADE)
def test_law_the_fast_picture_equals_the_plain_matrix(made: Made) -> None:
    rows = {name: on(unit, amount) for name, (unit, amount, _, _) in made.items()}
    when = {name: it[2:] for name, it in made.items()}
    plain = load_matrix(town(rows), when, calendar=WEEKS)
    found = picture(rows, when, roll="none", period="week")
    assert numpy.allclose(found.loads, plain.loads, atol=1e-5)
    there = {(it.subject, it.worst) for it in found.breaches}
    assert there == {(it.subject, it.period) for it in plain.overloads}
    for name, part in plain.causers():
        assert dict(found.causers())[name] == pytest.approx(part, abs=1e-4)


@given(MADE)
def test_law_a_roll_up_by_sum_keeps_the_sum(made: Made) -> None:
    own, rolled = drawn(made, roll="none"), drawn(made)
    assert numpy.allclose(rolled.loads[0], own.loads.sum(axis=0))
    assert numpy.allclose(rolled.excess[0], own.excess.sum(axis=0))
    cells = rolled.values[0] * rolled.periods.weeks
    assert cells.sum() == pytest.approx(own.loads.sum())


@given(MADE, st.sampled_from(["week", "month", "quarter"]), st.sampled_from(["none", "sum"]))
def test_law_the_heaviest_alone_is_never_more_than_the_sum(
    made: Made, period: str, roll: str
) -> None:
    alone = drawn(made, by="dominance", period=period, roll=roll).values
    assert (alone <= drawn(made, period=period, roll=roll).values + 1e-9).all()


@given(
    MADE, st.sampled_from(["week", "month", "quarter"]), st.sampled_from(["headcount", "sum"])
)  # fmt: skip
def test_law_causes_sum_to_the_excess(made: Made, period: str, roll: str) -> None:
    found = drawn(made, period=period, roll=roll)
    for item in found.breaches:
        assert sum(cause.part for cause in item.causes) == pytest.approx(item.over)
        assert all(0 < cause.part <= cause.freed + 1e-9 for cause in item.causes)
    assert sum(part for _, part in found.causers()) == pytest.approx(found.over)


@given(MADE)
def test_law_the_order_of_initiatives_plays_no_part(made: Made) -> None:
    one, two = drawn(made), drawn(dict(reversed(made.items())))
    assert one.to_json() == two.to_json()
    assert one.breaches.to_dict() == two.breaches.to_dict()
    assert one.collisions().items == two.collisions().items


@given(
    st.lists(st.tuples(st.floats(0, 50), st.floats(0, 20)), min_size=1), st.floats(0, 10)
)  # fmt: skip
def test_law_a_score_is_0_to_100_and_more_load_never_lowers_it(
    cells: list[tuple[float, float]], more: float
) -> None:
    asked, room = numpy.array(cells).T
    low, high = scores(asked, room), scores(asked + more, room)
    assert ((low >= 0) & (high <= 100) & (low <= high)).all()
