"""Which names a pack's files may have, so that they mean the same on every machine."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from changekit.files.contents.limits import NAME_BYTES, PART_BYTES
from changekit.text import Text

__all__ = ["CODE", "is_left_out", "name_key", "refusal", "why_code"]

# Source: Microsoft, Naming Files, Paths, and Namespaces: reserved names, with any ending.
_DEVICES: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?$", re.IGNORECASE
)
_PLAIN: Final = re.compile(r"\w[\w-]*(\.[\w-]+)*(/\w[\w-]*(\.[\w-]+)*)*", re.ASCII)
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\]')
_UNSEEN: Final = frozenset({"Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that are not seen, turn the reading around, or mean nothing."""

CODE: Final = frozenset({
    ".bash", ".bat", ".class", ".cmd", ".com", ".cpl", ".dll", ".dylib", ".exe", ".hta", ".jar",
    ".js", ".jse", ".lnk", ".mjs", ".msi", ".msp", ".pif", ".pl", ".ps1", ".psm1", ".py", ".pyc",
    ".pyd", ".pyi", ".pyo", ".pyw", ".pyx", ".pyz", ".rb", ".reg", ".scr", ".sh", ".so", ".vbe",
    ".vbs", ".wasm", ".wsf", ".wsh", ".zsh",
})  # fmt: skip
"""Ours: endings of what systems run or import."""
_MAGIC: Final = (
    b"\x7fELF", b"MZ", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"\x00asm",
)  # fmt: skip
"""How programs begin: ELF, Windows, Mach-O in each byte order, Java, scripts, WebAssembly."""


def refusal(name: str) -> Text | None:
    """Return why a path in a pack is refused, None where it is good.

    >>> refusal("concepts/x.yaml"), str(refusal("../x"))
    (None, 'den leder ut ur paketet')
    """
    parts = name.split("/")
    if len(name) <= PART_BYTES and _PLAIN.fullmatch(name):  # by far the most
        return _device(parts)
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return Text(sv="sökvägen är absolut", en="the path is absolute")
    if ".." in parts:
        return Text(sv="den leder ut ur paketet", en="it leads out of the pack")
    if "\\" in name:
        return Text(sv="den har omvänt snedstreck", en="it has a backslash")
    if not name or "" in parts or "." in parts:
        return Text(sv="en del av sökvägen är tom", en="a part of the path is empty")
    return _too_long(name) or next(filter(None, map(_part_refusal, parts)), None)


def _too_long(name: str) -> Text | None:
    try:
        longest = max(len(part.encode()) for part in name.split("/"))
        if longest <= PART_BYTES and len(name.encode()) <= NAME_BYTES:
            return None
    except UnicodeEncodeError:
        return Text(sv="namnet är inte UTF-8", en="the name is not UTF-8")
    return Text(
        sv=f"namnet är för långt; högst {NAME_BYTES} byte i allt och {PART_BYTES} i en del",
        en=f"the name is too long; at most {NAME_BYTES} bytes in all and {PART_BYTES} in a part",
    )


def _part_refusal(part: str) -> Text | None:
    if _FORBIDDEN.search(part) or any(unicodedata.category(it) in _UNSEEN for it in part):
        return Text(
            sv="namnet har tecken som inte får stå i filnamn överallt",
            en="the name has characters that file names may not have everywhere",
        )
    if part.endswith((".", " ")) or part.startswith(" "):
        return Text(
            sv=f"{part!r} börjar eller slutar med mellanslag eller punkt",
            en=f"{part!r} begins or ends with a space or a full stop",
        )
    return _device([part])


def _device(parts: list[str]) -> Text | None:
    part = next((it for it in parts if _DEVICES.match(it)), None)
    if part is None:
        return None
    return Text(
        sv=f"{part!r} är namnet på en enhet i Windows",
        en=f"{part!r} is the name of a device on Windows",
    )


def name_key(name: str) -> str:
    """Return what two names share that are one file on some machines.

    >>> name_key("Concepts/A.yaml") == name_key("concepts/a.yaml")
    True
    """
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_left_out(name: str) -> bool:
    """Tell whether a file is no part of a pack: hidden, made by Python, or an editor's copy.

    >>> [is_left_out(name) for name in (".git/config", "a.yaml~", "__pycache__/x.pyc", "a.yaml")]
    [True, True, True, False]
    """
    parts = name.split("/")
    hidden = any(part.startswith(".") or part in _MACHINERY for part in parts)
    last = parts[-1]
    copy = last.endswith(("~", ".bak", ".swp", ".swo", ".orig", ".tmp"))
    return hidden or copy or last.startswith(("~$", "#")) or last in _DROPPINGS


_MACHINERY: Final = ("__pycache__", "__MACOSX")
_DROPPINGS: Final = ("Thumbs.db", "desktop.ini")


def why_code(name: str, start: bytes) -> Text | None:
    """Return how it shows that a file is code, None where it is data.

    Args:
        name: Its path.
        start: Its first bytes; an empty `__init__.py` holds no code.
    """
    path = PurePosixPath(name)
    if path.name == "__init__.py" and not start:
        return None
    if path.suffix.lower() in CODE:
        return Text(sv=f"den slutar på {path.suffix}", en=f"it ends in {path.suffix}")
    if start.startswith(_MAGIC):
        return Text(sv="den börjar som ett program", en="it begins as a program does")
    return None
