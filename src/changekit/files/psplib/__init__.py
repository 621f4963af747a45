"""Published scheduling problems: a folder of instances and the best that is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs

from changekit.errors import UnreadableFileError
from changekit.files.psplib.best import read_best
from changekit.files.psplib.patterson import patterson
from changekit.files.psplib.problem import Reading, SchedulingProblem
from changekit.files.psplib.single_mode import single_mode
from changekit.files.yaml import decode
from changekit.findings import Findings, Place
from changekit.model.frozen import FrozenMap
from changekit.model.reading import Log
from changekit.rules.reading import UNREADABLE
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BEST_KNOWN", "ENDINGS", "ProblemFolder", "Reading", "SchedulingProblem", "read_problem",
    "read_problems",
]  # fmt: skip

BEST_KNOWN: Final = "best-known.csv"
"""What the file with the best that is known is called: columns `instance` and `makespan`."""

_FORMATS: Final = {".rcp": patterson, ".sm": single_mode}
ENDINGS: Final = tuple(_FORMATS)
"""The endings of files that are read: Patterson's format, and that of PSPLIB."""


@attrs.frozen(kw_only=True)
class ProblemFolder:
    """A folder of problems.

    Attributes:
        problems: Those that can be read, by the names of their files.
        best_known: The shortest makespan that is known, by instance; empty where none is given.
        findings: What is wrong in any file.
    """

    problems: tuple[SchedulingProblem, ...]
    best_known: Mapping[str, int] = FrozenMap()
    findings: Findings = Findings()


def read_problem(data: bytes, file: str) -> Reading:
    r"""Read one problem; whatever its bytes are, what is wrong with it is in `findings`.

    Args:
        data: The bytes of the file.
        file: Its name, which tells its format by its ending.

    Raises:
        UnreadableFileError: The name ends in none of `ENDINGS`.

    >>> read_problem(b"1 1\n4\n3 2 0\n", "one.rcp").problem.durations
    (3,)
    >>> read_problem(b"1 1\n4\n3 x 0\n", "one.rcp").findings[0].place
    Place(file='one.rcp', line=3, column=3, cell=False)
    """
    name, dot, ending = file.rpartition(".")
    if dot + ending.lower() not in _FORMATS:
        raise UnreadableFileError(file, _no_such_ending())
    log = Log()
    text = decode(data, file, log)
    found = None if text is None else _FORMATS[dot + ending.lower()](text, name, file, log)
    return Reading(problem=found, findings=Findings.in_order(log.findings))


def read_problems(folder: Path) -> ProblemFolder:
    """Read every problem of a folder, by name; a bad file spoils no other.

    Args:
        folder: The folder; folders inside it are not read.

    Raises:
        UnreadableFileError: There is no such folder, or no such file in it.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    except OSError as error:
        raise UnreadableFileError(str(folder), error.strerror or type(error).__name__) from error
    if not files:
        raise UnreadableFileError(str(folder), _no_such_ending())
    log = Log()
    problems = []
    for path in files:
        data = _bytes(path, log)
        reading = Reading() if data is None else read_problem(data, path.name)
        log.findings += reading.findings
        if reading.problem is not None:
            problems.append(reading.problem)
    listed = folder / BEST_KNOWN
    data = _bytes(listed, log) if listed.is_file() else None
    best = {} if data is None else read_best(data, BEST_KNOWN, log)
    return ProblemFolder(
        problems=tuple(problems),
        best_known=FrozenMap(best),
        findings=Findings.in_order(log.findings),
    )


def _bytes(path: Path, log: Log) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        log.add_at(UNREADABLE, Place(path.name), why=why)
        return None


def _no_such_ending() -> Text:
    listed = " / ".join(ENDINGS)
    return Text(sv=f"ingen fil som slutar på {listed}", en=f"no file that ends in {listed}")
