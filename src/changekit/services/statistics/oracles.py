"""Whether published answers are reproduced: each number within what its print allows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.files.oracles import Oracle, read_oracles
from changekit.files.oracles.problems import Proportion
from changekit.findings import Finding, Findings
from changekit.rules import scoring as rules
from changekit.services.statistics.shares import wilson
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.model.records import Record
    from changekit.rules import Rule

__all__ = ["STATISTICS", "Answer", "Reproduction", "Reproductions", "reproduce", "run_statistics"]

Answer: TypeAlias = "float | tuple[float, ...]"
Method: TypeAlias = Callable[[Any], Mapping[str, Answer]]  # Any: the record of that method

EXACT: Final = ("ranks", "order")
"""Answers that are right or wrong, whatever the tolerance of the file."""
_TOO_LARGE: Final = "a number is too large"
SLACK: Final = 1e-12
"""Ours: rounding of the comparison itself, which a tolerance of 0.0001 is not meant for."""
LATER: Final = ("agreement", "icc", "krippendorff", "p-chart", "run-limits", "xmr")
"""Methods of the format that no version works out yet."""


@attrs.frozen(kw_only=True)
class Reproduction:
    """What one file asks for, and what was worked out.

    Attributes:
        computed: By the names that the file expects, as far as they can be worked out.
        reproduced: How many numbers lie within the tolerance.
        total: How many numbers the file expects.
        largest_error: The largest distance of a number, None where nothing can be compared.
    """

    oracle: Oracle
    computed: Mapping[str, Answer]
    reproduced: int
    total: int
    largest_error: float | None
    findings: Findings = Findings()

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the answer to one file as JSON values."""
        expected = self.oracle.expected
        return {
            "id": self.oracle.id,
            "method": self.oracle.method,
            "file": self.oracle.file,
            "computed": _plain(self.computed),
            "expected": _plain(expected.by_name) if expected else {},
            "tolerance": self.oracle.tolerance,
            "reproduced": self.reproduced,
            "total": self.total,
            "largest_error": self.largest_error,
            "findings": self.findings.to_dict()["findings"],
        }


def _plain(answers: Mapping[str, Answer]) -> dict[str, Any]:  # Any: JSON values
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in answers.items()
    }


@attrs.frozen(kw_only=True, repr=False)
class Reproductions(Shown):
    """Every file of a folder, in the order of their names."""

    files: tuple[Reproduction, ...]
    language: str = "en"

    @property
    def findings(self) -> Findings:
        """What is wrong with any file, in order."""
        every = [finding for item in self.files for finding in item.findings]
        return Findings.in_order(every, language=self.language)

    def table(self) -> Table:
        """Return one row for each file."""
        columns = (
            Column("id", Text(sv="Id", en="Id")),
            Column("method", Text(sv="Metod", en="Method")),
            Column("reproduced", Text(sv="Återgivna", en="Reproduced"), "number"),
            Column("total", Text(sv="Av", en="Of"), "number"),
            Column("largest_error", Text(sv="Största fel", en="Largest error")),
            Column("findings", Text(sv="Iakttagelser", en="Findings")),
        )
        rows = tuple(
            (
                item.oracle.id, item.oracle.method, item.reproduced, item.total,
                "" if item.largest_error is None else f"{item.largest_error:.1e}",
                "; ".join(finding.line(self.language) for finding in item.findings),
            )
            for item in self.files
        )  # fmt: skip
        title = Text(sv="Publicerade svar", en="Published answers")
        return Table(title=title, columns=columns, rows=rows)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the files as JSON values."""
        return {"files": [item.to_dict() for item in self.files]}


def reproduce(
    oracles: Iterable[Oracle], methods: Mapping[str, Method], *, language: str = "en"
) -> Reproductions:
    """Return what is worked out for each file, beside what it expects.

    Args:
        oracles: The files, read with the records that `methods` take.
        methods: By its name: what works out a method's answers.
        language: The language in which the result shows itself.
    """
    files = tuple(_reproduced(oracle, methods, language) for oracle in oracles)
    return Reproductions(files=files, language=language)


def _reproduced(oracle: Oracle, methods: Mapping[str, Method], language: str) -> Reproduction:
    found: list[Finding] = list(oracle.findings)
    answers: Mapping[str, Answer] = {}
    if oracle.given is not None:
        answers = _answers(oracle, methods[oracle.method], found)
    expected = oracle.expected.by_name if oracle.expected else {}
    total = oracle.expected.total if oracle.expected else 0
    computed = {name: answers[name] for name in expected if name in answers}
    errors = _errors(oracle, answers, found) if answers else ()
    largest = max((error for _, error in errors), default=None)
    good = sum(
        error <= (0.0 if name in EXACT else oracle.tolerance or 0.0) + SLACK
        for name, error in errors
    )
    if oracle.tolerance is None:
        good = 0
    elif computed and good < total:
        values = {
            "reproduced": good, "total": total, "tolerance": f"{oracle.tolerance:g}",
            "error": "?" if largest is None else f"{largest:.2g}",
        }  # fmt: skip
        found.append(_finding(oracle, rules.NOT_REPRODUCED, values))
    return Reproduction(
        oracle=oracle, computed=computed, reproduced=good, total=total, largest_error=largest,
        findings=Findings.in_order(found, language=language),
    )  # fmt: skip


def _answers(oracle: Oracle, method: Method, found: list[Finding]) -> Mapping[str, Answer]:
    try:
        answers = method(oracle.given)
        if not all(math.isfinite(number) for it in answers.values() for number in _as_tuple(it)):
            raise OverflowError(_TOO_LARGE)
        return answers
    except (InvalidValueError, ArithmeticError) as error:
        why = error.text if isinstance(error, InvalidValueError) else Text.plain(str(error))
        values = {"method": oracle.method, "why": why}
        found.append(_finding(oracle, rules.NOT_COMPUTED, values))
        return {}


def _errors(
    oracle: Oracle, answers: Mapping[str, Answer], found: list[Finding]
) -> list[tuple[str, float]]:
    """Return how far each number is from what is printed, by the name of its answer."""
    errors: list[tuple[str, float]] = []
    for name, printed in oracle.expected.by_name.items() if oracle.expected else ():
        if name not in answers:
            values = {"method": oracle.method, "found": name, "known": ", ".join(answers)}
            found.append(_finding(oracle, rules.NO_SUCH_ANSWER, values))
            continue
        ours, theirs = _as_tuple(answers[name]), _as_tuple(printed)
        if len(ours) != len(theirs) or isinstance(printed, tuple) != isinstance(
            answers[name], tuple
        ):
            sizes = {"name": name, "expected": len(theirs), "computed": len(ours)}
            found.append(_finding(oracle, rules.OTHER_LENGTH, sizes))
            continue
        errors += [(name, abs(float(a - b))) for a, b in zip(ours, theirs, strict=True)]
    return errors


def _as_tuple(answer: Answer) -> tuple[float, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


def _finding(oracle: Oracle, rule: Rule, values: Mapping[str, object]) -> Finding:
    return Finding.of(rule, values, subject=oracle.id, place=oracle.place, path="given")


def _wilson(given: Proportion) -> dict[str, Answer]:
    interval = wilson(given.successes, given.n, confidence=given.confidence)
    return {"lower": interval.low, "upper": interval.high}


STATISTICS: Final[Mapping[str, tuple[type[Record], Method]]] = {"wilson": (Proportion, _wilson)}
"""By the name of a method: the record that it takes, and what works it out."""


def run_statistics(folder: Path, *, language: str = "en") -> Reproductions:
    """Return what changekit makes of every published statistic in a folder.

    Raises:
        UnreadableFileError: There is no such folder, or no file in it.
    """
    records = {name: record for name, (record, _) in STATISTICS.items()}
    methods = {name: method for name, (_, method) in STATISTICS.items()}
    return reproduce(read_oracles(folder, records, later=LATER), methods, language=language)
