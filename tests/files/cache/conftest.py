"""A workspace of small concepts, and reading it with and without its cache."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from changekit.files.folder import read_folder
from changekit.files.kinds import KINDS
from changekit.files.quick_reading import read_quickly
from changekit.files.yaml import compose
from changekit.model.reading import Log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from changekit.files.cache.concepts import ConceptCache

NEEDS = "schema: 1\nneeds:\n  - {id: x, title: {sv: X, en: X}}\n"
COUNT = 104  # enough for a folder to have a cache


def concept(number: int, *, to: str | None = None, more: str = "") -> str:
    """Return a small concept, tied to the next one."""
    to = to or f"t/c{(number + 1) % COUNT}"
    return f"""\
schema: 1
id: t/c{number}
version: 1.0.{number}
title: {{sv: Titel {number}, en: Title {number}}}
needs: [x]
evidence:
  - outcome: lead-time
    design: before-after
    reported_by: adopter
    before: {number}
    after: {number / 3:.4f}
    period: {{from: 2023-01-01}}
    source: {{document: report, page: {number}}}
relations:
  - kind: requires
    to: {to}
    why: Därför
{more}"""


def write_workspace(root: Path, count: int = COUNT) -> Path:
    """Write a workspace in which the second concept points at nothing, and two share an id."""
    (root / "concepts").mkdir(parents=True)
    (root / "changekit.yaml").write_text("schema: 1\nname: Prov\n", "utf-8")
    (root / "needs.yaml").write_text(NEEDS, "utf-8")
    for number in range(count):
        to = "t/nothing" if number == 1 else None
        (root / f"concepts/c{number:03}.yaml").write_text(concept(number, to=to), "utf-8")
    (root / "concepts/twin.yaml").write_text(concept(3), "utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "place")


def said(root: Path) -> dict[str, Any]:
    """Return everything that reading a workspace says, places too."""
    reading = read_folder(root)
    town = reading.municipality
    fields = ("", "id", "title", "needs", "evidence", "relations", "tags")
    return {
        "records": repr(town.concepts),
        "findings": [(item, str(item.place)) for item in reading.findings],
        "digests": dict(reading.digests),
        "places": [town.place("concept", it.id, name) for it in town.concepts for name in fields],
    }


@pytest.fixture
def same(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], dict[str, Any]]:
    """Return what reads a workspace with its cache, and checks that it says what its files say."""

    def read(root: Path) -> dict[str, Any]:
        with monkeypatch.context() as patch:
            patch.setenv("CHANGEKIT_CACHE", "off")
            cold = said(root)
        monkeypatch.delenv("CHANGEKIT_CACHE", raising=False)
        assert said(root) == cold
        return cold

    return read


def read_few(root: Path, cache: ConceptCache | None) -> tuple[list[Any], int]:
    """Read the concepts of a folder that is too small for a cache; count those it did not know."""
    log, records, unknown = Log(), [], 0
    files = sorted(f"concepts/{path.name}" for path in (root / "concepts").glob("*.yaml"))
    for file in files:
        data = (root / file).read_bytes()
        sha = hashlib.sha256(data).digest()
        gist = cache.get(file, sha) if cache else None
        if gist is None:
            unknown += 1
            node = compose(data, file, log).node
            gist = read_quickly(KINDS["concept"], node, log.place)
            assert gist is not None
            if cache:
                cache.put(file, sha, gist)
        log.take(gist)
        records.append(
            (repr(gist.record), [str(gist.place(mark)) for *_, mark, _ in gist.referred])
        )
    if cache:
        cache.close(files)
    return records, unknown
