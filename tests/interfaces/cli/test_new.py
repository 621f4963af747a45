"""`changekit new`, `harvest`, `peers`, `catalogue` and `show` of a focus area, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changekit.files.yaml import compose
from changekit.model.reading import Log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


ANSWERS = """schema: 1
title: En väg in
problem: Folk visste inte vart de skulle ringa.
for_whom: Invånare som söker stöd
done: [Ringde alla, Satte en skylt]
who: Två handläggare, sex veckor
took: Befogenhet att boka tid
changed: Färre ringer två gånger
measured: Andel som ringer igen
before: 40
after: 22
unit: procent
n: 310
better: down
otherwise: Börja med personalen
contact: Kontaktcenter
licence: CC0-1.0
"""


def test_a_first_pack_from_nothing_to_a_concept(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "vart-paket"
    made = run("new", "pack", folder, "--namespace", "se-9999", "--json")
    assert made.code == 0
    assert [item["file"].rpartition("/")[2] for item in made.json["written"]] == [
        "pack.yaml", "README.md",
    ]  # fmt: skip
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, encoding="utf-8")
    told = run("new", "concept", folder, "--answers", answers, "--language", "sv", "--json")
    assert told.code == 0
    body = told.json
    assert body["evidence_level"] == 2
    assert body["written"][0]["guessed"] == ["implementation.enablers", "touches"]
    file = folder / "concepts/en-vag-in.yaml"
    assert body["written"][0]["file"] == file.as_posix()
    assert compose(file.read_bytes(), file.name, Log()).whole
    again = run("new", "concept", folder, "--answers", answers)
    assert again.code == 2
    assert "is there already" in again.err


def test_without_a_terminal_the_answers_have_to_come_from_a_file(tmp_path: Path, run: Run) -> None:
    run("new", "pack", tmp_path / "p", "--namespace", "se-9999")
    asked = run("new", "concept", tmp_path / "p")
    assert asked.code == 2
    assert "--answers" in asked.err


def test_a_folder_that_is_neither_pack_nor_workspace_says_what_to_do(
    tmp_path: Path, run: Run
) -> None:
    asked = run("new", "concept", tmp_path, "--answers", tmp_path / "x.yaml")
    assert asked.code == 2
    assert "changekit new pack" in asked.err


def test_the_form_is_written_once(tmp_path: Path, run: Run) -> None:
    form = tmp_path / "fragor.xlsx"
    assert run("new", "concept", "--form", form).code == 0
    assert form.read_bytes()[:2] == b"PK"
    assert run("new", "concept", "--form", form).code == 2
    other = run("new", "concept", "--form", tmp_path / "fragor.csv")
    assert other.code == 2
    assert ".xlsx" in other.err
    assert not (tmp_path / "fragor.csv").exists()


def test_persons_in_answers_are_said_when_the_concept_is_written(tmp_path: Path, run: Run) -> None:
    run("new", "pack", tmp_path / "p", "--namespace", "se-9999")
    answers = tmp_path / "answers.yaml"
    named = ANSWERS.replace("contact: Kontaktcenter", "contact: Förnamn Efternamn 0920-453000")
    answers.write_text(named, encoding="utf-8")
    told = run("new", "concept", tmp_path / "p", "--answers", answers)
    assert told.code == 0
    assert "CK532" in told.out
    assert "CK533" in told.out


@pytest.mark.parametrize("language", ["sv", "en"])
def test_harvest_prints_the_draft_and_what_is_missing(
    run: Run, example: Callable[[str], Path], language: str
) -> None:
    found = run("harvest", example("lovisa"), "fragor-samlas-in", "--language", language, "--json")
    assert found.code == 0
    body = found.json
    assert body["concept"]["id"] == "fi-434/fragor-samlas-in"
    assert body["missing"]
    text = run("harvest", example("lovisa"), "fragor-samlas-in", "--language", language)
    assert "fi-434/fragor-samlas-in" in text.out
    assert run("harvest", example("lovisa"), "nytt-kundservicekoncept-x").code == 2


def test_harvest_of_a_workspace_alone_names_the_initiatives_that_are_done(
    run: Run, example: Callable[[str], Path]
) -> None:
    asked = run("harvest", example("lovisa"), "--language", "en")
    assert asked.code == 2
    assert "name an initiative too" in asked.err
    assert "fragor-samlas-in" in asked.err


def test_harvest_writes_a_file_that_a_workspace_reads(
    tmp_path: Path, run: Run, example: Callable[[str], Path]
) -> None:
    target = tmp_path / "concepts" / "draft.yaml"
    found = run("harvest", example("lovisa"), "fragor-samlas-in", "--out", target, "--json")
    assert found.json["written"] == [
        {"file": str(target), "guessed": found.json["guessed"]}
    ]  # fmt: skip
    (tmp_path / "changekit.yaml").write_text("schema: 1\nname: X\n", encoding="utf-8")
    shown = run("show", "fi-434/fragor-samlas-in", "--workspace", tmp_path, "--json")
    assert shown.code == 0
    assert shown.json["concept"]["status"] == "draft"


def test_requirement_20_show_of_a_focus_area_lists_what_is_handed_over(
    run: Run, example: Callable[[str], Path]
) -> None:
    workspace = example("lovisa")
    areas = {"struktur", "strategi", "arbetssatt", "produktivitet", "kompetens"}
    found = {}
    for area in areas:
        answer = run("show", area, "--workspace", workspace, "--json")
        if answer.code == 0:
            found[area] = answer.json["focus_area"]["deliverables"]
    assert max(len(items) for items in found.values()) >= 2


def test_requirement_44_the_catalogue_says_which_processes_have_a_concept(
    small: Path, run: Run
) -> None:
    (small / "processes").mkdir()
    (small / "concepts").mkdir()
    for n in range(12):
        (small / f"processes/p{n}.yaml").write_text(
            f"schema: 1\nid: p{n}\ntitle: P{n}\n", encoding="utf-8"
        )
    (small / "concepts/a.yaml").write_text(
        "schema: 1\nid: x/a\nversion: 1.0.0\ntitle: A\n"
        "applies_to: {processes: [p0, p1, p2, p3, p4]}\n",
        encoding="utf-8",
    )
    found = run("catalogue", small, "--json").json["processes"]
    assert len(found["with"]) == 5
    assert round(found["share"], 2) == 0.42


def test_requirement_43_peers_says_how_much_is_answered(small: Path, run: Run) -> None:
    (small / "requests").mkdir()
    answer = "{municipality: {name: Grannen}, text: Ja}"
    (small / "requests/verktyg.yaml").write_text(
        "schema: 1\nid: verktyg\ntitle: Verktyg\nneeds: [process-order]\nquestions:\n"
        f"  - {{id: a, text: A, answers: [{answer}]}}\n"
        f"  - {{id: b, text: B, answers: [{answer}]}}\n"
        "  - {id: c, text: C}\n",
        encoding="utf-8",
    )
    (found,) = [it for it in run("peers", small, "--json").json["requests"]
                if it["id"] == "verktyg"]  # fmt: skip
    assert (found["answered"], found["questions"]) == (2, 3)
    assert round(found["share_answered"], 2) == 0.67


def _concept(folder: Path, name: str, more: str) -> None:
    folder.joinpath("concepts").mkdir(exist_ok=True)
    (folder / f"concepts/{name}.yaml").write_text(
        f"schema: 1\nid: x/{name}\nversion: 1.0.0\ntitle: {name}\n{more}", encoding="utf-8"
    )


def test_requirement_30_the_catalogue_says_which_tools_are_reused(small: Path, run: Run) -> None:
    programmes = ["[ledare, medarbetare]"] * 5 + ["[ledare]"] * 3
    tools = "".join(
        f"  - {{title: T{n}, kind: tool, used_in: {used}}}\n" for n, used in enumerate(programmes)
    )
    _concept(small, "verktyg", f"materials:\n{tools}")
    own = [name for name in run("catalogue", small, "--json").json["tools"]["with"]
           if name.startswith("x/")]  # fmt: skip
    rest = [name for name in run("catalogue", small, "--json").json["tools"]["without"]
            if name.startswith("x/")]  # fmt: skip
    assert (len(own), len(rest)) == (5, 3)
    assert round(100 * len(own) / (len(own) + len(rest))) in (62, 63)


def test_requirement_41_peers_names_those_who_have_done_it(small: Path, run: Run) -> None:
    who = "{{name: Kommun {0}, country: SE, code: '{0}'}}"
    for name, need, codes in (("a", "contact-routes", ("0002", "0003")),
                              ("b", "annat-behov", ("0004",))):  # fmt: skip
        rows = "".join(
            f"  - {{municipality: {who.format(code)}, source: example}}\n" for code in codes
        )
        _concept(small, name, f"needs: [{need}]\nadoptions:\n{rows}")
    (small / "needs.yaml").write_text(
        "schema: 1\nneeds: [{id: contact-routes, title: K}, {id: annat-behov, title: A}]\n",
        encoding="utf-8",
    )
    (small / "requests").mkdir()
    (small / "requests/k.yaml").write_text(
        "schema: 1\nid: k\ntitle: Kontaktvägar\nneeds: [contact-routes]\n", encoding="utf-8"
    )
    (found,) = run("peers", small, "--json").json["requests"]
    adopters = {item["id"] for item in found["adopters"]}
    assert adopters == {"SE-0002", "SE-0003"}
    assert found["all_adopters"] - len(adopters) >= 1


def test_requirement_42_check_says_which_language_of_materials_is_missing(
    small: Path, run: Run
) -> None:
    _concept(
        small, "pussel",
        "materials: [{title: Mall, kind: template, language: sv}]\n",
    )  # fmt: skip
    found = [item for item in run("check", small, "--json").json["findings"]
             if item["code"] == "CK330"]  # fmt: skip
    assert [(item["severity"], item["subject"]) for item in found] == [("info", "x/pussel")]
