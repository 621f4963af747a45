"""The questions on a terminal: each answer is read at once, and none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from changekit.errors import CannotWriteError
from changekit.files.scaffolds import read_answers
from changekit.interfaces.cli.asking import Asking
from changekit.model.answers import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class Somebody:
    """Answers each question with the next of its answers, with nothing where there is none."""

    def __init__(self, answers: Mapping[str, Sequence[str]], language: str = "sv") -> None:
        self._left = {field: list(lines) for field, lines in answers.items()}
        self._fields = {f"{it.number}. {it.text.to(language)} ({it.help.to(language)})": it.field
                        for it in QUESTIONS}  # fmt: skip
        self.asked: list[str] = []
        self.heard: list[str] = []
        self.asking = Asking(self.answer, self.heard.append, language=language)

    def answer(self, words: str) -> str:
        field = self._fields.get(words, "done")
        self.asked.append(field)
        left = self._left.get(field)
        line = left.pop(0) if left else ""
        if line == "^C":
            raise click.Abort
        return line


def test_what_cannot_be_read_is_asked_again_and_all_else_is_kept() -> None:
    somebody = Somebody(
        {"title": ["", "En väg in"], "measured": ["Väntetid"], "before": ["tolv", "1 200,5"],
         "after": ["4,5"], "n": ["fyra", "1,5", "40"], "better": ["1,5", "Ned"]}
    )  # fmt: skip
    answers = somebody.asking.answers()
    assert answers.before is not None
    assert (answers.before.amount, answers.n, answers.better) == (1200.5, 40, "down")
    assert [somebody.asked.count(it) for it in ("title", "before", "n", "better")] == [2, 2, 3, 2]
    assert any("väntade ett tal" in line for line in somebody.heard)
    assert any("valen är up, down" in line for line in somebody.heard)


def test_steps_are_asked_for_until_an_empty_line_and_questions_on_numbers_only_when_measured() -> (
    None
):
    somebody = Somebody({"title": ["X"], "done": ["Ringde", "Skrev"]}, "en")
    answers = somebody.asking.answers()
    assert [step.to("en") for step in answers.done] == ["Ringde", "Skrev"]
    assert "before" not in somebody.asked


def test_a_person_is_pointed_at_while_it_can_still_be_changed() -> None:
    somebody = Somebody({"title": ["X"], "contact": ["Förnamn Efternamn"]})
    somebody.asking.answers()
    assert somebody.heard == ["  se över: det här ser ut som namnet på en person"]


def test_answers_are_written_to_a_file_when_somebody_breaks_off(tmp_path: Path) -> None:
    for name in ("answers.yaml", "answers-2.yaml"):
        somebody = Somebody({"title": ["En väg in"], "done": ["Ringde"], "who": ["^C"]})
        with pytest.raises(click.Abort), somebody.asking.kept(tmp_path):
            somebody.asking.answers()
        assert read_answers(tmp_path / name).title.to("sv") == "En väg in"
        assert f"--answers {(tmp_path / name).as_posix()}" in somebody.heard[-1]


def ended(somebody: Somebody, folder: Path, error: BaseException) -> None:
    """Ask everything, and let what is then done with the answers fail."""
    with somebody.asking.kept(folder):
        somebody.asking.answers()
        raise error


def test_answers_are_kept_when_the_concept_cannot_be_written(tmp_path: Path) -> None:
    somebody = Somebody({"title": ["X"]})
    with pytest.raises(CannotWriteError, match="full"):
        ended(somebody, tmp_path, CannotWriteError("x.yaml", "full"))
    assert (tmp_path / "answers.yaml").is_file()


def test_answers_are_told_where_no_file_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    somebody = Somebody({"title": ["En väg in"]}, "en")
    with pytest.raises(click.Abort):
        ended(somebody, tmp_path / "file", click.Abort())
    assert "title: En väg in" in somebody.heard[-1]
