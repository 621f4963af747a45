"""Runs what the pages show, so that every output in them is real.

python docs/pages.py                 names the blocks whose output is no longer what they say
python docs/pages.py --write PAGE    writes the real output into them

A block marked `console` holds commands after `$ ` with their output, one marked `pycon` a Python
session. `...` stands for any text, on a line of its own for any lines. A block of a file's text
follows `<!-- file: NAME -->`, and what readers do by hand is done by `<!-- run: COMMAND -->`. All
blocks of a page run in one new folder, with the examples in `docs/examples`.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from changekit.interfaces.cli import main as changekit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
BLOCK: Final = re.compile(
    r"^<!-- run: (?P<hidden>[^\n]+) -->$"
    r"|^(?:<!-- file: (?P<file>\S+) -->\n+)?```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMAND: Final = re.compile(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
SETTINGS: Final = {
    "COLUMNS": "100",
    "LC_ALL": "C.UTF-8",
    "CHANGEKIT_DISABLE": "broken,elections,meetings,reach,schools",
}
"""What the pages are run with: lines of 100 characters, English, none of the example plugins."""
LONG = 24
"""Ours: of more lines than this, the first and last are written into a page."""


@attrs.frozen(kw_only=True)
class Step:
    """One command or statement of a page, what the page says it prints, and what it prints."""

    line: int
    source: str
    said: str
    printed: str
    span: tuple[int, int]

    @property
    def holds(self) -> bool:
        """Whether it prints what the page says."""
        return matches(self.said, self.printed)


def pages() -> list[Path]:
    """Return every page that may hold blocks that run."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def matches(said: str, printed: str) -> bool:
    r"""Return whether an output is what a page says, where `...` stands for anything.

    >>> matches("a\n...\nd", "a\nb\nc\nd"), matches("a ... c", "a b\nc")
    (True, False)
    """
    lines = [re.escape(line).replace(r"\.\.\.", ".*") for line in said.rstrip().splitlines()]
    parts = ["(?:.*\n)*" if line == ".*" else f"{line}[ ]*\n" for line in lines]
    shown = "".join(f"{line.rstrip()}\n" for line in printed.rstrip().splitlines())
    return re.fullmatch("".join(parts), shown) is not None


def run_page(page: Path, folder: Path) -> Iterator[Step]:
    """Run the blocks of a page in a folder, one step after the other.

    Args:
        page: The page.
        folder: An empty folder, which is where the commands are run.
    """
    text = page.read_text("utf-8")
    shutil.copytree(ROOT / "docs/examples", folder / "docs/examples")
    shutil.copytree(ROOT / "docs/tutorials/register", folder / "docs/tutorials/register")
    names: dict[str, object] = {"__name__": "__main__"}
    with at(folder):
        for block in BLOCK.finditer(text):
            if block["hidden"]:
                printed, code = run(block["hidden"])
                if code:
                    msg = f"{page.name}: {block['hidden']} ended with {code}: {printed}"
                    raise RuntimeError(msg)
            elif block["file"]:
                target = folder / block["file"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block["text"], "utf-8")
            elif block["kind"] == "console":
                yield from console(text, block)
            elif block["kind"] == "pycon":
                yield from session(text, block, names)


@contextlib.contextmanager
def at(folder: Path) -> Iterator[None]:
    """Work in a folder, with the settings of the pages."""
    before, place = dict(os.environ), Path.cwd()
    os.chdir(folder)
    os.environ.update(SETTINGS)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    try:
        yield
    finally:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(before)


def console(text: str, block: re.Match[str]) -> Iterator[Step]:
    """Run the commands of a block."""
    start, code = block.start("text"), 0
    for found in COMMAND.finditer(block["text"]):
        command = found[1].replace("\\\n", " ")
        if command == "echo $?":
            printed = f"{code}\n"
        else:
            printed, code = run(command)
        yield Step(
            line=text[: start + found.start()].count("\n") + 1, source=command, said=found[2],
            printed=printed, span=(start + found.start(2), start + found.end(2)),
        )  # fmt: skip


def run(command: str) -> tuple[str, int]:
    """Run a command; changekit in this process, which is quicker, all else in a shell."""
    words = shlex.split(command)
    if words[0] != "changekit" or set(words) & {"|", ">", ">>", "&&"}:
        done = subprocess.run(  # noqa: S602  # the pages are our own
            command, shell=True, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return done.stdout, done.returncode
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    code: object = 0
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        try:
            changekit(words[1:])
        except SystemExit as end:
            code = end.code
    stream.flush()
    raw = stream.buffer
    return raw.getvalue().decode() if isinstance(raw, io.BytesIO) else "", int(str(code or 0))


def session(text: str, block: re.Match[str], names: dict[str, object]) -> Iterator[Step]:
    """Run the statements of a Python session, whose names the page's later blocks see too."""
    start = block.start("text")
    lines = block["text"].splitlines(keepends=True)
    for example in doctest.DocTestParser().get_examples(block["text"]):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                exec(compile(example.source, "<page>", "single"), names)  # noqa: S102  # our pages
            except Exception as error:  # noqa: BLE001  # a page may show an error
                kind = f"{type(error).__name__}: {error}"
                out.write(f"Traceback (most recent call last):\n    ...\n{kind}\n")
        first = example.lineno + example.source.count("\n")
        until = first + example.want.count("\n")
        begin = start + len("".join(lines[:first]))
        yield Step(
            line=text[: start + len("".join(lines[: example.lineno]))].count("\n") + 1,
            source=example.source.strip(), said=example.want,
            printed=traceback_free(out.getvalue()),
            span=(begin, begin + len("".join(lines[first:until]))),
        )  # fmt: skip


def traceback_free(printed: str) -> str:
    """Return an output with the module names of its error classes left out, as in doctest."""
    return re.sub(r"^(?:\w+\.)+(\w+Error)", r"\1", printed, flags=re.MULTILINE).replace(
        "\n\n", "\n<BLANKLINE>\n"
    )


def shortened(printed: str) -> str:
    """Return an output with the middle left out where it is long."""
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    if len(lines) > LONG:
        lines = [*lines[:12], "...", *lines[-6:]]
    return "".join(f"{line}\n" for line in lines)


def rewrite(page: Path, steps: list[Step]) -> None:
    """Write into a page what its steps print."""
    text = page.read_text("utf-8")
    for step in reversed(steps):
        if not step.holds:
            text = text[: step.span[0]] + shortened(step.printed) + text[step.span[1] :]
    page.write_text(text, "utf-8")


def main(arguments: list[str]) -> int:
    """Run the pages that are named, or all."""
    write = "--write" in arguments
    wanted = [Path(name).resolve() for name in arguments if not name.startswith("--")]
    late = 0
    for page in wanted or pages():
        with tempfile.TemporaryDirectory() as folder:
            steps = list(run_page(page, Path(folder)))
        for step in steps:
            if not step.holds:
                late += 1
                print(f"{page.relative_to(ROOT)}:{step.line}: {step.source.splitlines()[0]}")
        if write:
            rewrite(page, steps)
    return int(late > 0 and not write)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
