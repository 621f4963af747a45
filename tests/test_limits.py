"""What must hold whatever is asked: many threads, read-only folders, no clock, no global state."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import changekit as ck
from changekit.errors import ChangekitError
from changekit.extension.hookspecs import hookimpl
from changekit.findings import Finding
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from changekit.extension.protocols.checking import Check
    from changekit.extension.protocols.scoring import Scorer
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

EXAMPLES = Path(__file__).resolve().parents[1] / "docs/examples"


@attrs.frozen
class Marker:
    """A plugin whose check and scorer carry its own letters."""

    letters: str
    sign: int

    @hookimpl
    def register_checks(self) -> Mapping[str, Check]:
        def check(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
            count = len(municipality.initiatives)
            words = Text(sv=f"{count} den {as_of}", en=f"{count} on {as_of}")
            yield Finding(code=f"{self.letters}001", severity="info", message=words)

        return {self.letters: check}

    @hookimpl
    def register_scorers(self) -> Mapping[str, Scorer]:
        def length(initiative: Initiative) -> float | None:
            return self.sign * initiative.weeks if initiative.weeks else None

        return {"length": ck.scorer(name="length")(length)}


def opened(name: str, letters: str, sign: int, language: str) -> ck.Workspace:
    return ck.Workspace.open(
        EXAMPLES / name, language=language, plugins={letters: Marker(letters, sign)}
    )


def pair() -> tuple[ck.Workspace, ck.Workspace]:
    return opened("lulea", "AA", 1, "sv"), opened("lovisa", "BB", -1, "en")


JOBS: tuple[Callable[[ck.Workspace], Any], ...] = (  # Any: results of every kind
    lambda workspace: workspace.check().to_dict(),
    lambda workspace: workspace.score(method="length").to_dict(),
    lambda workspace: without_seconds(workspace.plan(moves=20, seed=3).to_dict()),
    lambda workspace: workspace.graph().to_dict(),
    lambda workspace: workspace.catalogue.search("ledtid", language=workspace.language).to_dict(),
)


def without_seconds(result: dict[str, Any]) -> dict[str, Any]:
    """Return what a plan says without how long it took, the one thing that may differ."""
    return {key: value for key, value in result.items() if key != "seconds"}


def test_forty_threads_over_two_workspaces_get_what_each_gets_alone() -> None:
    alone = [[json.dumps(job(workspace), default=str) for job in JOBS] for workspace in pair()]
    assert "AA001" in alone[0][0]
    assert "BB001" not in alone[0][0]
    shared, barrier = pair(), Barrier(40)

    def work(at: int) -> tuple[int, int, str]:
        which, job = at % 2, at // 2 % len(JOBS)
        barrier.wait(timeout=120)
        return which, job, json.dumps(JOBS[job](shared[which]), default=str)

    with ThreadPoolExecutor(40) as pool:
        results = list(pool.map(work, range(40)))
    assert {(which, job) for which, job, _ in results} == {
        (which, job) for which in (0, 1) for job in range(len(JOBS))
    }
    assert [(which, job) for which, job, got in results if got != alone[which][job]] == []


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in [folder, *folder.rglob("*")]
    }


COMMANDS = (["check"], ["score"], ["plan", "--moves", "5"], ["graph"])

# Python itself may lie where the other user cannot read, so everything is loaded beforehand.
AS_NOBODY = """
import contextlib, io, os, sys
from changekit.interfaces.cli import main
writable, read_only, *command = sys.argv[1:]
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main([*command, writable, "--json"])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    try:
        open(os.path.join(read_only, "new"), "w")
    except PermissionError:
        pass
    else:
        sys.exit("the folder can be written to")
main([*command, read_only, "--json"])
"""


@pytest.fixture
def read_only() -> Iterator[Path]:
    """Return a copy of an example that everybody may read and nobody may write to."""
    above = Path(tempfile.mkdtemp())  # pytest's own folders are closed to other users
    above.chmod(0o755)
    folder = Path(shutil.copytree(EXAMPLES / "lovisa", above / "lovisa"))
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(above)


def test_a_read_only_folder_works_and_nothing_is_written_into_it(read_only: Path) -> None:
    before = listing(read_only)
    workspace = ck.open(read_only)
    for job in JOBS[:1] + JOBS[2:]:
        job(workspace)
    workspace.score()
    assert listing(read_only) == before


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_commands_work_in_a_read_only_folder_without_any_rights(
    read_only: Path, command: list[str]
) -> None:
    """Run as another user where that can be done: whoever may write anywhere proves nothing."""
    before = listing(read_only)
    run = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(EXAMPLES / "lulea"), str(read_only), *command],
        capture_output=True, check=False, encoding="utf-8", cwd="/",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["workspace"] == "lovisa"
    assert listing(read_only) == before


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("changekit.yaml", b"schema: 1\nname: [", 1),
        ("changekit.yaml", b"\xff\xfe\x00", 1),
        ("initiatives.csv", b"\x00\x01", 1),
        ("initiatives.xlsx", b"no workbook", 1),
        ("organisation.yaml", b"", 1),
    ],
    ids=["torn", "encoding", "csv", "xlsx", "empty"],
)
def test_unreadable_input_ends_in_findings_and_nothing_is_written(
    tmp_path: Path, file: str, content: bytes, code: int
) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / "changekit.yaml").write_bytes(b"schema: 1\nname: X\nas_of: 2024-01-08\n")
    (folder / file).write_bytes(content)
    before = listing(folder)
    run = subprocess.run(
        [sys.executable, "-m", "changekit", "check", str(folder), "--json"],
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == code
    errors = [it for it in json.loads(run.stdout)["findings"] if it["severity"] == "error"]
    assert errors[0]["file"].startswith(file)
    assert "Traceback" not in run.stderr
    assert listing(folder) == before


def test_a_folder_that_may_not_be_looked_into_is_an_error_that_says_so(read_only: Path) -> None:
    program = AS_NOBODY.replace('read_only, "--json', "read_only + '/closed/w', \"--json")
    read_only.chmod(0o755)
    (read_only / "closed").mkdir(mode=0o700)
    run = subprocess.run(
        [sys.executable, "-c", program, str(EXAMPLES / "lulea"), str(read_only), "check"],
        capture_output=True, check=False, encoding="utf-8", cwd="/",
    )  # fmt: skip
    (read_only / "closed").rmdir()
    assert run.returncode == 2
    assert "closed" in run.stderr
    assert "fault in changekit" not in run.stderr


def test_a_folder_that_is_none_ends_with_two_and_no_traceback(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "changekit", "plan", str(tmp_path / "none")],
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 2
    assert "there is no such folder" in run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


CLOCKS = {"now", "today", "utcnow"}
TIMES = {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"}


def asks_the_clock(call: ast.expr) -> bool:
    """Tell whether what is called is a clock: `dt.date.today`, `time.time` and the like."""
    if not isinstance(call, ast.Attribute):
        return False
    of_time = isinstance(call.value, ast.Name) and call.value.id == "time"
    return call.attr in CLOCKS or (of_time and call.attr in TIMES)


def test_only_the_command_line_asks_which_day_it_is(checkout: Path) -> None:
    package = checkout / "src/changekit"
    found = {
        file.relative_to(package).parts[:2]
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and asks_the_clock(node.func)
    }
    assert found == {("interfaces", "cli")}


POISONED = """
import datetime, json, sys, time

def poisoned(*args):
    raise RuntimeError("somebody asked for the time")

class Real(type):
    def __instancecheck__(cls, item):
        return isinstance(item, cls.__mro__[1])

class Date(datetime.date, metaclass=Real):
    today = classmethod(poisoned)

class Moment(datetime.datetime, metaclass=Real):
    now = today = utcnow = classmethod(poisoned)

import logging, networkx, numpy, pluggy, yaml  # some of these look at the time when imported
import contextlib, importlib
for extra in ("numba", "ortools.sat.python.cp_model", "scipy.linalg.cython_blas"):
    with contextlib.suppress(ImportError):
        importlib.import_module(extra)
import changekit as ck
if sys.argv[1] == "poison":
    datetime.datetime, datetime.date = Moment, Date
    time.time = time.time_ns = time.localtime = time.gmtime = poisoned
workspace = ck.open(sys.argv[2])
plan = workspace.plan(moves=10).to_dict()
del plan["seconds"]
print(json.dumps([workspace.check().to_dict(), workspace.score().to_dict(), plan], default=str))
"""


def test_with_a_poisoned_clock_the_answers_are_the_same() -> None:
    answers = [
        subprocess.run(
            [sys.executable, "-c", POISONED, mode, str(EXAMPLES / "lovisa")],
            capture_output=True, check=True, encoding="utf-8",
        ).stdout
        for mode in ("poison", "as-it-is")
    ]  # fmt: skip
    assert answers[0] == answers[1]
    assert len(answers[0]) > 1000


def test_language_and_seed_of_one_call_do_not_reach_the_next() -> None:
    workspace = ck.open(EXAMPLES / "lovisa")
    first = without_seconds(workspace.plan(seed=0, moves=20).to_dict())
    swedish = str(workspace.check())
    english = str(ck.open(EXAMPLES / "lovisa", language="en").check())
    without_seconds(workspace.plan(seed=7, moves=20).to_dict())
    assert english != swedish
    assert str(workspace.check()) == swedish
    assert without_seconds(workspace.plan(seed=0, moves=20).to_dict()) == first


def test_a_broken_plugin_of_one_workspace_does_not_reach_another() -> None:
    class Broken:
        @hookimpl
        def register_checks(self) -> Mapping[str, Check]:
            raise ChangekitError("out of order")

    spoilt = ck.Workspace.open(EXAMPLES / "lovisa", plugins={"spoilt": Broken()})
    sound = ck.Workspace.open(EXAMPLES / "lovisa")
    assert [item.subject for item in spoilt.check().of("CK501")] == ["spoilt"]
    assert len(sound.check().of("CK501")) == 0
