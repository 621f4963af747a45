"""What can be wrong with a pack's owner and its list of files."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from changekit.files.contents.digests import ABOUT
from changekit.files.contents.names import refusal
from changekit.findings import Place
from changekit.model.pack import CORE, RESERVED
from changekit.rules import plugins as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from changekit.model.pack import Pack
    from changekit.model.reading import Log, Places

__all__ = ["is_reserved", "note_files", "note_owner", "note_reserved"]

_OWNED: Final = re.compile(r"(?P<country>[a-z]{2})-(?P<region>region-)?(?P<code>[0-9]+)")
"""Ours: namespaces of municipalities (`se-1880`) and regions (`se-region-18`)."""


def is_reserved(pack: Pack) -> bool:
    """Tell whether a pack has the id or namespace of changekit's own."""
    return RESERVED in (pack.namespace, pack.id.partition("/")[0])


def note_reserved(pack: Pack, places: Places, log: Log) -> None:
    """Note that a pack that is not changekit's own has its namespace."""
    if is_reserved(pack):
        field = "namespace" if pack.namespace == RESERVED else "id"
        place = places.of("pack", pack.id, field) or Place(ABOUT)
        log.add_at(rules.PACK_RESERVED, place, (None, field), namespace=RESERVED)


def note_owner(pack: Pack, log: Log) -> None:
    """Note an owner that is not the one whose country and code the namespace holds."""
    meant = _OWNED.fullmatch(pack.namespace)
    owner = pack.owner
    if meant is None or owner is None or pack.id == CORE:
        return
    country, code = (owner.country or meant["country"]).lower(), owner.code or meant["code"]
    form = owner.form == "region" or not meant["region"]
    if (country, code) != (meant["country"], meant["code"]) or not form:
        log.add_at(
            rules.PACK_OWNER, log.places().of("pack", pack.id, "owner"), (None, "owner"),
            namespace=pack.namespace, found=_owner(country, code, owner.form),
            wanted=_owner(
                meant["country"], meant["code"], "region" if meant["region"] else "municipality"
            ),
        )  # fmt: skip


def _owner(country: str, code: str, form: str) -> Text:
    region = form == "region"
    return Text(
        sv=f"{'regionen' if region else 'kommunen'} {country.upper()} {code}",
        en=f"the {'region' if region else 'municipality'} {country.upper()} {code}",
    )


def note_files(pack: Pack, tree: Path, names: Iterable[str], log: Log) -> None:
    """Note where the list of files in `pack.yaml` is not what the pack holds.

    Args:
        pack: What the pack says about itself.
        tree: The folder, of which nothing outside is read.
        names: The files that belong to the pack, as far as known.
        log: Where findings go.
    """
    place = log.places().of("pack", pack.id, "files")
    for file, wanted in sorted(pack.files.items()):
        why = refusal(file) or _difference(tree, file, wanted)
        if why is not None:
            log.add_at(rules.PACK_FILE, place, ((None, "files"), file), found=file, why=why)
    for name in sorted(set(names) - set(pack.files) - {ABOUT}) if pack.files else ():
        log.add_at(rules.PACK_UNLISTED, Place(name), found=name)


def _difference(tree: Path, file: str, wanted: str) -> Text | None:
    try:
        digest = hashlib.sha256((tree / file).read_bytes()).hexdigest()
    except OSError:
        return Text(sv="den kan inte läsas", en="it cannot be read")
    if f"sha256:{digest}" != wanted:
        return Text(sv="innehållet är ett annat", en="its content differs")
    return None
