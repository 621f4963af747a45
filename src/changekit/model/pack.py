"""A pack: concepts and needs that are shared as files, as in `pack.yaml`."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from changekit.model.concept.place import MunicipalityName
from changekit.model.fields import Matches, about, is_id
from changekit.model.frozen import frozen_map
from changekit.model.reading import Places
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.model.versions import WANTED_PATTERN, is_version
from changekit.text import Text

__all__ = ["CORE", "RESERVED", "Origin", "Pack", "Requires"]

CORE = "changekit/core"
"""The pack that comes with changekit, used where a workspace names none."""
RESERVED = "changekit"
"""The namespace that no other pack may have."""

is_namespace = Matches(
    r"[A-Za-z0-9][A-Za-z0-9._-]*",
    Text(sv="första delen av id:n, som changekit", en="the first part of ids, as in changekit"),
)
is_wanted = Matches(
    WANTED_PATTERN,
    Text(sv="versioner, som >=0.1 eller ^1", en="versions as in >=0.1 or ^1"),
)
# Source: SPDX specification 2.3, annex D: ids joined by AND, OR and WITH, in brackets or not.
is_licence = Matches(
    r"\(*[A-Za-z0-9][A-Za-z0-9.+-]*\)*( (AND|OR|WITH) \(*[A-Za-z0-9][A-Za-z0-9.+-]*\)*)*",
    Text(
        sv="en licens som SPDX skriver den, såsom CC0-1.0",
        en="a licence as SPDX names it, such as CC0-1.0",
    ),
)


@attrs.frozen(kw_only=True)
class Requires(Record):
    """What a pack needs to be there."""

    changekit: str | None = attrs.field(
        default=None,
        validator=is_wanted,
        metadata=about("Versions of changekit that can read it, such as >=0.1"),
    )
    packs: tuple[str, ...] = attrs.field(
        default=(),
        metadata=about("Packs that it refers to, `id@version`", refers="pack", versioned=True),
    )


@attrs.frozen(kw_only=True)
class Pack(Record):
    """What a pack says about itself, as in `pack.yaml`.

    Ours: the namespace of a municipality is its country and code, `se-1880` or `fi-434`; of a
    region `se-region-18`; a company, a joint authority or anybody else takes a word of its own,
    such as `ours` or `nerikes-brandkar`. `changekit` is for the pack that comes with changekit.
    """

    id: str = attrs.field(
        validator=is_id, metadata=about("`namespace/name`, as workspaces name it", defines="pack")
    )
    version: str = attrs.field(validator=is_version, metadata=about("Its version, as in 1.0.0"))
    title: Text = attrs.field(metadata=about("What it is called"))
    namespace: str = attrs.field(
        validator=is_namespace, metadata=about("What the ids of all its concepts begin with")
    )
    licence: str = attrs.field(
        validator=is_licence, metadata=about("Its licence, as SPDX names it")
    )
    owner: MunicipalityName | None = attrs.field(
        default=None, metadata=about("Who answers for it: an organisation, never a person")
    )
    requires: Requires | None = attrs.field(default=None, metadata=about("What it needs"))
    files: Mapping[str, str] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By file: `sha256:` and the digest that the file must have"),
    )  # fmt: skip
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Origin:
    """The pack that brought a record.

    Attributes:
        places: Where its records stand, relative to its folder.
    """

    pack: str
    version: str
    places: Places = attrs.field(factory=Places, eq=False, repr=False)

    def __str__(self) -> str:
        """Return the pack as others name it.

        >>> str(Origin(pack="changekit/core", version="1.0.0"))
        'changekit/core@1.0.0'
        """
        return f"{self.pack}@{self.version}"
