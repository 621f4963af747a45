"""How long reading takes, beside what the parser alone needs for the same files."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from changekit.files.folder import read_folder
from changekit.files.resources import catalog_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.bench

SETTINGS = "schema: 1\nname: Mätning\nas_of: 2024-01-01\n"
CONCEPTS = 34 * 60
ROWS = 40_000


def write_concepts(folder: Path) -> list[str]:
    """Write the catalogue's concepts over and over, each with an id of its own."""
    originals = [
        path.read_text("utf-8") for path in sorted(catalog_folder().glob("concepts/*.yaml"))
    ]
    (folder / "concepts").mkdir(parents=True)
    (folder / "changekit.yaml").write_text(SETTINGS, "utf-8")
    (folder / "needs.yaml").write_text(
        (catalog_folder() / "needs.yaml").read_text("utf-8"), "utf-8"
    )
    texts = []
    for number in range(CONCEPTS):
        again = f"n{number // len(originals)}/"
        text = originals[number % len(originals)].replace("id: changekit/", f"id: {again}", 1)
        text = text.replace("to: changekit/", f"to: {again}")
        (folder / "concepts" / f"c{number}.yaml").write_text(text, "utf-8")
        texts.append(text)
    return texts


def write_register(folder: Path, example: Path) -> str:
    """Write the generated rows of the Eskilstuna example over and over, each with its own ids."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("changekit.yaml", "organisation.yaml", "goals.yaml", "scoring.yaml"):
        (folder / name).write_text((example / name).read_text("utf-8"), "utf-8")
    shutil.copytree(example / "measures", folder / "measures", dirs_exist_ok=True)
    text = (example / "initiatives.csv").read_text("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    links = [
        at
        for at, name in enumerate(head)
        if name in ("requires", "follows", "enables", "conflicts")
    ]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(head)
    for number in range(ROWS):
        row = list(rows[number % len(rows)])
        row[0] = f"{row[0]}-{number // len(rows)}"
        for at in links:
            row[at] = ""
        writer.writerow(row)
    (folder / "initiatives.csv").write_text(out.getvalue(), "utf-8")
    return out.getvalue()


def test_reading_concepts(
    tmp_path: Path, best: Callable[..., float], say: Callable[..., None]
) -> None:
    texts = write_concepts(tmp_path)
    ours = best(lambda: read_folder(tmp_path))
    parsed = best(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts])
    say(f"{CONCEPTS} concepts read, checked and placed", ours, "CSafeLoader alone", parsed)


def test_reading_a_register(
    tmp_path: Path, best: Callable[..., float], say: Callable[..., None], checkout: Path
) -> None:
    text = write_register(tmp_path, checkout / "docs/examples/eskilstuna")
    ours = best(lambda: read_folder(tmp_path), rounds=1)
    parsed = best(lambda: list(csv.DictReader(io.StringIO(text), delimiter=";")))
    say(f"{ROWS} rows of CSV read, checked and placed", ours, "csv.DictReader alone", parsed)


def test_a_large_register_as_a_whole(
    tmp_path: Path,
    run: Callable[..., tuple[float, float]],
    say: Callable[..., None],
    checkout: Path,
) -> None:
    write_register(tmp_path, checkout / "docs/examples/eskilstuna")
    for command in ("check", "plan"):
        seconds, peak = run("-m", "changekit", command, str(tmp_path), "--json")
        what = f"changekit {command}, {ROWS} initiatives from CSV"
        say(what, seconds, mebibytes=peak)
