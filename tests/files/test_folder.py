"""A folder is read as a whole: what is good is used, what is wrong is said, nothing is lost."""

from __future__ import annotations

import hashlib
import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from changekit.errors import UnreadableFileError
from changekit.files.folder import read_folder, read_mapping
from changekit.files.packs import Packs
from changekit.files.resources import example_folder, examples_folder
from changekit.findings import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from changekit.files.folder import Reading

    ReadWith: TypeAlias = Callable[[str, str | bytes], Reading]

EXAMPLES = sorted(path.parent.name for path in examples_folder().glob("*/changekit.yaml"))


def lines(reading: Reading) -> list[str]:
    return [item.line() for item in reading.findings]


def test_a_workspace_without_faults_gives_everything_and_no_findings(base: Path) -> None:
    reading = read_folder(base)
    town = reading.municipality
    assert lines(reading) == []
    assert [unit.id for unit in town.organisation.units] == ["kommun", "soc", "kontakt"]
    assert [item.id for item in town.initiatives] == ["mottagning"]
    assert [item.id for item in town.measures] == ["svarstid"]
    assert [item.id for item in town.profiles] == ["default"]
    assert town.settings.code is not None
    assert town.settings.code.code == "0484"


def test_records_and_fields_know_where_they_stand(base: Path) -> None:
    town = read_folder(base).municipality
    assert town.place("unit", "soc") == Place("organisation.yaml", 5, 5)
    assert town.place("unit", "soc", "capacity") == Place("organisation.yaml", 9, 15)
    assert town.place("initiative", "mottagning", "weeks") == Place(
        "initiatives/mottagning.yaml", 7, 8
    )
    assert town.place("initiative", "mottagning", "kind") == Place(
        "initiatives/mottagning.yaml", 1, 1
    )


def test_every_file_that_was_read_has_its_digest(base: Path) -> None:
    reading = read_folder(base)
    assert sorted(reading.files) == sorted(reading.digests)
    for file, digest in reading.digests.items():
        assert hashlib.sha256((base / file).read_bytes()).hexdigest() == digest


def test_texts_that_yaml_likes_to_guess_at_stay_as_written(read_with: ReadWith) -> None:
    origin = "{programme: 2010-01-01, cohort: 0x1F}"
    text = f"schema: 1\nid: 0650\ntitle: no\nkind: 1.10\norigin: {origin}\n"
    town = read_with("initiatives/x.yaml", text).municipality
    item = town.initiatives_by_id["0650"]
    assert item.origin is not None
    assert (str(item.title), item.kind, item.origin.programme, item.origin.cohort) == (
        "no", "1.10", "2010-01-01", "0x1F",
    )  # fmt: skip


def test_a_byte_order_mark_is_no_fault_and_moves_no_column(read_with: ReadWith) -> None:
    text = b"\xef\xbb\xbfschema: 1\nid: x\ntitle: X\nwekes: 1\n"
    reading = read_with("initiatives/x.yaml", text)
    assert [str(item.place) for item in reading.findings] == ["initiatives/x.yaml:4:1"]


def test_windows_line_ends_are_read_like_others(read_with: ReadWith) -> None:
    reading = read_with("initiatives/x.yaml", b"schema: 1\r\nid: x\r\ntitle: X\r\nwekes: 1\r\n")
    assert [str(item.place) for item in reading.findings] == ["initiatives/x.yaml:4:1"]


@pytest.mark.parametrize(
    "text",
    [
        "schema: 1\ninitiatives:\n  - {id: a, title: A}\n  - {id: b, title: B}\n",
        "- {id: a, title: A}\n- {schema: 1, id: b, title: B}\n",
    ],
    ids=["under its key", "a list"],
)
def test_a_file_may_hold_several_records(read_with: ReadWith, text: str) -> None:
    reading = read_with("initiatives/several.yaml", text)
    assert lines(reading) == []
    assert {"a", "b"} <= set(reading.municipality.initiatives_by_id)


def test_one_faulty_record_spoils_no_other(read_with: ReadWith) -> None:
    text = "schema: 1\nunits:\n  - {id: a, name: A}\n  - {id: b}\n  - {id: c, name: C}\n"
    reading = read_with("organisation.yaml", text)
    assert [unit.id for unit in reading.municipality.organisation.units] == ["a", "c"]
    assert (
        "organisation.yaml:4:5: units[1].name: CK110 the key 'name' is missing (it holds text)"
        in (lines(reading))
    )


def test_what_refers_into_a_file_that_cannot_be_read_is_not_blamed(read_with: ReadWith) -> None:
    reading = read_with("organisation.yaml", "schema: 1\nunits: [")
    assert [item.code for item in reading.findings] == ["CK101"]
    assert reading.municipality.initiatives_by_id["mottagning"].owner is not None


def test_settings_with_a_fault_leave_the_rest_of_them(read_with: ReadWith) -> None:
    reading = read_with("changekit.yaml", "schema: 1\nnam: X\nlanguage: en\n")
    settings = reading.municipality.settings
    assert (str(settings.name), settings.language) == ("base", "en")
    assert [item.code for item in reading.findings] == ["CK110", "CK109"]


def test_faults_of_several_files_come_in_the_order_of_files(base: Path) -> None:
    (base / "goals.yaml").write_text("schema: 1\ngoals: [\n", encoding="utf-8")
    (base / "scoring.yaml").write_text("profiles: []\n", encoding="utf-8")
    (base / "measures/a.yaml").write_text("", encoding="utf-8")
    assert [str(item.place) for item in read_folder(base).findings] == [
        "goals.yaml:2:8", "measures/a.yaml:1:1", "scoring.yaml:1:1",
    ]  # fmt: skip


def test_a_table_beside_the_files_is_read_with_them(read_with: ReadWith) -> None:
    text = "id;title;owner.unit;weeks\nny;Ny;soc;10\nfel;Fel;socc;10\n"
    reading = read_with("initiatives.csv", text)
    assert set(reading.municipality.initiatives_by_id) == {"mottagning", "ny", "fel"}
    (finding,) = reading.findings
    assert (finding.code, finding.path, finding.hint and finding.hint.to("en")) == (
        "CK201", "owner.unit", "did you mean 'soc'?",
    )  # fmt: skip
    assert "initiatives.csv" in reading.digests


def test_a_table_that_is_named_and_not_there_is_said(base: Path) -> None:
    settings = base / "changekit.yaml"
    more = "tables: [{file: units.csv, holds: units}]\n"
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    reading = read_folder(base)
    assert [(item.code, str(item.place)) for item in reading.findings] == [("CK120", "units.csv")]


def test_an_unknown_file_is_named_with_what_it_may_have_been(base: Path) -> None:
    (base / "organization.yaml").write_text("schema: 1\n", encoding="utf-8")
    (base / "initiatives/b.yml").write_text("schema: 1\n", encoding="utf-8")
    (base / "inititives").mkdir()
    findings = read_folder(base).findings
    assert {item.code for item in findings} == {"CK126"}
    assert [(str(item.place), item.hint and item.hint.to("en")) for item in findings] == [
        ("initiatives/b.yml", "files that end in .yaml are read in initiatives"),
        ("inititives", "did you mean 'initiatives'?"),
        ("organization.yaml", "did you mean 'organisation.yaml'?"),
    ]


def test_what_later_kinds_and_people_keep_in_the_folder_is_left_alone(base: Path) -> None:
    for name in ("overlays", "triage", "cases", ".changekit", ".git", "packs"):
        (base / name).mkdir()
    for name in ("README.md", "notes.txt", ".hidden.yaml", "notes.docx", "~$plan.xlsx"):
        (base / name).write_text("x", encoding="utf-8")
    (base / "initiatives/.#mottagning.yaml").write_text("x", encoding="utf-8")
    assert lines(read_folder(base)) == []


def test_a_folder_in_the_place_of_a_file_is_a_finding(base: Path) -> None:
    (base / "initiatives/x.yaml").mkdir()
    (finding,) = read_folder(base).findings
    assert finding.line() == "initiatives/x.yaml: CK120 the file cannot be opened: it is a folder"


def test_a_folder_without_settings_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"no changekit.yaml here.*changekit init"):
        read_folder(tmp_path)
    with pytest.raises(UnreadableFileError, match="there is no such folder"):
        read_folder(tmp_path / "none")


def test_a_folder_that_nobody_may_write_to_is_read(base: Path) -> None:
    for path in [base, *base.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    before = sorted(os.walk(base))
    assert lines(read_folder(base)) == []
    assert sorted(os.walk(base)) == before
    for path in [base, *base.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)


def test_many_threads_read_the_same(base: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        readings = list(pool.map(lambda _: read_folder(base), range(32)))
    assert all(reading == readings[0] for reading in readings)


def test_a_municipality_with_its_places_goes_to_another_process(base: Path) -> None:
    town = read_folder(base).municipality
    there = pickle.loads(pickle.dumps(town))  # noqa: S301  # our own bytes
    assert there == town
    assert there.place("unit", "soc", "capacity") == Place("organisation.yaml", 9, 15)


def test_plain_data_reads_like_the_folder_it_came_from(base: Path) -> None:
    town = read_folder(base).municipality
    reading = read_mapping(town.to_dict())
    assert lines(reading) == []
    assert reading.municipality == town


KEYS = (
    "settings, organisation, goals, context, initiatives, concepts, measures, scoring, needs, "
    "tombstones, norms, criteria, rubrics, requests, overlays, layers, processes, decisions"
)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"units": []}, f"#/units: units: CK109 unknown key 'units' (the keys are {KEYS})"),
        ({"goal": {}}, "#/goal: goal: CK109 unknown key 'goal' (did you mean 'goals'?)"),
        ([], f"#: CK111 expected a mapping, found a list (the keys are {KEYS})"),
        (
            {"initiatives": [{"id": "a", "title": "A", "weeks": "12"}]},
            (
                "#/initiatives/0/weeks: initiatives[0].weeks: CK112 expected a whole number "
                "(weeks), found '12' (remove the quotes)"
            ),
        ),
        (
            {"goals": {"goals": [{"id": "a", "title": "A", "parent": "a"}]}},
            (
                "#/goals/goals/0/parent: a.parent: CK203 the tree goes in a circle: a -> a "
                "(give one of them another parent)"
            ),
        ),
    ],
    ids=["key", "near key", "kind", "value", "circle"],
)
def test_faults_in_plain_data_have_json_pointers(data: object, line: str) -> None:
    assert line in lines(read_mapping(data))  # type: ignore[arg-type]  # some of it is wrong


def test_plain_data_that_holds_itself_is_a_finding() -> None:
    data: dict[str, object] = {"settings": {"name": "x"}}
    data["organisation"] = data
    assert [str(item.place) for item in read_mapping(data).findings] == ["#/organisation"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_faults_of_reading_and_survives_a_round_trip(name: str) -> None:
    packs = Packs.found(folder=example_folder(name))
    reading = read_folder(example_folder(name), packs=packs)
    assert lines(reading) == []
    again = read_mapping(reading.municipality.to_dict(), packs=packs)
    assert lines(again) == []
    assert again.municipality == reading.municipality


@pytest.mark.parametrize(("word", "meant"), [("pågår", "running"), ("Klar", "done")])
def test_a_choice_in_the_words_of_a_register_is_met_with_the_choice(
    word: str, meant: str, read_with: ReadWith
) -> None:
    text = f"schema: 1\nid: a\ntitle: A\nstatus: {word}\n"
    reading = read_with("initiatives/a.yaml", text)
    assert f"did you mean {meant!r}?" in lines(reading)[0]
    data = {"initiatives": [{"id": "a", "title": "A", "status": word}]}
    assert any(f"did you mean {meant!r}?" in line for line in lines(read_mapping(data)))
