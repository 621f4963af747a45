"""The words of packs for compounds: the `compounds.txt` that each may bring."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import UnreadableFileError
from changekit.files.contents import read_contents
from changekit.files.packs.finding import Packs
from changekit.files.word_lists import pack_word_list
from changekit.model.frozen import FrozenMap
from changekit.model.pack import CORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.files.packs.finding import Found
    from changekit.files.word_lists import WordList

__all__ = ["PackWords"]


@attrs.frozen(slots=False, eq=False)
class PackWords:
    """The words that packs bring, read when first asked for; a faulty line brings none.

    Of a pack that is not installed nothing is read from outside of it. Changekit's own list is
    not among them, as it is always read.

    Attributes:
        packs: The packs there are.
        used: The ids of those that count; None: all.
    """

    packs: Packs
    used: frozenset[str] | None = None
    name: str = "packs"
    version: str = ""
    licence: str = "those of the packs"

    @cached_property
    def lists(self) -> tuple[WordList, ...]:
        """The list of each pack that brings one."""
        wanted = self.packs.by_id if self.used is None else self.used
        names = sorted(name for name in wanted if name != CORE and name in self.packs.by_id)
        read = (_list_of(self.packs.by_id[name][0]) for name in names)
        return tuple(found for found in read if found is not None)

    @cached_property
    def words(self) -> Mapping[str, float]:
        """The highest weight of each word."""
        merged: dict[str, float] = {}
        for found in self.lists:
            for word, weight in found.words.items():
                merged[word] = max(weight, merged.get(word, 0.0))
        return FrozenMap(merged)

    @cached_property
    def whole(self) -> frozenset[str]:
        """Words that are never taken apart."""
        return frozenset[str]().union(*(found.whole for found in self.lists))


def _list_of(found: Found) -> WordList | None:
    folder = found.item.folder
    if folder is None:
        return None
    try:
        # Any: files in memory are read as a folder is
        held: Any = folder if found.item.trusted else read_contents(folder).folder
        reading = pack_word_list(held, name=found.name)
    except UnreadableFileError:  # which reading the pack has told
        return None
    return reading.words if reading else None
