"""PSPLIB's own format for one project with one mode for each activity: `.sm`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from changekit.files.psplib.problem import (
    MOST,
    MOST_ACTIVITIES,
    MOST_RESOURCES,
    SchedulingProblem,
    checked,
)
from changekit.files.psplib.tokens import BREAKS, Numbers, Token, split, whole
from changekit.findings import Place
from changekit.rules import projects as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from changekit.model.reading import Log

__all__ = ["single_mode"]

_PRECEDENCE: Final = "PRECEDENCE RELATIONS"
_REQUESTS: Final = "REQUESTS/DURATIONS"
_CAPACITIES: Final = "RESOURCEAVAILABILITIES"
_SECTIONS: Final = (_PRECEDENCE, _REQUESTS, _CAPACITIES)
_HEAD: Final = re.compile(r"\s*(?:- )?\s*([^:]+?)\s*:(.*)")
_RULER: Final = re.compile(r"\s*[-*]+\s*")

Lines = list[tuple[int, str]]


class _Reader:
    """One file while it is read."""

    def __init__(self, text: str, file: str, log: Log) -> None:
        self.file, self.log = file, log
        self.head: dict[str, tuple[int, str]] = {}
        self.sections: dict[str, tuple[int, Lines]] = {}
        inside: Lines | None = None
        for number, line in enumerate(BREAKS.split(text), 1):
            title = line.strip().rstrip(":").strip().upper()
            if title in _SECTIONS:
                inside = self._section(title, number)
            elif inside is not None:
                if line.strip() and not _RULER.fullmatch(line):
                    inside.append((number, line))
            elif found := _HEAD.fullmatch(line):
                self.head.setdefault(found[1].lower(), (number, found[2]))

    def _section(self, title: str, number: int) -> Lines:
        if title in self.sections:
            first = self.sections[title][0]
            what = Text(sv=f"avsnittet {title}", en=f"the section {title}")
            self.log.add_at(rules.TWICE, Place(self.file, number, 1), what=what, line=first)
            return []
        self.sections[title] = (number, [])
        return self.sections[title][1]

    def numbers(self, section: str, *, headings: bool) -> Numbers:
        """Return the numbers of a section, after its line of headings."""
        lines = self.sections[section][1]
        if headings and lines and not whole(lines[0][1].split()[0]):
            lines = lines[1:]
        return Numbers(split(lines), self.file, self.log)

    def counted(self, name: str, what: Text, *, low: int, high: int) -> int | None:
        """Return a number of the head, by the first words of its line."""
        for key, (line, rest) in self.head.items():
            if key.startswith(name):
                word = (rest.split() or [""])[0]
                token = Token(word, line, rest.find(word) + 1)
                found = Numbers([token] if word else [], self.file, self.log)
                return found.take(what, low=low, high=high)
        self.log.add_at(rules.ENDS_EARLY, Place(self.file, 1, 1), what=what)
        return None

    def nothing(self, name: str, what: Text) -> None:
        """Note a kind of resource that is not read, where there is any of it."""
        line, rest = self.head.get(name, (0, ""))
        count = (rest.split() or ["0"])[0]
        if whole(count):
            self.log.add_at(rules.OTHER_KIND, Place(self.file, line, 1), what=what, found=count)


def single_mode(text: str, name: str, file: str, log: Log) -> SchedulingProblem | None:
    """Read a problem, None after findings.

    Source: Kolisch & Sprecher (1996), European Journal of Operational Research 96(1), 205-216.

    Args:
        text: The whole file.
        name: What the problem is called.
        file: What findings call the file.
        log: Where they go.
    """
    before = len(log.findings)
    reader = _Reader(text, file, log)
    for section in _SECTIONS:
        if section not in reader.sections:
            known = ", ".join(_SECTIONS)
            log.add_at(rules.NO_SECTION, Place(file, 1, 1), section=section, known=known)
    jobs = Text(sv="antalet aktiviteter", en="the number of activities")
    n = reader.counted("jobs", jobs, low=1, high=MOST_ACTIVITIES)
    renewable = Text(sv="antalet förnybara resurser", en="the number of renewable resources")
    kinds = reader.counted("renewable", renewable, low=0, high=MOST_RESOURCES)
    _only(reader)
    if n is None or kinds is None or len(log.findings) > before:
        return None
    capacities = _capacities(reader, kinds)
    successors, _ = _rows(reader, _PRECEDENCE, n, _successors(n))
    rows, places = _rows(reader, _REQUESTS, n, _requests(kinds))
    if len(log.findings) > before:
        return None
    problem = SchedulingProblem(
        name=name,
        durations=tuple(row[0] for row in rows),
        requests=tuple(tuple(row[1:]) for row in rows),
        capacities=tuple(capacities),
        successors=tuple(tuple(sorted({j - 1 for j in row})) for row in successors),
    )
    checked(problem, places, log)
    return problem if len(log.findings) == before else None


def _only(reader: _Reader) -> None:
    """Note several projects, and resources that are used up."""
    reader.nothing("nonrenewable", Text(sv="förbrukade resurser", en="nonrenewable resources"))
    both = Text(sv="dubbelt begränsade resurser", en="doubly constrained resources")
    reader.nothing("doubly constrained", both)
    line, rest = reader.head.get("projects", (0, "1"))
    if rest.split() != ["1"]:
        what = Text(sv="antalet projekt", en="the number of projects")
        found = rest.strip()[:40] or "?"
        reader.log.add_at(rules.OTHER_KIND, Place(reader.file, line, 1), what=what, found=found)


def _capacities(reader: _Reader, kinds: int) -> list[int]:
    numbers = reader.numbers(_CAPACITIES, headings=True)
    found = []
    for k in range(kinds):
        what = Text(sv=f"hur mycket som finns av resurs {k + 1}",
                    en=f"the capacity of resource {k + 1}")  # fmt: skip
        found.append(numbers.take(what, high=MOST) or 0)
    numbers.end()
    return found


Row = list[int]


def _rows(
    reader: _Reader, section: str, n: int, read: Callable[[Numbers, int], Row]
) -> tuple[Sequence[Row], Sequence[Place]]:
    """Return what a section says of each activity, in the order of their numbers."""
    numbers = reader.numbers(section, headings=True)
    first = Place(reader.file, reader.sections[section][0], 1)
    rows: list[Row] = [[] for _ in range(n)]
    places = [first] * n
    seen: dict[int, int] = {}
    for _ in range(n):
        place = numbers.place()
        what = Text(sv="en aktivitets nummer", en="the number of an activity")
        job = numbers.take(what, low=1, high=n)
        if numbers.ended:
            break
        if job is not None and job in seen:
            twice = Text(sv=f"aktivitet {job}", en=f"activity {job}")
            reader.log.add_at(rules.TWICE, place, what=twice, line=seen[job])
        mode = numbers.take(Text(sv="läget", en="the mode"), low=1, high=MOST)
        row = read(numbers, job or 0)
        if mode not in (1, None):
            what = Text(sv="läget", en="the mode")
            reader.log.add_at(rules.OTHER_KIND, place, what=what, found=mode)
        if job is not None:
            seen.setdefault(job, place.line)
            rows[job - 1], places[job - 1] = row, place
    numbers.end()
    return rows, places


def _successors(n: int) -> Callable[[Numbers, int], Row]:
    def read(numbers: Numbers, job: int) -> Row:
        count = numbers.take(
            Text(sv=f"antalet efterföljare till aktivitet {job}",
                 en=f"the number of successors of activity {job}"),
            high=n,
        )  # fmt: skip
        if count is None and not numbers.ended:
            numbers.skip_line()
        what = Text(
            sv=f"en efterföljare till aktivitet {job}", en=f"a successor of activity {job}"
        )
        found = [numbers.take(what, low=1, high=n) for _ in range(count or 0)]
        return [j for j in found if j is not None]

    return read


def _requests(kinds: int) -> Callable[[Numbers, int], Row]:
    def read(numbers: Numbers, job: int) -> Row:
        what = Text(sv=f"hur länge aktivitet {job} tar", en=f"the duration of activity {job}")
        row = [numbers.take(what, high=MOST) or 0]
        for k in range(kinds):
            what = Text(sv=f"vad aktivitet {job} tar av resurs {k + 1}",
                        en=f"what activity {job} takes of resource {k + 1}")  # fmt: skip
            row.append(numbers.take(what, high=MOST) or 0)
        return row

    return read
