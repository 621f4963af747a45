"""Published scheduling problems: both formats read alike, and every fault has its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import UnreadableFileError
from changekit.files.psplib import SchedulingProblem, read_problem, read_problems

if TYPE_CHECKING:
    from pathlib import Path

STARS = "*" * 72


@st.composite
def problems(draw: st.DrawFn) -> SchedulingProblem:
    n, kinds = draw(st.integers(1, 8)), draw(st.integers(0, 3))
    capacities = draw(st.tuples(*[st.integers(0, 9)] * kinds))
    requests = tuple(
        draw(st.tuples(*[st.integers(0, most) for most in capacities])) for _ in range(n)
    )
    later = [st.sets(st.integers(i + 1, n - 1)) if i < n - 1 else st.just(set()) for i in range(n)]
    successors = tuple(tuple(sorted(draw(row))) for row in later)
    durations = draw(st.tuples(*[st.integers(0, 9)] * n))
    return SchedulingProblem(
        name="p", durations=durations, requests=requests, capacities=capacities,
        successors=successors,
    )  # fmt: skip


def patterson(problem: SchedulingProblem) -> str:
    lines = [f"{len(problem)} {len(problem.capacities)}", " ".join(map(str, problem.capacities))]
    for weeks, row, after in zip(
        problem.durations, problem.requests, problem.successors, strict=True
    ):
        lines.append(" ".join(map(str, [weeks, *row, len(after), *[j + 1 for j in after]])))
    return "\n".join(lines)


def single_mode(problem: SchedulingProblem) -> str:
    names = " ".join(f"R {k + 1}" for k in range(len(problem.capacities)))
    head = [
        STARS, "file with basedata            : X.BAS", "initial value random generator: 1", STARS,
        "projects                      :  1",
        f"jobs (incl. supersource/sink ):  {len(problem)}",
        f"horizon                       :  {sum(problem.durations)}", "RESOURCES",
        f"  - renewable                 :  {len(problem.capacities)}   R",
        "  - nonrenewable              :  0   N", "  - doubly constrained        :  0   D", STARS,
        "PROJECT INFORMATION:", "pronr.  #jobs rel.date duedate tardcost  MPM-Time",
        "    1      1      0        9        9        9", STARS,
    ]  # fmt: skip
    after = [
        " ".join(map(str, [i + 1, 1, len(row), *[j + 1 for j in row]]))
        for i, row in enumerate(problem.successors)
    ]
    needs = [
        " ".join(map(str, [i + 1, 1, weeks, *row]))
        for i, (weeks, row) in enumerate(zip(problem.durations, problem.requests, strict=True))
    ]
    return "\n".join([
        *head, "PRECEDENCE RELATIONS:", "jobnr.    #modes  #successors   successors", *after,
        STARS, "REQUESTS/DURATIONS:", f"jobnr. mode duration  {names}", "-" * 72, *needs, STARS,
        "RESOURCEAVAILABILITIES:", f"  {names}", " ".join(map(str, problem.capacities)), STARS, "",
    ])  # fmt: skip


@given(problems())
def test_both_formats_say_the_same(problem: SchedulingProblem) -> None:
    for text, ending in ((patterson(problem), "rcp"), (single_mode(problem), "sm")):
        reading = read_problem(text.encode(), f"p.{ending}")
        assert not list(reading.findings)
        assert reading.problem == problem


@given(st.binary(max_size=300), st.sampled_from(["p.rcp", "p.sm", "P.SM"]))
def test_any_bytes_give_a_problem_or_findings(data: bytes, file: str) -> None:
    reading = read_problem(data, file)
    assert (reading.problem is None) == (len(reading.findings) > 0)


@given(problems(), st.data(), st.sampled_from(["rcp", "sm"]))
def test_damaged_files_are_told_with_their_places(
    problem: SchedulingProblem, data: st.DataObject, ending: str
) -> None:
    text = patterson(problem) if ending == "rcp" else single_mode(problem)
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(at, min(len(text), at + 20)))
    put = data.draw(st.text(alphabet="0123456789 x-:\n*", max_size=6))
    reading = read_problem((text[:at] + put + text[cut:]).encode(), f"p.{ending}")
    assert (reading.problem is None) == (len(reading.findings) > 0)
    assert all(it.place and it.place.line and it.place.column for it in reading.findings)


def lines_of(text: str, file: str = "p.rcp") -> list[str]:
    return [it.line() for it in read_problem(text.encode(), file).findings]


def test_all_faults_are_told_at_once() -> None:
    assert lines_of("2 1\n4\n3 x 1 2\n5 4 7 5\n9\n") == [
        (
            "p.rcp:3:3: CK470 what activity 1 takes of resource 1 is expected here, found 'x' "
            "(give a whole number from 0 to 1000000)"
        ),
        (
            "p.rcp:4:5: CK470 the number of successors of activity 2 is expected here, found '7' "
            "(give a whole number from 0 to 2)"
        ),
        (
            "p.rcp:5:1: CK472 nothing more is expected here, found '9' "
            "(remove it, or raise the number further up)"
        ),
    ]


def test_a_circle_is_told_as_a_path() -> None:
    assert lines_of("3 0\n1 1 2\n1 1 3\n1 1 2\n") == [
        (
            "p.rcp:3:1: CK473 these all have to come before each other: 2 -> 3 -> 2 "
            "(remove one of the successors)"
        )
    ]


def test_a_request_above_the_capacity_is_told() -> None:
    assert lines_of("1 1\n2\n3 4 0") == [
        (
            "p.rcp:3:1: CK474 activity 1 needs 4 of resource 1, which has only 2 "
            "(ask for less or provide more)"
        )
    ]


def test_a_cut_off_file_is_told() -> None:
    assert lines_of("2 1\n4\n3 1 1") == [
        (
            "p.rcp:3:5: CK471 it ends where a successor of activity 1 is expected "
            "(the file is cut off, or a number further up is too high)"
        )
    ]


def test_resources_that_are_used_up_are_not_read() -> None:
    one = SchedulingProblem(
        name="p", durations=(1,), requests=((),), capacities=(), successors=((),)
    )
    text = single_mode(one).replace("nonrenewable              :  0", "nonrenewable         :  2")
    assert [line.split(" ")[1] for line in lines_of(text, "p.sm")] == ["CK476"]


def test_several_modes_and_repeated_activities_are_told() -> None:
    one = SchedulingProblem(
        name="p", durations=(1, 1), requests=((), ()), capacities=(), successors=((), ())
    )
    text = single_mode(one).replace("2 1 0\n", "1 2 0\n")
    assert [line.split(" ")[1] for line in lines_of(text, "p.sm")] == ["CK476", "CK477"]


def test_missing_sections_are_told_by_name() -> None:
    codes = [line.split(" ")[1] for line in lines_of("jobs : 1\n", "p.sm")]
    assert codes.count("CK475") == 3


def test_a_folder_reads_what_it_can(tmp_path: Path) -> None:
    (tmp_path / "a.rcp").write_text("1 0\n2 0\n")
    (tmp_path / "b.rcp").write_text("1 0\n2\n")
    (tmp_path / "best-known.csv").write_text("instance,makespan\na,2\nb,x\na,3\n")
    found = read_problems(tmp_path)
    assert [it.name for it in found.problems] == ["a"]
    assert dict(found.best_known) == {"a": 2}
    assert [(it.code, str(it.place)) for it in found.findings] == [
        ("CK471", "b.rcp:2:1"),
        ("CK470", "best-known.csv:3:3"),
        ("CK477", "best-known.csv:4:1"),
    ]


def test_a_folder_without_problems_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"no file that ends in \.rcp / \.sm"):
        read_problems(tmp_path)


@pytest.mark.outside_data
def test_published_problems_read_without_findings(outside_data: Path) -> None:
    found = read_problems(outside_data / "psplib")
    assert not list(found.findings)
    assert {it.name for it in found.problems} == set(found.best_known)
