"""Starts for contributors: each works at once, and nothing is written over."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import (
    CannotWriteError,
    InvalidDataError,
    InvalidValueError,
    UnreadableFileError,
)
from changekit.files.scaffolds import form_bytes, new_pack, new_plugin, read_answers
from changekit.findings import Findings
from changekit.model.answers import QUESTIONS, Answers
from changekit.model.records import record_shape
from changekit.optional import excel
from changekit.testing import check_pack


def filled(path: Path, answers: dict[str, object], language: str = "sv") -> Path:
    """Fill in the form as a person would: the same sheet with answers in its column."""
    path.write_bytes(form_bytes(language=language))
    (grid,) = excel.read_grids(path)
    rows = [list(row) for row in grid.rows]
    for row in rows[1:]:
        row[2] = answers.get(str(row[4]), row[2])
    return workbook(path.with_name("filled.xlsx"), grid.name, rows)


def workbook(path: Path, name: str, rows: list[list[object]]) -> Path:
    file = io.BytesIO()
    book = excel.writer(file, {"in_memory": True})
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    book.close()
    path.write_bytes(file.getvalue())
    return path


def test_every_question_is_a_field_and_every_field_is_asked_or_may_wait() -> None:
    fields = set(record_shape(Answers).entries)
    asked = [question.field for question in QUESTIONS]
    assert len(asked) == len(set(asked))
    assert set(asked) <= fields
    assert fields - set(asked) == {"needs"}
    assert {question.number[0] for question in QUESTIONS} == set("012345678")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_form_is_read_as_it_was_filled_in(tmp_path: Path, language: str) -> None:
    answers = read_answers(
        filled(
            tmp_path / "form.xlsx",
            {"title": "En väg in", "done": "Ringde alla\n\nSatte en skylt ", "before": 12,
             "after": "4,5", "n": 40, "unit": "dagar", "licence": "CC0-1.0"},
            language,
        )
    )  # fmt: skip
    assert answers.title.to("sv") == "En väg in"
    assert [step.to("sv") for step in answers.done] == ["Ringde alla", "Satte en skylt"]
    assert answers.before is not None
    assert answers.after is not None
    assert (answers.before.amount, answers.after.amount, answers.n) == (12, 4.5, 40)
    assert answers.problem is None


def test_a_new_pack_does_not_take_changekits_own_namespace(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="changekit's own"):
        new_pack(tmp_path / "p", namespace="changekit", title="T")
    assert not (tmp_path / "p").exists()


def test_the_form_is_the_same_each_time() -> None:
    assert form_bytes() == form_bytes()


def test_faults_in_a_form_stand_in_their_cells_all_at_once(tmp_path: Path) -> None:
    path = filled(tmp_path / "form.xlsx", {"n": "många", "better": "åt höger"})
    with pytest.raises(InvalidDataError, match=r"filled\.xlsx") as caught:
        read_answers(path)
    found = caught.value.findings
    assert isinstance(found, Findings)
    lines = [finding.line() for finding in found]
    assert len(lines) == 3  # no title, no number, no such way
    assert any("C13" in line for line in lines)


def test_a_workbook_without_the_questions_is_no_form(tmp_path: Path) -> None:
    path = workbook(tmp_path / "other.xlsx", "Blad1", [["Hej"]])
    with pytest.raises(UnreadableFileError, match="changekit new concept --form"):
        read_answers(path)


def test_answers_in_yaml_have_places(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("schema: 1\ntitle: A\nproblm: B\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"answers\.yaml:3:1: .*problem"):
        read_answers(path)


@given(st.binary(max_size=400))
def test_any_bytes_are_answers_or_a_clear_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    for name in ("a.yaml", "a.xlsx"):
        path = tmp_path_factory.getbasetemp() / name
        path.write_bytes(data)
        with contextlib.suppress(UnreadableFileError, InvalidDataError):
            read_answers(path)


def test_a_new_pack_is_filled_in_and_kept_to_what_packs_have_to(tmp_path: Path) -> None:
    folder = tmp_path / "var-kommun"
    new_pack(folder, namespace="se-9999", title="Våra koncept")
    (folder / "concepts/a.yaml").write_text(
        "schema: 1\nid: se-9999/a\nversion: 0.1.0\ntitle: A\n", encoding="utf-8"
    )
    assert not check_pack(folder).errors
    with pytest.raises(CannotWriteError, match=r"pack\.yaml"):
        new_pack(folder, namespace="se-9999", title="Igen")


def test_a_namespace_that_is_none_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="namespace must be"):
        new_pack(tmp_path / "x", namespace="å b", title="X")
    assert not (tmp_path / "x").exists()


def test_the_tests_of_a_new_plugin_pass_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "changekit-short-first"
    written = new_plugin(folder)
    assert {Path(file.file).name for file in written.files} >= {"pyproject.toml", "README.md"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin",
             "CHANGEKIT_PLUGINS": "", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout
