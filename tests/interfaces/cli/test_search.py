"""`changekit search`: words, filters and counts by command, the same as by library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from changekit.services.catalogue import Filters

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

CONCEPT = {
    "schema": 1, "id": "own/bygglov", "version": "1.0.0", "needs": ["lead-time"],
    "title": {"sv": "Snabbare bygglovshandläggning", "en": "Faster building permits"},
    "economics": {"cost": {"amount": 300, "unit": "ksek"}},
    "materials": [{"title": "Mall", "language": "sv"}],
    "adoptions": [{"municipality": {"name": "Ort", "inhabitants": 30_000}, "source": "example"}],
    "tags": ["bygglov"],
}  # fmt: skip
RUBRIC = {
    "schema": 1, "id": "siq", "version": "1", "scale": {"low": 1, "high": 5},
    "values": [{"id": "flow", "title": "Flöde", "needs": ["lead-time"]}],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace with a concept and a rubric of its own."""
    for name, content in {"concepts/bygglov.yaml": CONCEPT, "rubrics/siq.yaml": RUBRIC}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
    (tmp_path / "changekit.yaml").write_text("schema: 1\nname: Ort\nas_of: 2024-01-01\n", "utf-8")
    return tmp_path


def test_shorter_case_handling_times_are_found_in_both_languages(run: Run) -> None:
    for words in (("kortare", "handläggningstid"), ("shorter", "processing", "time")):
        hits = run("search", *words, "--json").json["hits"]
        first = {hit["id"] for hit in hits[:5]}
        assert first & {"changekit/differentiate-cases", "changekit/automate-simple-decisions"}
        assert all(hit["matched"] and hit["score"] > 0 for hit in hits)
        assert all(hit["evidence_level"] in range(6) for hit in hits)


def test_a_part_of_a_compound_finds_it_and_the_hit_says_so(run: Run, folder: Path) -> None:
    (first, *_) = run(
        "search", "handläggning", "--workspace", folder, "--namespace", "own", "--json"
    ).json["hits"]
    (match,) = first["matched"]
    assert (match["found"], match["field"], match["how"]) == (
        "bygglovshandläggning", "title", "part",
    )  # fmt: skip
    assert match["passage"] == "Snabbare bygglovshandläggning"
    shown = run("search", "handläggning", "--workspace", folder, "--namespace", "own").out
    assert "bygglovshandläggning (titel, ordled)" in shown


@pytest.mark.parametrize(
    "options",
    [
        ("--need", "lead-time"),
        ("--value", "siq/flow"),
        ("--max-cost", "0,3 msek"),
        ("--max-cost", "300ksek"),
        ("--size", "50000"),
        ("--size", "20000-40000"),
        ("--status", "active"),
        ("--tag", "bygglov"),
        ("--material-language", "sv"),
        ("--min-evidence", "0"),
    ],
    ids=" ".join,
)
def test_each_filter_is_an_option(run: Run, folder: Path, options: tuple[str, ...]) -> None:
    only = ("--namespace", "own", "--workspace", folder, "--json")
    for words in ((), ("bygglov",)):
        assert [hit["id"] for hit in run("search", *words, *options, *only).json["hits"]] == [
            "own/bygglov"
        ]


@pytest.mark.parametrize(
    "options",
    [("--max-cost", "200 ksek"), ("--size", "90000"), ("--tag", "x"), ("--min-evidence", "5")],
    ids=" ".join,
)
def test_what_does_not_fit_is_left_out(run: Run, folder: Path, options: tuple[str, ...]) -> None:
    answer = run("search", *options, "--namespace", "own", "--workspace", folder)
    assert answer.code == 0
    assert "Inget förändringskoncept svarar mot filtren" in answer.out


def test_the_command_gives_what_the_library_gives(run: Run, folder: Path) -> None:
    told = run("search", "ledtid", "--need", "lead-time", "--workspace", folder, "--json").json
    opened = ck.open(folder)
    hits = opened.catalogue.search(
        "ledtid", language=opened.language, filters=Filters(need="lead-time")
    )
    assert told["hits"] == json.loads(hits.to_json())["hits"]
    assert told["filters"] == {"need": ["lead-time"]}


def test_facets_are_counted_beside_the_hits(run: Run, folder: Path) -> None:
    told = run("search", "bygglov", "--facets", "--workspace", folder, "--json").json
    assert told["facets"]["namespace"]["own"] == 1
    assert told["facets"]["value"]["siq/flow"] >= 1
    assert sum(told["facets"]["status"].values()) == told["total"]
    shown = run("search", "--facets", "--workspace", folder).out
    assert "behov" in shown


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--need", "lead-tim"), "did you mean 'lead-time'"),
        (("--value", "siq/flwo"), "unknown value"),
        (("--max-cost", "much"), "a number and a unit"),
        (("--size", "large"), "two such as 50000-100000"),
        (("--size", "9-2"), "in order, got 9-2"),
        (("--min-evidence", "6"), "not in the range"),
        (("--status", "gone"), "is not one of"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_wrong_filter_ends_with_two_and_says_why(
    run: Run, folder: Path, options: tuple[str, ...], why: str
) -> None:
    answer = run("search", "ledtid", *options, "--language", "en", "--workspace", folder)
    assert answer.code == 2
    assert why in answer.err


def test_what_is_cut_or_not_known_is_said(run: Run, folder: Path) -> None:
    (where,) = [("--workspace", folder, "--language", "en")]
    cut = run("search", "ledtid", "--limit", "1", *where).out
    assert "Showing 1 of " in cut
    cost = run("search", "ledtid", "--max-cost", "1 msek", *where)
    assert "have no known cost" in cost.out
    told = run("search", "ledtid", "--size", "30000", "--json", *where).json
    assert told["unknown"]["inhabitants"] > 0
    assert told["total"] == len(told["hits"])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("x", "--max-cost", "500"), "needs a unit"),
        (("x", "--max-cost", "500 kronor"), "unknown unit 'kronor'"),
        (('"',), "say what to search for"),
    ],
)
def test_what_cannot_be_searched_for_ends_with_two(
    run: Run, folder: Path, words: tuple[str, ...], why: str
) -> None:
    answer = run("search", *words, "--language", "en", "--workspace", folder)
    assert answer.code == 2
    assert why in answer.err


def test_a_value_may_go_by_its_own_name(run: Run, folder: Path) -> None:
    (hit,) = run(
        "search", "--value", "flow", "--namespace", "own", "--workspace", folder, "--json"
    ).json["hits"]
    assert hit["id"] == "own/bygglov"
