"""A new pack: a folder that a municipality fills with its own concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.errors import CannotWriteError, InvalidValueError
from changekit.files.kinds import SCHEMA
from changekit.files.registers import Written, WrittenFile
from changekit.files.writing import make_folder, to_yaml, write_text
from changekit.model.pack import RESERVED, is_namespace
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["new_pack", "write_all"]

_README = Text(
    sv="""# {title}

Ett paket med förändringskoncept. Data, ingen kod.

1. Skriv ett koncept: `changekit new concept {folder}`
2. Se vad som är fel: `changekit pack verify {folder}`
3. Bygg ett arkiv att dela: `changekit pack build {folder} --out {name}.zip`

Andra tar in det med `changekit pack add {name}.zip`.
""",
    en="""# {title}

A pack of change concepts. Data, no code.

1. Write a concept: `changekit new concept {folder}`
2. See what is wrong: `changekit pack verify {folder}`
3. Build an archive to share: `changekit pack build {folder} --out {name}.zip`

Others take it in with `changekit pack add {name}.zip`.
""",
)


def new_pack(
    folder: Path,
    *,
    namespace: str,
    title: str,
    licence: str = "CC0-1.0",
    language: str = "sv",
) -> Written:
    """Write an empty pack, ready to be filled in, and return what was written.

    Args:
        folder: The new folder; nothing in it is written over.
        namespace: What the ids of all its concepts begin with, such as se-1880.
        title: What it is called.
        licence: Its licence, as SPDX names it.
        language: The language of the title and of the README.

    Raises:
        CannotWriteError: One of the files is there already, or cannot be written.
        InvalidValueError: The namespace or licence is none.
    """
    _known(namespace)
    name = folder.resolve().name
    about = {
        "schema": SCHEMA,
        "id": f"{namespace}/{_plain(name)}",
        "version": "0.1.0",
        "title": {language: title},
        "namespace": namespace,
        "licence": licence,
        "requires": {"changekit": ">=0.1"},
    }
    readme = _README.format(title=title, folder=folder.as_posix(), name=name).to(language)
    texts = {"pack.yaml": to_yaml(about), "README.md": readme}
    write_all(folder, texts)
    make_folder(folder / "concepts")
    files = tuple(WrittenFile(file=f"{folder.as_posix()}/{file}") for file in texts)
    return Written(files=files, language=language)


def _known(namespace: str) -> None:
    if not is_namespace._compiled.fullmatch(namespace):  # noqa: SLF001  # the pattern of the field
        msg = f"namespace must be {is_namespace.what.to('en')}, got {namespace!r}"
        raise InvalidValueError(msg)
    if namespace == RESERVED:
        raise InvalidValueError(_RESERVED)


_RESERVED = Text(
    sv=f"namnrymden {RESERVED!r} är changekits egen; använd er egen, till exempel se-1880",
    en=f"the namespace {RESERVED!r} is changekit's own; use your own, such as se-1880",
)


def _plain(name: str) -> str:
    from changekit.model.fields import good_id

    return good_id(name)


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files of a new folder, none of which may be there.

    Raises:
        CannotWriteError: One of them is there already; nothing was written.
    """
    for file in texts:
        if (folder / file).exists():
            reason = Text(
                sv="den finns redan och skrivs inte över; namnge en annan mapp",
                en="it is there already, and is not overwritten; name another folder",
            )
            raise CannotWriteError(str(folder / file), reason)
    for file, text in texts.items():
        target = folder / file
        make_folder(target.parent)
        write_text(target, text)
