"""The plain questions, asked one by one on a terminal; no answer is ever lost."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

from changekit.errors import ChangekitError, InvalidDataError
from changekit.findings import Finding, Findings
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from changekit.model.answers import Answers, Question

__all__ = ["Asking"]

NUMBERS: Final = ("before", "after", "n")
WAYS: Final = {"upp": "up", "ned": "down", "ner": "down"}
"""Ours: what people write for the two ways, beside the words of the file."""
FUNCTIONS: Final = ("who", "contact")
"""Questions whose answer is a function or roles, never a person."""
MORE: Final = "  +"


class Asking:
    """Somebody is asked; what cannot be read is said at once, and asked again.

    Args:
        prompt: Asks with a text and returns what was written.
        say: Tells something beside the answers.
        language: The language of the questions.
    """

    def __init__(
        self, prompt: Callable[[str], str], say: Callable[[str], None], *, language: str
    ) -> None:
        self._prompt, self._say, self._language = prompt, say, language
        self.said: dict[str, Any] = {}  # Any: answers of any kind

    def answers(self) -> Answers:
        """Ask every question, and return the answers."""
        from changekit.model.answers import QUESTIONS, Answers

        for question in QUESTIONS:
            if not question.optional or question.field == "measured" or "measured" in self.said:
                self._ask(question)
        return Answers.from_dict(self.said)

    def _ask(self, question: Question) -> None:
        """Ask one question until the answer can be read; an empty one leaves it for later."""
        language = self._language
        words = f"{question.number}. {question.text.to(language)} ({question.help.to(language)})"
        while True:
            answer = self._read(question.field, words)
            if not answer and question.field != "title":
                return
            faults = self._faults(question.field, answer) if answer else []
            if answer and not faults:
                self.said[question.field] = answer
                self._warn(question.field, answer)
                return
            for fault in faults:
                self._say(f"  {fault}")

    def _read(self, field: str, words: str) -> Any:  # Any: an answer of any kind
        if field != "done":
            return _value(field, self._prompt(words).strip())
        lines: list[str] = []
        while line := self._prompt(MORE if lines else words).strip():
            lines.append(line)
        return lines

    def _faults(self, field: str, answer: Any) -> list[str]:  # Any: same
        from changekit.model.answers import Answers

        try:
            Answers.from_dict({"title": "-", field: answer})
        except InvalidDataError as error:
            found = error.findings if isinstance(error.findings, Findings) else ()
            return [_fault(item, self._language) for item in found] or [str(error)]
        return []

    def _warn(self, field: str, answer: Any) -> None:  # Any: same
        from changekit.services.catalogue.persons import says_person

        texts = answer if isinstance(answer, list) else [answer]
        for text in filter(lambda it: isinstance(it, str), texts):
            for warning in says_person(text, named=field in FUNCTIONS):
                self._say(f"  {_LOOK.format(what=warning).to(self._language)}")

    @contextmanager
    def kept(self, folder: Path) -> Iterator[None]:
        """Write the answers to a file if what is done with them fails, and say so."""
        try:
            yield
        except (ChangekitError, click.Abort, KeyboardInterrupt, EOFError):
            if self.said:
                self._say(f"\n{_keep(folder, self.said).to(self._language)}")
            raise


def _value(field: str, answer: str) -> Any:  # Any: an answer of any kind
    if field == "better":
        return WAYS.get(answer.casefold(), answer.casefold())
    if field not in NUMBERS:
        return answer
    try:
        number = float("".join(answer.split()).replace(",", "."))
    except ValueError:
        return answer  # which is then found, with what is allowed
    return int(number) if number.is_integer() else number


def _fault(found: Finding, language: str) -> str:
    hint = f" ({found.hint.to(language)})" if found.hint else ""
    return f"{found.message.to(language)}{hint}"


def _keep(folder: Path, said: dict[str, Any]) -> Text:  # Any: answers of any kind
    """Write answers where there is no file yet, and return what to do with them."""
    from changekit.files.drafts import write_new
    from changekit.files.writing import to_yaml

    names = ["answers.yaml", *(f"answers-{number}.yaml" for number in range(2, 1000))]
    target = next(folder / name for name in names if not (folder / name).exists())
    block = to_yaml({"schema": 1, **said})
    try:
        write_new(target, block.encode())
    except ChangekitError:
        return _HERE.format(block=block)
    return _KEPT.format(file=target.as_posix(), folder=folder.as_posix())


_LOOK = Text(sv="se över: {what}", en="look it over: {what}")
_KEPT = Text(
    sv="Svaren finns i {file}. Gå vidare med: changekit new concept {folder} --answers {file}",
    en="The answers are in {file}. Go on with: changekit new concept {folder} --answers {file}",
)
_HERE = Text(
    sv="Svaren, att spara som en fil och läsa in med --answers:\n{block}",
    en="The answers, to keep in a file and read with --answers:\n{block}",
)
