"""A new workspace, ready to be filled in: plain files, or one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from changekit.errors import CannotWriteError
from changekit.files.registers import Written, WrittenFile
from changekit.files.workbook.layout import SHEETS, WORKBOOK
from changekit.files.workbook.writing import workbook_bytes
from changekit.files.writing import make_folder, to_yaml, write_bytes, write_text
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new_folder", "new_workbook"]

SETTINGS: Final = "changekit.yaml"

COMMENTS: Final = {
    "changekit.yaml": Text(
        sv="Kommunen och hur mappen läses. Skriv as_of för att räkna från en bestämd dag.",
        en="The municipality and how the folder is read. as_of counts from a fixed day.",
    ),
    "organisation.yaml": Text(
        sv="Enheter och roller. capacity är den förändring som enheten orkar med i en vecka.",
        en="Units and roles. capacity is the change that the unit can carry in a week.",
    ),
    "goals.yaml": Text(
        sv="Målen i ett träd, och helheterna som de hör till.",
        en="The goals in a tree, and the focus areas that they belong to.",
    ),
    "initiatives/forsta.yaml": Text(
        sv="Ett förändringsinitiativ per fil. Byt ut detta mot ett eget.",
        en="One initiative in each file. Replace this one by one of your own.",
    ),
}


def new_folder(folder: Path, *, name: str, language: str = "sv") -> Written:
    """Write a workspace of plain files, ready to be filled in, and return what was written.

    Args:
        folder: The new folder; it may exist, but not hold a workspace.
        name: What the municipality is called.
        language: The language of reports, and of the comments in the files.

    Raises:
        CannotWriteError: One of the files is there already, or cannot be written.
    """
    texts = _texts(name, language)
    for file in texts:
        if (folder / file).exists():
            reason = Text(
                sv="den finns redan och skrivs inte över; namnge en annan mapp",
                en="it is there already, and is not overwritten; name another folder",
            )
            raise CannotWriteError(str(folder / file), reason)
    for file, data in texts.items():
        target = folder / file
        make_folder(target.parent)
        write_text(target, f"# {COMMENTS[file].to(language)}\n{to_yaml(data)}")
    return Written(files=tuple(WrittenFile(file=file) for file in texts), language=language)


def _texts(name: str, language: str) -> dict[str, dict[str, object]]:
    words = {
        "unit": Text(sv="Kommunen", en="The municipality"),
        "role": Text(sv="Kommundirektör", en="Chief executive"),
        "goal": Text(sv="Nära invånaren", en="Close to the residents"),
        "initiative": Text(sv="Vårt första förändringsinitiativ", en="Our first initiative"),
        "purpose": Text(sv="Varför vi gör det", en="Why we do it"),
    }
    said = {key: text.to(language) for key, text in words.items()}
    return {
        "organisation.yaml": {
            "schema": 1,
            "units": [
                {"id": "kommun", "name": said["unit"], "form": "municipality", "capacity": 3}
            ],
            "roles": [{"id": "kommundirektor", "title": said["role"], "unit": "kommun"}],
        },
        "goals.yaml": {"schema": 1, "goals": [{"id": "nara", "title": said["goal"]}]},
        "initiatives/forsta.yaml": {
            "schema": 1,
            "id": "forsta",
            "title": said["initiative"],
            "owner": {"unit": "kommun", "role": "kommundirektor"},
            "goals": ["nara"],
            "status": "proposed",
            "priority": "high",
            "weeks": 12,
            "load": [{"unit": "kommun", "amount": 1}],
            "mandate": {"purpose": said["purpose"]},
        },
        "changekit.yaml": {
            "schema": 1,
            "name": name,
            "country": "SE",
            "language": language,
            "packs": ["changekit/core"],
        },
    }


def new_workbook(folder: Path, *, name: str, language: str = "sv") -> Written:
    """Write a workspace of one empty workbook, and return what was written.

    Args:
        folder: The new folder; it may exist, but not hold a workspace.
        name: What the municipality is called.
        language: The language of sheets, headings and choices.

    Raises:
        CannotWriteError: One of the files is there already, or cannot be written.
        MissingExtraError: The extra `excel` is not installed.
    """
    for file in (SETTINGS, WORKBOOK):
        if (folder / file).exists():
            reason = Text(
                sv="den finns redan och skrivs inte över; namnge en annan mapp",
                en="it is there already, and is not overwritten; name another folder",
            )
            raise CannotWriteError(str(folder / file), reason)
    book = workbook_bytes(None, language=language)
    make_folder(folder)
    write_bytes(folder / WORKBOOK, book)
    write_text(folder / SETTINGS, _settings(name, language))
    files = (WrittenFile(file=SETTINGS), WrittenFile(file=WORKBOOK))
    return Written(files=files, language=language)


def _settings(name: str, language: str) -> str:
    tables: list[dict[str, Any]] = [
        {"file": WORKBOOK, "sheet": plan.title.to(language), "holds": plan.holds}
        for plan in SHEETS
    ]
    data = {
        "schema": 1, "name": name, "country": "SE", "language": language,
        "packs": ["changekit/core"], "tables": tables,
    }  # fmt: skip
    return to_yaml(data)
