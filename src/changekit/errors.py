"""Misuse and unreadable input: a call that cannot be answered.

ChangekitError
├── InvalidValueError (ValueError)      a value that the model does not allow
├── InvalidDataError (ValueError)       data with findings of severity error
├── UnknownNameError (LookupError)      a name that is not known, with the closest
├── UnreadableFileError (OSError)       a file that cannot be opened or read at all
├── FileChangedError (OSError)          a file that changed since it was read
├── CannotWriteError (OSError)          a file or folder that cannot be written
├── CyclicDependencyError (ValueError)  work that waits for itself
├── PluginError (RuntimeError)          a plugin that broke its promise
└── MissingExtraError (ImportError)     an extra that is not installed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CannotWriteError",
    "ChangekitError",
    "CyclicDependencyError",
    "FileChangedError",
    "InvalidDataError",
    "InvalidValueError",
    "MissingExtraError",
    "PluginError",
    "UnknownNameError",
    "UnreadableFileError",
]


class ChangekitError(Exception):
    """The root of every error that changekit raises on purpose."""

    slug: ClassVar[str] = "changekit-error"
    """The heading of this kind in the error reference."""

    def __init__(self, message: str | Text) -> None:
        self.text = message if isinstance(message, Text) else Text.plain(message)
        super().__init__(self.text.to("en"))


class InvalidValueError(ChangekitError, ValueError):
    """A value that the model does not allow."""

    slug: ClassVar[str] = "invalid-value"


class InvalidDataError(ChangekitError, ValueError):
    """Data that cannot be used; `findings` says what is wrong, where, all at once."""

    slug: ClassVar[str] = "invalid-data"

    def __init__(self, message: str, *, findings: object = ()) -> None:
        super().__init__(message)
        self.findings = findings


class UnknownNameError(ChangekitError, LookupError):
    """A name that is not known.

    >>> str(UnknownNameError("unit", "socc", known=["soc", "vuxen"]))
    "unknown unit 'socc', did you mean 'soc'? known: soc, vuxen"
    """

    slug: ClassVar[str] = "unknown-name"

    def __init__(self, kind: str, name: str, *, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        near = closest(name, self.known)
        shown = ", ".join(self.known[:12]) + (", ..." if len(self.known) > 12 else "")
        named = _SWEDISH_KINDS.get(kind, kind)
        did_you_mean = {
            "sv": f", menade du {near!r}?" if near else ";",
            "en": f", did you mean {near!r}?" if near else ";",
        }
        super().__init__(
            Text(
                sv=f"känner inte till {named} {name!r}{did_you_mean['sv']} "
                f"det som finns: {shown or 'inget'}",
                en=f"unknown {kind} {name!r}{did_you_mean['en']} known: {shown or 'none'}",
            )
        )


_SWEDISH_KINDS = {
    "combination": "sättet att räkna ihop",
    "concept": "konceptet",
    "criterion": "kriteriet",
    "engine": "planeringsmotorn",
    "example": "exemplet",
    "field": "fältet",
    "format": "formatet",
    "initiative": "förändringsinitiativet",
    "initiative or concept": "förändringsinitiativet eller konceptet",
    "method": "metoden",
    "need": "behovet",
    "layer": "skiktet",
    "overlay": "anpassningen",
    "pack": "paketet",
    "plugin": "insticksmodulen",
    "profile": "profilen",
    "role": "rollen",
    "scenario": "scenariot",
    "status": "statusen",
    "unit": "enheten",
    "value": "värderingen",
    "version": "versionen",
    "voice": "rösten",
}


class UnreadableFileError(ChangekitError, OSError):
    """A file that cannot be opened, or is not what its ending says."""

    slug: ClassVar[str] = "unreadable-file"

    def __init__(self, file: str, reason: str | Text) -> None:
        self.file, self.reason = file, reason if isinstance(reason, str) else reason.to("en")
        super().__init__(_about(file, reason))


class FileChangedError(ChangekitError, OSError):
    """A file that changed since it was read, so that writing it would lose the change."""

    slug: ClassVar[str] = "file-changed"


class CannotWriteError(ChangekitError, OSError):
    """A file or folder that cannot be written; what stood there before is untouched."""

    slug: ClassVar[str] = "cannot-write"

    def __init__(self, file: str, reason: str | Text) -> None:
        self.file, self.reason = file, reason if isinstance(reason, str) else reason.to("en")
        super().__init__(_about(file, reason))


class CyclicDependencyError(ChangekitError, ValueError):
    """Work that waits for itself; `path` names the circle, first and last the same."""

    slug: ClassVar[str] = "cyclic-dependency"

    def __init__(self, path: Iterable[str]) -> None:
        self.path = tuple(path)
        super().__init__(f"these wait for each other: {' -> '.join(self.path)}")


class PluginError(ChangekitError, RuntimeError):
    """A plugin that broke its promise; `plugin` names it."""

    slug: ClassVar[str] = "plugin"

    def __init__(self, plugin: str, reason: str) -> None:
        self.plugin, self.reason = plugin, reason
        super().__init__(f"plugin {plugin!r}: {reason}")


def _about(file: str, reason: str | Text) -> Text:
    """Return a file's name with what is wrong with it, in each language of the reason."""
    text = reason if isinstance(reason, Text) else Text.plain(reason)
    return Text({code: f"{file}: {words}" for code, words in text.entries})


class MissingExtraError(ChangekitError, ImportError):
    """An extra that is not installed.

    >>> str(MissingExtraError("plot", "drawing a plot"))
    "drawing a plot needs the extra 'plot': pip install 'changekit[plot]'"
    """

    slug: ClassVar[str] = "missing-extra"

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra, self.purpose = extra, purpose
        line = f"pip install 'changekit[{extra}]'"
        super().__init__(
            Text(
                sv=f"tillägget {extra!r} är inte installerat ({purpose}): {line}",
                en=f"{purpose} needs the extra {extra!r}: {line}",
            )
        )
