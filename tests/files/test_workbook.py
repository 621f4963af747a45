"""One workbook as a whole workspace: written, read back, and filled in by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changekit.errors import CannotWriteError, UnreadableFileError
from changekit.files.folder import read_folder
from changekit.files.spreadsheet import tables_to_xlsx
from changekit.files.starting import new_workbook
from changekit.files.tables.fields import field_shape
from changekit.files.tables.headings import FIELDS
from changekit.files.tables.words import choice_of, in_swedish
from changekit.files.workbook.layout import WORKBOOK
from changekit.files.workbook.reading import read_workbook, workbook_sources
from changekit.files.workbook.writing import workbook_bytes, write_workbook
from changekit.model.goal import Goal, Goals
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation, Unit
from changekit.model.settings import Settings
from changekit.model.shapes import ChoiceShape, ListShape
from changekit.optional import excel
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("example", ["eskilstuna", "lovisa", "lulea"])
def test_an_example_reads_back_from_its_workbook(
    checkout: Path, tmp_path: Path, example: str, language: str
) -> None:
    before = read_folder(checkout / "docs/examples" / example).municipality
    write_workbook(before, tmp_path / "w.xlsx", language=language)
    reading = read_workbook(tmp_path / "w.xlsx", concepts=before.concepts)
    after = reading.municipality
    assert after.initiatives == before.initiatives
    assert after.settings == attrs.evolve(before.settings, tables=())
    assert (after.organisation, after.goals) == (before.organisation, before.goals)
    missing = {item.message.to("en").split()[3] for item in reading.findings}
    assert missing <= {"concept", "measure"}  # these stand beside the workbook, or in packs


def test_a_folder_takes_its_workbook_without_naming_it(tmp_path: Path) -> None:
    write_workbook(small(), tmp_path / WORKBOOK)
    (tmp_path / "changekit.yaml").write_text("schema: 1\nname: Kommunen\n", encoding="utf-8")
    reading = read_folder(tmp_path)
    assert [item.line() for item in reading.findings] == []
    assert reading.municipality.initiatives == small().initiatives
    assert reading.municipality.organisation == small().organisation


def test_a_workbook_alone_is_a_workspace(tmp_path: Path) -> None:
    write_workbook(small(), tmp_path / "kommunen.xlsx")
    reading = read_folder(tmp_path / "kommunen.xlsx")
    assert [item.line() for item in reading.findings] == []
    assert reading.municipality.initiatives == small().initiatives
    assert reading.files == ("kommunen.xlsx",)


def small() -> Municipality:
    return Municipality(
        settings=Settings(name=Text.plain("Kommunen"), as_of=dt.date(2025, 9, 1)),
        organisation=Organisation.from_dict(
            {
                "units": [
                    {"id": "soc", "name": "Socialkontoret",
                     "capacity": {"default": 3, "2025-08": 1.5},
                     "services": [{"id": "s", "title": "Bistånd"}],
                     "peaks": [{"from": "2025-08-01", "to": "2025-08-14", "load": 1,
                                "why": "sommar"}]},
                ],
                "limit": 4,
            }
        ),
        goals=Goals.from_dict({"goals": [{"id": "g", "title": "Nära"}]}),
        initiatives=(
            Initiative.from_dict(
                {"id": "a", "title": "T", "owner": "soc", "goals": ["g"], "status": "running",
                 "started": "2025-08-04", "load": [{"unit": "soc", "profile": [1, 2.5]}],
                 "history": [{"date": "2025-08-04", "status": "running", "note": "igång"}]}
            ),
        ),
    )  # fmt: skip


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12
)
NAME = WORD.map(str.strip).filter(
    lambda text: text not in ("", "-", "–", "—") and text[0] not in "'#"
)
IDS = st.sampled_from(["a", "b-2", "12", "x.y", "ns/c"])
TEXTS = st.one_of(
    NAME, st.dictionaries(st.sampled_from(["sv", "en", "fi"]), NAME, min_size=1, max_size=2)
)
DAYS = st.dates(dt.date(1890, 1, 1), dt.date(2100, 1, 1)).map(str)
LOADS = st.one_of(
    st.integers(0, 50), st.floats(0, 99, allow_nan=False).map(lambda it: round(it, 3))
)
PARTS: dict[str, Any] = {
    "kind": NAME, "owner": st.fixed_dictionaries({"unit": IDS}, optional={"role": IDS}),
    "goals": st.lists(IDS, max_size=3, unique=True), "priority": st.sampled_from(["high", "low"]),
    "status": st.sampled_from(["idea", "running", "done"]), "weeks": st.integers(1, 520),
    "earliest": DAYS, "mandatory": st.booleans(), "hours": LOADS,
    "load": st.lists(st.one_of(
        st.fixed_dictionaries({"unit": IDS, "amount": LOADS}),
        st.fixed_dictionaries({"unit": IDS, "profile": st.lists(LOADS, min_size=1, max_size=3)}),
    ), max_size=3),
    "roles": st.lists(st.fixed_dictionaries(
        {"role": IDS}, optional={"hours_per_week": LOADS}), max_size=2),
    "cost": st.one_of(LOADS, st.just("unknown"),
                      st.fixed_dictionaries({"amount": LOADS, "unit": st.just("ksek")})),
    "value": st.fixed_dictionaries({}, optional={"per_week": LOADS, "unit": st.just("ksek")}),
    "criteria": st.dictionaries(st.sampled_from(["benefit", "risk"]),
                                st.one_of(LOADS, st.just("unknown")), max_size=2),
    "mandate": st.fixed_dictionaries({}, optional={"purpose": TEXTS, "deadline": DAYS}),
    "links": st.lists(st.fixed_dictionaries(
        {"kind": st.sampled_from(["requires", "follows", "conflicts"]), "to": IDS},
        optional={"why": TEXTS, "lag_weeks": st.integers(0, 9), "source": NAME}), max_size=3),
    "history": st.lists(st.fixed_dictionaries(
        {"date": DAYS, "status": st.sampled_from(["idea", "paused"])},
        optional={"note": TEXTS}), max_size=2),
    "deliverables": st.lists(TEXTS, max_size=3),
    "source": st.one_of(NAME, st.fixed_dictionaries({"document": NAME, "page": NAME})),
}  # fmt: skip
INITIATIVES = st.lists(
    st.fixed_dictionaries({"id": IDS, "title": TEXTS}, optional=PARTS),
    max_size=4, unique_by=lambda it: str(it["id"]),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(data=INITIATIVES, language=st.sampled_from(["sv", "en"]))
def test_any_initiatives_read_back_from_a_workbook(
    data: list[dict[str, Any]], language: str, tmp_path_factory: Any
) -> None:
    initiatives = tuple(sorted(map(Initiative.from_dict, data), key=lambda it: it.id))
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    write_workbook(
        Municipality(settings=Settings(name=Text.plain("K")), initiatives=initiatives),
        path, language=language,
    )  # fmt: skip
    reading = read_workbook(path)
    assert reading.municipality.initiatives == initiatives
    assert {item.code for item in reading.findings} <= {"CK201"}


def test_the_same_data_give_the_same_bytes() -> None:
    assert workbook_bytes(small()) == workbook_bytes(small())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_new_workbook_is_an_empty_workspace(tmp_path: Path, language: str) -> None:
    written = new_workbook(tmp_path / "ny", name="Kommunen", language=language)
    assert [file.file for file in written.files] == ["changekit.yaml", "changekit.xlsx"]
    reading = read_folder(tmp_path / "ny")
    assert [item.line() for item in reading.findings] == []
    assert reading.municipality.initiatives == ()
    assert len(workbook_sources(tmp_path / "ny" / WORKBOOK, file=WORKBOOK)) == 6


def test_a_new_workbook_has_the_six_sheets_with_swedish_headings(tmp_path: Path) -> None:
    new_workbook(tmp_path, name="Kommunen")
    grids = excel.read_grids(tmp_path / WORKBOOK)
    assert [grid.name for grid in grids] == [
        "Initiativ", "Enheter", "Kapacitet", "Mål", "Roller", "Kalender",
    ]  # fmt: skip
    assert grids[0].rows[0][:4] == ["Id", "Titel", "Typ", "Enhet"]


def test_a_workbook_is_never_started_over_another(tmp_path: Path) -> None:
    (tmp_path / WORKBOOK).write_bytes(b"mine")
    with pytest.raises(CannotWriteError, match="is there already"):
        new_workbook(tmp_path, name="Kommunen")
    assert [path.name for path in tmp_path.iterdir()] == [WORKBOOK]


def test_a_workbook_without_known_sheets_is_refused(tmp_path: Path) -> None:
    column = Column("a", Text.plain("a"))
    tables_to_xlsx(tmp_path / "x.xlsx", [Table(title=Text.plain("x"), columns=(column,), rows=())])
    with pytest.raises(UnreadableFileError, match="Initiativ"):
        read_workbook(tmp_path / "x.xlsx")


def test_an_unreadable_workbook_in_a_folder_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "changekit.yaml").write_text("schema: 1\nname: K\n", encoding="utf-8")
    (tmp_path / WORKBOOK).write_bytes(b"no workbook")
    assert "CK120" in [item.code for item in read_folder(tmp_path).findings]


def test_an_unknown_setting_names_the_closest_and_its_cell(tmp_path: Path) -> None:
    columns = (Column("k", Text.plain("Nyckel")), Column("v", Text.plain("Värde")))
    rows = (("langage", "sv"), ("as_of", "2025-13-01"), ("name", "Kommunen"))
    tables = [
        Table(title=Text.plain("Initiativ"), columns=columns, rows=()),
        Table(title=Text.plain("Om"), columns=columns, rows=rows),
    ]
    tables_to_xlsx(tmp_path / "w.xlsx", tables, language="sv")
    reading = read_workbook(tmp_path / "w.xlsx")
    assert [(item.code, str(item.place)) for item in reading.findings] == [
        ("CK109", "w.xlsx!Om!B2"), ("CK114", "w.xlsx!Om!B3"),
    ]  # fmt: skip
    assert reading.municipality.settings.name == Text.plain("Kommunen")


def test_every_choice_has_a_swedish_word_that_reads_back() -> None:
    wrong = []
    for holds, fields in FIELDS.items():
        for field in fields:
            shape = field_shape(field, holds)
            inner = shape.item if isinstance(shape, ListShape) else shape
            if isinstance(inner, ChoiceShape):
                wrong += [it for it in inner.choices
                          if choice_of(in_swedish(it), inner.choices) != it]  # fmt: skip
    assert wrong == []


def test_a_text_longer_than_a_cell_is_said_before_anything_is_written(tmp_path: Path) -> None:
    goal = Goal(id="g", title=Text.plain("x" * 40_000))
    municipality = attrs.evolve(small(), goals=Goals(goals=(goal,)))
    with pytest.raises(CannotWriteError, match="32767"):
        write_workbook(municipality, tmp_path / "w.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_unit_keeps_its_name_in_both_languages(tmp_path: Path) -> None:
    unit = Unit(id="u", name=Text(sv="Enheten", en="The unit"))
    municipality = attrs.evolve(
        small(), initiatives=(), organisation=Organisation(units=(unit,))
    )  # fmt: skip
    write_workbook(municipality, tmp_path / "w.xlsx")
    assert read_workbook(tmp_path / "w.xlsx").municipality.organisation.units == (unit,)
