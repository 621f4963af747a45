"""What people wrote stays: only what changekit wrote itself may be replaced."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from changekit.errors import CannotWriteError
from changekit.files.replacing import refuse_replacing, written_by_changekit

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = (["Id", "Initiative"], ["Id", "Förändringsinitiativ"])
PLAN = {"engine": "greedy", "seed": 0, "checked": True, "objective": 1.0, "initiatives": []}
FIGURE = '<svg xmlns="x" aria-labelledby="f0123456789t f0123456789d"></svg>'


def book(creator: str, modified: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        text = (
            f"<dc:creator>{creator}</dc:creator><cp:lastModifiedBy>{modified}</cp:lastModifiedBy>"
        )
        archive.writestr("docProps/core.xml", text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "own"),
    [
        (b"", True),
        (b'<!DOCTYPE html>\n<meta name="generator" content="changekit">', True),
        (b"<!DOCTYPE html>\n<title>Ours</title>", False),
        (json.dumps(PLAN).encode(), True),
        (b'{"changekit": "0.1.0", "findings": []}', False),
        (b"{", False),
        (FIGURE.encode(), True),
        (b"<svg></svg>", False),
        ("\ufeffId;Förändringsinitiativ\r\na;b\r\n".encode(), True),
        (b"Id,Initiative\r\na,b\r\n", True),
        (b"Id;Titel\r\na;b\r\n", False),
        (book("changekit", "changekit"), True),
        (book("changekit", "The office"), False),
        (b"PK\x03\x04 broken", False),
        (b"\x89PNG", False),
        (b"schema: 1\n", False),
    ],
)
def test_own_files_are_known_by_what_stands_in_them(
    data: bytes, own: bool, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(data)
    assert written_by_changekit(tmp_path / "file", headings=HEADINGS) is own


def test_a_picture_is_known_by_the_drawing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.svg").write_text(FIGURE, "utf-8")
    assert written_by_changekit(tmp_path / "a.png")


def test_a_file_of_others_goes_only_when_told_so(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(b"theirs")
    with pytest.raises(CannotWriteError, match="--overwrite") as caught:
        refuse_replacing([file])
    assert "--overwrite" in caught.value.text.to("sv")
    refuse_replacing([file], overwrite=True)
    refuse_replacing([tmp_path / "new.html"])


def test_an_input_is_never_replaced_under_any_of_its_names(tmp_path: Path) -> None:
    file = tmp_path / "initiatives.csv"
    file.write_bytes(b"")
    (tmp_path / "link.csv").symlink_to(file)
    (tmp_path / "hard.csv").hardlink_to(file)
    for name in ("initiatives.csv", "link.csv", "hard.csv", "not-there.csv"):
        inputs = [file, tmp_path / "not-there.csv"]
        with pytest.raises(CannotWriteError, match="the workspace reads"):
            refuse_replacing([tmp_path / name], inputs=inputs, overwrite=True)
