"""Runs the command line in this process, and keeps its two streams apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs
import pytest

from changekit.interfaces.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


@attrs.frozen(kw_only=True)
class Answer:
    """What a command printed on each stream, and how it ended."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> dict[str, Any]:  # Any: JSON values
        """Standard output as one JSON object, and nothing else."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


class Run(Protocol):
    """Runs `changekit` with arguments."""

    def __call__(self, *arguments: str | Path) -> Answer:
        """Return what it answered."""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command; no plugin but changekit's own is there."""
    monkeypatch.setenv("CHANGEKIT_PLUGINS", "")
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*arguments: str | Path) -> Answer:
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        streams = capfd.readouterr()
        return Answer(out=streams.out, err=streams.err, code=int(str(end.value.code or 0)))

    return call


@pytest.fixture
def example() -> Callable[[str], Path]:
    """Return a function that gives the folder of an example."""
    return lambda name: EXAMPLES / name


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a small workspace of plain files with nothing wrong."""
    folder = tmp_path / "liten"
    (folder / "initiatives").mkdir(parents=True)
    texts = {
        "changekit.yaml": "schema: 1\nname: Liten\nlanguage: sv\nas_of: 2026-01-12\n",
        "organisation.yaml": "schema: 1\nunits:\n  - {id: kansli, name: Kansliet, capacity: 1}\n",
        "initiatives/a.yaml": "schema: 1\nid: a\ntitle: E-arkiv\nstatus: decided\nweeks: 4\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder
