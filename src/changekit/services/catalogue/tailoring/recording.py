"""Writing down in an overlay what its concepts were when it was made."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.files.writing import to_yaml, write_text
from changekit.files.yaml_writing import plain
from changekit.services.catalogue.tailoring.drift import bases_of
from changekit.services.catalogue.tailoring.fields import filled
from changekit.services.catalogue.tailoring.operations import OperationError, operations
from changekit.services.catalogue.tailoring.tailored import heir_of
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from changekit.model.overlay import Overlay
    from changekit.services.catalogue.tailoring.tailored import Tailored

__all__ = ["Recorded", "bases", "record"]

_REFUSED = Text(
    sv="rätta först anpassningen, vars ändringar inte görs: ",
    en="mend the overlay first, whose changes are not made: ",
)
_BASES = re.compile(r"^bases:.*\n?(?:(?:[ \t]+.*|[ \t]*)(?:\n|\Z))*", re.MULTILINE)


@attrs.frozen(kw_only=True)
class Recorded:
    """What was written into the file of an overlay, or is to be pasted into it.

    Attributes:
        block: The lines that say what the concepts were.
        written: Whether they stand in the file now.
    """

    file: str
    block: str
    written: bool


def bases(overlay: Overlay, tailored: Tailored) -> dict[str, Any]:  # Any: plain data
    """Return by concept what an overlay was made for: version, digest, and the fields it changes.

    Args:
        overlay: The overlay.
        tailored: The concepts as packs and files have them now.

    Raises:
        InvalidValueError: Something is added to a list and has no name.
    """
    names = [patch.at.partition("@")[0] for patch in overlay.patch]
    found = {}
    for name in dict.fromkeys([*names, *overlay.set]):
        concept = tailored.base_by_id.get(heir_of(name, tailored.heirs))
        if concept is None:
            continue
        try:
            steps = operations(overlay, [name], filled(concept))
        except OperationError as error:
            why = error.why.format()
            raise InvalidValueError(
                Text({code: f"{name}: {words}" for code, words in why.entries})
            ) from error
        found[name] = bases_of(concept, steps)
    return found


def record(path: Path, overlay: Overlay, tailored: Tailored) -> Recorded:
    """Write the bases of an overlay into its file, leaving all else as it stands there.

    A file whose other content would not read back as the same is not touched.

    Args:
        path: The file.
        overlay: The overlay in it.
        tailored: The concepts as packs and files have them now.

    Raises:
        FileChangedError: The file changed meanwhile.
        CannotWriteError: It cannot be written.
        InvalidValueError: Something is added to a list and has no name, or changes of the
            overlay are refused, so that there is nothing yet to record the base of.
    """
    refused = [item for item in tailored.findings.errors if item.subject == overlay.id]
    if refused:
        lines = {code: _REFUSED.to(code) + refused[0].line(code) for code in LANGUAGES}
        raise InvalidValueError(Text(lines))
    found = bases(overlay, tailored)
    data = path.read_bytes()
    block = to_yaml({"bases": found})
    text = _with_block(data, block, found)
    if text is not None:
        write_text(path, text, read_as=hashlib.sha256(data).hexdigest())
    return Recorded(file=str(path), block=block, written=text is not None)


def _with_block(data: bytes, block: str, found: Mapping[str, Any]) -> str | None:
    """Return the text of a file with its bases put in, None where that is not safe."""
    try:
        old = data.decode("utf-8")
        before = plain(data)
        if not isinstance(before, dict):
            return None
        rest = _BASES.sub("", old, count=1)
        new = f"{rest.rstrip()}\n{block}"
        after = plain(new.encode())
    except ValueError:
        return None
    return new if after == {**before, "bases": dict(found)} else None
