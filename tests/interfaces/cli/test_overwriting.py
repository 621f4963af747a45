"""No command writes over what people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changekit.interfaces.cli.report import beside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

TABLE = "Id;Titel\r\na-b;Bygg om\r\n"


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("more", [(), ("--overwrite",)])
@pytest.mark.parametrize(
    ("command", "out"),
    [
        ("report", "changekit.yaml"),
        ("report", "initiatives/a.yaml"),
        ("report", "organisation.yaml"),
        ("plan", "initiatives.csv"),
        ("plan", "lista.csv"),
    ],
)
def test_what_a_workspace_reads_is_never_written_over(
    command: str, out: str, more: tuple[str, ...], run: Run, small: Path
) -> None:
    (small / "initiatives.csv").write_text(TABLE, "utf-8")
    (small / "lista.csv").write_text(TABLE.replace("a-b", "c-d"), "utf-8")
    with (small / "changekit.yaml").open("a", encoding="utf-8") as settings:
        settings.write("tables: [{file: lista.csv}]\n")
    before = files(small)
    answer = run(command, small, "--out", small / out, *more, "--language", "sv")
    assert (answer.code, answer.out) == (2, "")
    assert "arbetsmappen läser den filen" in answer.err
    assert files(small) == before


def test_no_file_is_made_that_the_workspace_would_read(run: Run, small: Path) -> None:
    answer = run("plan", small, "--out", small / "initiatives.csv")
    assert answer.code == 2
    assert not (small / "initiatives.csv").exists()


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        (("report", "WS", "--out", "OUT/r.html"), "r.html"),
        (("plan", "WS", "--out", "OUT/p.xlsx"), "p.xlsx"),
        (("plan", "WS", "--out", "OUT/p.csv"), "p.csv"),
        (("plan", "WS", "--out", "OUT/p.json"), "p.json"),
        (("report", "WS", "--for", "management", "--out", "OUT/r.html"), "r-plan.xlsx"),
        (("report", "WS", "--for", "management", "--out", "OUT/r.html"), "r-load.svg"),
        (("report", "WS", "--for", "management", "--out", "OUT/r.html"), "r-load.png"),
        (("demo", "OUT", "--example", "lulea"), "lulea.html"),
    ],
)
def test_a_file_of_others_is_replaced_only_with_overwrite_and_ones_own_always(
    words: tuple[str, ...], theirs: str, run: Run, small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / theirs).write_text("vårt eget\n", "utf-8")
    call = [part.replace("WS", str(small)).replace("OUT", str(out)) for part in words]
    before = files(tmp_path)
    answer = run(*call)
    assert (answer.code, answer.out) == (2, "")
    assert theirs in answer.err
    assert "--overwrite" in answer.err
    assert files(tmp_path) == before
    assert run(*call, "--overwrite").code == 0
    assert (out / theirs).read_bytes() != before[out / theirs]
    assert run(*call).code == 0
    assert run(*call, "--language", "en").code == 0


def test_a_folder_that_cannot_be_made_is_answered_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    answer = run("demo", tmp_path / "file" / "demo", "--language", "sv")
    assert (answer.code, answer.out) == (2, "")
    assert "fault in changekit" not in answer.err
    assert "fel i changekit" not in answer.err


def test_every_file_of_a_management_report_is_looked_at_first(
    run: Run, small: Path, tmp_path: Path
) -> None:
    page = tmp_path / "r.html"
    written = run("report", small, "--for", "management", "--out", page, "--json").json["written"]
    assert {item["file"] for item in written} <= {str(page), *map(str, beside(page))}
