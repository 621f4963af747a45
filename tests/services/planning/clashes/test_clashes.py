"""Mandatory initiatives that cannot all be planned: what clashes, where it stands, what helps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.planning import plan
from changekit.services.planning.clashes import clashes_of
from changekit.services.planning.clashes.asking import Oracle
from changekit.services.planning.clashes.case import case_of
from changekit.services.planning.clashes.demands import Town
from changekit.services.planning.clashes.smallest import core_of
from changekit.services.planning.compiling.compile import compile_plan
from changekit.services.planning.solving import solve
from changekit.workspace import Workspace
from tests.services.planning.test_laws import TODAY, municipalities

EKBY = Path(__file__).parents[4] / "docs" / "examples" / "ekby"
RULES = [
    [
        ("Nytt verksamhetssystem måste vara med", "initiatives/nytt-verksamhetssystem.yaml:8:12"),
        ("Nytt verksamhetssystem ska vara klart 2026-12-18 (20 veckors arbete)",
         "initiatives/nytt-verksamhetssystem.yaml:9:11"),
        ("Nytt verksamhetssystem kräver Upphandling av verksamhetssystem",
         "initiatives/nytt-verksamhetssystem.yaml:13:3"),
    ],
    [
        ("Digital tillsyn måste vara med", "initiatives/digital-tillsyn.yaml:8:12"),
        ("Säker inloggning måste vara med", "initiatives/saker-inloggning.yaml:8:12"),
        ("Digital tillsyn ska vara klart 2026-11-27 (14 veckors arbete)",
         "initiatives/digital-tillsyn.yaml:9:11"),
        ("Säker inloggning ska vara klart 2026-11-27 (16 veckors arbete)",
         "initiatives/saker-inloggning.yaml:9:11"),
        ("Socialkontoret orkar 2 i veckan", "organisation.yaml:5:121"),
    ],
]  # fmt: skip


def test_the_impossible_example_names_each_rule_with_file_and_line() -> None:
    found = Workspace.open(EKBY, language="sv", plugins={}).plan()
    said = [[(rule.text.to("sv"), str(rule.place)) for rule in c.rules] for c in found.clashes]
    assert said == RULES
    assert all(clash.smallest and clash.irreducible for clash in found.clashes)
    assert [f.code for f in found.findings if f.code.startswith("CK45")] == ["CK450", "CK450"]


def test_the_ways_out_of_the_example_are_as_small_as_can_be() -> None:
    first, second = Workspace.open(EKBY, language="en", plugins={}).plan().clashes
    assert [(way.kind, way.subject, way.amount) for way in first.ways] == [
        ("deadline", "nytt-verksamhetssystem", 3.0),
        ("requires", "nytt-verksamhetssystem", None),
        ("mandatory", "nytt-verksamhetssystem", None),
    ]
    assert [(way.kind, way.subject, way.amount) for way in second.ways][:3] == [
        ("deadline", "digital-tillsyn", 4.0),
        ("deadline", "saker-inloggning", 4.0),
        ("capacity", "socialkontoret", 0.5),
    ]


def town(*initiatives: dict[str, Any], organisation: dict[str, Any] | None = None) -> Municipality:
    """Return a municipality with some mandatory initiatives and one unit."""
    period = {"unit": "week", "start": "2011-01-03", "count": 52}
    base = {"owner": "soc", "status": "decided", "weeks": 10, "mandatory": True}
    return Municipality(
        settings=Settings.from_dict({"name": "Provstad", "period": period}),
        organisation=Organisation.from_dict(
            {"units": [{"id": "soc", "name": "Soc", "capacity": 1}], **(organisation or {})}
        ),
        initiatives=tuple(
            Initiative.from_dict({**base, "title": row["id"].upper(), **row})
            for row in initiatives
        ),
    )


def kinds(municipality: Municipality) -> list[list[str]]:
    found = plan(municipality, as_of=dt.date(2011, 1, 3), moves=0)
    return [[rule.kind for rule in clash.rules] for clash in found.clashes]


A_LINK = {"kind": "requires", "to": "b"}


@pytest.mark.parametrize(
    ("rows", "organisation", "wanted"),
    [
        ([{"id": "a", "deadline": "2011-02-25"}], {}, ["mandatory", "deadline"]),
        ([{"id": "a", "links": [A_LINK]}, {"id": "b", "status": "stopped"}], {},
         ["mandatory", "requires", "halted"]),
        ([{"id": "a", "links": [A_LINK]}, {"id": "b", "links": [{**A_LINK, "to": "a"}]}], {},
         ["mandatory", "requires", "requires"]),
        ([{"id": "a", "links": [{"kind": "alternative-to", "to": "b"}]}, {"id": "b"}], {},
         ["mandatory", "mandatory", "instead"]),
        ([{"id": "a", "deadline": "2011-03-25"}],
         {"freezes": [{"from": "2011-01-03", "to": "2011-04-10"}]},
         ["mandatory", "deadline", "freeze"]),
        ([{"id": "a", "cost": {"amount": 9, "unit": "ksek"}, "deadline": "2011-12-16"}],
         {"budget": [{"year": 2011, "amount": 5, "unit": "ksek"}]},
         ["mandatory", "deadline", "budget"]),
        ([{"id": "a", "load": [{"unit": "soc", "amount": 2}]}], {}, ["mandatory", "capacity"]),
        ([{"id": "a", "roles": [{"role": "chef", "hours_per_week": 9}]}],
         {"roles": [{"id": "chef", "capacity_hours_per_week": 4}]}, ["mandatory", "role"]),
        ([{"id": "a", "earliest": "2011-12-05"}], {}, ["mandatory", "earliest", "horizon"]),
        ([{"id": "a", "deadline": "2011-04-15"}, {"id": "b", "start": "2011-02-07"}], {},
         ["mandatory", "deadline", "pin", "capacity"]),
        ([{"id": "a", "deadline": "2011-04-15"},
          {"id": "b", "status": "running", "started": "2010-12-27", "weeks": 12}], {},
         ["mandatory", "deadline", "running", "capacity"]),
    ],
)  # fmt: skip
def test_each_kind_of_rule_is_named(
    rows: list[dict[str, Any]], organisation: dict[str, Any], wanted: list[str]
) -> None:
    assert kinds(town(*rows, organisation=organisation))[0] == wanted


def test_what_fits_has_no_clash() -> None:
    found = plan(town({"id": "a"}, {"id": "b"}), as_of=dt.date(2011, 1, 3), moves=0)
    assert found.clashes == ()


def test_without_an_answer_nothing_is_called_impossible() -> None:
    compiled = compile_plan(town({"id": "a", "deadline": "2011-02-25"}), as_of=dt.date(2011, 1, 3))
    found = clashes_of(compiled, (None,), cancel=lambda: True)
    assert found.clashes == ()
    assert found.undecided == ("a",)
    assert [finding.code for finding in found.findings(compiled)] == ["CK452"]


def test_what_only_the_engine_missed_is_said_to_fit() -> None:
    compiled = compile_plan(town({"id": "a"}), as_of=dt.date(2011, 1, 3))
    found = clashes_of(compiled, (None,))
    assert found.possible == ("a",)
    assert [finding.code for finding in found.findings(compiled)] == ["CK451"]


@settings(max_examples=30)
@given(municipalities())
def test_a_clash_is_there_exactly_when_the_best_plan_leaves_something_mandatory_out(
    municipality: Municipality,
) -> None:
    pytest.importorskip("ortools")
    compiled = compile_plan(municipality, as_of=TODAY)
    best = solve(compiled.model, effort=2.0)
    named = dict(zip(compiled.model.ids, best.starts, strict=True))
    missing = [name for name in Town(compiled).mandatory() if named.get(name) is None]
    nothing = tuple(None for _ in compiled.model.ids)
    found = clashes_of(compiled, nothing)
    assert found.undecided == ()
    assert bool(found.clashes) == bool(missing)


@settings(max_examples=30)
@given(municipalities())
def test_all_rules_of_a_clash_are_needed_for_it(municipality: Municipality) -> None:
    compiled = compile_plan(municipality, as_of=TODAY)
    town_ = Town(compiled)
    oracle = Oracle(town_)
    demands = town_.demands(town_.mandatory())
    if oracle(frozenset(demands)) != "no":
        return
    core = core_of(demands, oracle)
    assert Oracle(town_)(core.items) == "no"
    for rule in core.items:
        rest = Oracle(town_)
        assert rest(core.items - {rule}) == "yes"
        case = case_of(town_, core.items - {rule})
        assert case.holds(tuple(rest.witness[name] for name in case.names))


FILES = {
    "changekit.yaml": """schema: 1
name: Provstad
period: {start: 2011-01-03, count: 20}
""",
    "organisation.yaml": """schema: 1
units:
  - {id: soc, name: Soc, capacity: 9}
roles:
  - {id: chef, unit: soc, capacity_hours_per_week: 4}
freezes:
  - {from: 2011-01-03, to: 2011-01-09}
  - {from: 2011-03-07, to: 2011-05-29}
budget:
  - {year: 2010, amount: 7, unit: ksek}
  - {year: 2011, amount: 5, unit: ksek}
""",
}
COMMON = """schema: 1
id: a
title: A
owner: soc
weeks: 10
mandatory: true
"""


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ("", ["initiatives/a.yaml:6:12", "organisation.yaml:8:5", "changekit.yaml:3:9"]),
        ("blackout: none\ncost: {amount: 9, unit: ksek}\n",
         ["initiatives/a.yaml:6:12", "organisation.yaml:11:26", "changekit.yaml:3:9"]),
        ("blackout: none\nroles: [{role: chef, hours_per_week: 5}]\n",
         ["initiatives/a.yaml:6:12", "organisation.yaml:5:52"]),
    ],
)  # fmt: skip
def test_rules_without_an_id_of_their_own_have_places_too(
    more: str, places: list[str], tmp_path: Path
) -> None:
    (tmp_path / "initiatives").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "initiatives" / "a.yaml").write_text(COMMON + more, encoding="utf-8")
    opened = Workspace.open(tmp_path, plugins={})
    assert not [f for f in opened.findings if f.severity == "error"]
    (clash,) = opened.plan(as_of="2011-01-03").clashes
    assert [str(rule.place) for rule in clash.rules] == places
