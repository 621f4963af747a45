"""The example workspaces: what is sourced, what is invented, and that the generator repeats."""

import csv
import importlib.util
import io
import itertools
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import networkx as nx
import pytest
import yaml

import changekit as ck
from changekit.rules.portfolio import (
    DONE_WITHOUT_RESULT,
    DORMANT,
    GOAL_CHAIN_BROKEN,
    NO_GOAL,
    OVERDUE_FOLLOW_UP,
    ROLE_IN_EVERYTHING,
    SAME_AIM,
    SINGLE_POINT_OF_FAILURE,
    UNCLEAR_MANDATE,
    UNCONFIRMED_MANDATE,
    UNIT_OVERLOAD,
)

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DOCUMENTS = {
    "lulea": "000_f09085ccc73e1d9f.txt",
    "lovisa": "001_c4c5262d372ccd65.txt",
    "strangnas": "002_764ca7ec451ea53e.txt",
    "eskilstuna": "003_9bbdb8ee04a519bd.txt",
    "orebro": "004_785a358a03b3df7e.txt",
}
MEANT_TO_SHOW: dict[str, dict[str, int]] = {
    "lulea": {NO_GOAL.code: 1, SAME_AIM.code: 1, UNCLEAR_MANDATE.code: 1,
              UNCONFIRMED_MANDATE.code: 1, UNIT_OVERLOAD.code: 1},
    "lovisa": {DONE_WITHOUT_RESULT.code: 1, ROLE_IN_EVERYTHING.code: 1,
               SINGLE_POINT_OF_FAILURE.code: 1, UNCLEAR_MANDATE.code: 1,
               UNCONFIRMED_MANDATE.code: 1, UNIT_OVERLOAD.code: 1},
    "strangnas": {DORMANT.code: 1, GOAL_CHAIN_BROKEN.code: 2, OVERDUE_FOLLOW_UP.code: 1},
    "eskilstuna": {DORMANT.code: 2, NO_GOAL.code: 5, OVERDUE_FOLLOW_UP.code: 2, SAME_AIM.code: 1,
                   UNCLEAR_MANDATE.code: 3, UNCONFIRMED_MANDATE.code: 4, UNIT_OVERLOAD.code: 1},
    "orebro": {UNCLEAR_MANDATE.code: 1, UNCONFIRMED_MANDATE.code: 1},
}  # fmt: skip
NAMED_IN_THE_ARTICLE = {
    "elevhalsa-ny-skollag",
    "mottagning-soc",
    "ny-organisation-forskola",
    "sammanslagning-arbetslag",
    "starta-restaurang",
    "val-fungerande-administration",
}


def load(workspace: str, name: str) -> Any:
    return yaml.safe_load((EXAMPLES / workspace / name).read_text(encoding="utf-8"))


def folder(workspace: str, name: str) -> list[Any]:
    files = sorted((EXAMPLES / workspace / name).glob("*.yaml"))
    return [load(workspace, f"{name}/{file.name}") for file in files]


def rows() -> list[dict[str, str]]:
    text = (EXAMPLES / "eskilstuna" / "initiatives.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def document(record: dict[str, Any]) -> str:
    source = record["source"]
    return source if isinstance(source, str) else source["document"]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "generate_eskilstuna", EXAMPLES / "generate_eskilstuna.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def targets(cell: str) -> list[str]:
    return [part.split(" (")[0] for part in cell.split(" | ") if part]


def three_letters(text: str) -> set[str]:
    padded = f" {text.lower()} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def test_the_generator_writes_the_committed_bytes() -> None:
    committed = (EXAMPLES / "eskilstuna" / "initiatives.csv").read_bytes()
    assert generator().text().encode("utf-8") == committed


@pytest.mark.parametrize("workspace", DOCUMENTS)
def test_every_record_says_where_it_comes_from(workspace: str) -> None:
    organisation, goals = load(workspace, "organisation.yaml"), load(workspace, "goals.yaml")
    records = [
        *organisation["units"],
        *organisation["roles"],
        *organisation["freezes"],
        *organisation.get("budget", []),
        *organisation.get("growth", []),
        *goals["goals"],
        *goals["groupings"],
        *folder(workspace, "initiatives"),
        *folder(workspace, "measures"),
        *(seen for item in folder(workspace, "measures") for seen in item["observations"]),
        *(item for profile in load(workspace, "scoring.yaml")["profiles"]
          for item in profile["criteria"]),
    ]  # fmt: skip
    assert {document(record) for record in records} == {"example", DOCUMENTS[workspace]}
    assert load(workspace, "changekit.yaml")["built_from"]["document"] == DOCUMENTS[workspace]


@pytest.mark.parametrize("workspace", DOCUMENTS)
def test_assumed_names_fields_that_the_record_has(workspace: str) -> None:
    organisation = load(workspace, "organisation.yaml")
    for record in (
        *organisation["units"], *organisation["roles"], *folder(workspace, "initiatives"),
    ):  # fmt: skip
        assert set(record.get("assumed", ())) <= set(record) - {"id", "source"}


@pytest.mark.parametrize("workspace", DOCUMENTS)
def test_each_goal_stands_in_exactly_one_focus_area(workspace: str) -> None:
    goals = load(workspace, "goals.yaml")
    grouped = [name for grouping in goals["groupings"] for name in grouping["goals"]]
    assert sorted(grouped) == sorted(goal["id"] for goal in goals["goals"])


def test_eskilstuna_has_400_initiatives_of_which_the_article_names_six() -> None:
    by_hand = folder("eskilstuna", "initiatives")
    assert {item["id"] for item in by_hand} == NAMED_IN_THE_ARTICLE
    assert {document(item) for item in by_hand} == {DOCUMENTS["eskilstuna"]}
    ids = {item["id"] for item in by_hand} | {row["id"] for row in rows()}
    assert (len(ids), len(rows())) == (400, 394)
    assert {row["source"] for row in rows()} == {"example"}


def test_eskilstuna_spreads_8500_staff_over_twelve_management_groups() -> None:
    units = load("eskilstuna", "organisation.yaml")["units"]
    groups = [unit for unit in units if unit["parent"] == "kommun" and "headcount" in unit]
    whole = next(unit for unit in units if unit["parent"] is None)
    assert len(groups) == 12
    assert sum(unit["headcount"] for unit in groups) == whole["headcount"] == 8500


def test_a_done_initiative_of_eskilstuna_was_measured_before_and_after() -> None:
    done = load("eskilstuna", "initiatives/sammanslagning-arbetslag.yaml")
    seen = load("eskilstuna", f"measures/{done['mandate']['measure']}.yaml")["observations"]
    before = [item["value"] for item in seen if item["date"] < done["started"]]
    after = [item["value"] for item in seen if item["date"] > done["finished"]]
    assert min(before) > max(after)
    assert (len(before), len(after)) == (5, 4)


def test_links_of_eskilstuna_lead_nowhere_in_circles() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    known = {row["id"] for row in rows()} | NAMED_IN_THE_ARTICLE
    for row in rows():
        first = [*targets(row["requires"]), *targets(row["follows"])]
        graph.add_edges_from((other, row["id"]) for other in first)
        graph.add_edges_from((row["id"], other) for other in targets(row["enables"]))
        assert set(first) | set(targets(row["conflicts"])) <= known
    assert nx.is_directed_acyclic_graph(graph)
    assert graph.number_of_edges() > 80


@pytest.mark.parametrize("field", ["title.sv", "title.en", "mandate.purpose.sv"])
def test_only_one_pair_of_invented_initiatives_sounds_alike(field: str) -> None:
    words = [(three_letters(row[field]), row) for row in rows()]
    alike = {
        (one["id"], other["id"])
        for (left, one), (right, other) in itertools.combinations(words, 2)
        if one["owner.unit"] != other["owner.unit"]
        and len(left & right) / len(left | right) >= 0.75
    }
    assert alike == {("klarsprak-beslut-bistand", "klarsprak-beslut-bygglov")}


def test_lulea_has_seven_offices_and_names_the_secretariat_alone() -> None:
    units = load("lulea", "organisation.yaml")["units"]
    offices = [unit for unit in units if unit["form"] == "office"]
    named = [unit["id"] for unit in offices if document(unit) != "example"]
    assert (len(offices), named) == (7, ["kansli"])
    secretariat = next(unit for unit in offices if unit["id"] == "kansli")
    recipients = {name for service in secretariat["services"] for name in service["recipients"]}
    assert (secretariat["headcount"], len(recipients)) == (24, 3)
    assert "headcount" not in secretariat["assumed"]


def test_lulea_grows_by_600_a_year() -> None:
    (growth,) = load("lulea", "organisation.yaml")["growth"]
    assert (growth["per_year"], growth["assumed"]) == (600, ["base"])


def test_lovisa_has_seventeen_goals_in_five_wholes_and_one_role_in_all() -> None:
    goals = load("lovisa", "goals.yaml")
    assert (len(goals["goals"]), len(goals["groupings"])) == (17, 5)
    wholes = {name: item["id"] for item in goals["groupings"] for name in item["goals"]}
    sits: dict[str, set[str]] = {}
    for initiative in folder("lovisa", "initiatives"):
        for role in initiative["roles"]:
            sits.setdefault(role["role"], set()).update(wholes[g] for g in initiative["goals"])
    assert [name for name, where in sits.items() if len(where) == 5] == ["stadsdirektor"]
    assert len(load("lovisa", "organisation.yaml")["roles"]) == 8


def test_ten_of_twelve_political_goals_of_strangnas_reach_an_initiative() -> None:
    goals = load("strangnas", "goals.yaml")["goals"]
    served = {name for item in folder("strangnas", "initiatives") for name in item["goals"]}
    reached = {goal["parent"] for goal in goals if goal["id"] in served}
    political = {goal["id"] for goal in goals if goal["decision"]}
    assert (len(political), len(political & reached)) == (12, 10)


def test_orebro_keeps_the_rating_as_published_without_a_number_of_answers() -> None:
    measure = load("orebro", "measures/kursbetyg.yaml")
    (seen,) = measure["observations"]
    assert (seen["value"], seen["n"]) == (4.7, None)
    assert measure["scale"] == {"low": 1, "high": 6}


@pytest.mark.parametrize("workspace", DOCUMENTS)
def test_check_finds_only_what_the_example_means_to_show(workspace: str) -> None:
    opened = ck.open(EXAMPLES / workspace)
    found = [finding for finding in opened.check() if finding.severity != "info"]
    assert not list(opened.findings)
    assert Counter(finding.code for finding in found) == MEANT_TO_SHOW[workspace]
    assert {finding.severity for finding in found} == {"warning"}


@pytest.mark.parametrize("workspace", DOCUMENTS)
def test_every_output_says_how_much_is_invented(workspace: str) -> None:
    municipality = ck.open(EXAMPLES / workspace).municipality
    invented, items = municipality.invented
    assert 0 < invented < items
    assert municipality.notice is not None
    assert f"{invented} of {items} items are invented" in municipality.notice.to("en")


def test_most_of_eskilstuna_fits_and_some_is_left_out() -> None:
    planned = ck.open(EXAMPLES / "eskilstuna").plan().to_dict()["initiatives"]
    states = Counter(item["state"] for item in planned)
    assert states.total() == 400
    assert 0.05 < states["left-out"] / 400 < 0.2
    assert min(states[state] for state in ("done", "paused", "running", "starts", "waits")) > 0
    assert next(item for item in planned if item["id"] == "mottagning-soc")["start"]
