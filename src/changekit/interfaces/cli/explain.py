"""`changekit explain`: which layer set a field of a concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from changekit.interfaces.cli.common import Call, nearest_or_none, options, workspace_argument
from changekit.interfaces.cli.terminal import shown

if TYPE_CHECKING:
    from changekit.services.catalogue.tailoring import Tailored
    from changekit.workspace import Workspace


@click.command("explain")
@click.argument("reference", metavar="REF[.FIELD]")
@workspace_argument
@options("explain")
def command(call: Call, reference: str, workspace: str | None) -> None:
    """Say which layer set a field of a concept: its pack, or an overlay.

    REF is the id of a concept, FIELD a path in it (`changekit/siq-puzzle.title.sv`). Without
    FIELD, all fields that overlays changed are told. Outside a workspace, no overlay is laid.
    """
    opened = nearest_or_none(call, workspace)
    found = _tailored(call, opened).explain(reference)
    call.finish(opened, {"explanation": found.to_dict()}, text=lambda: shown(found))


def _tailored(call: Call, opened: Workspace | None) -> Tailored:
    """Return the tailored concepts of a workspace, or those of all packs as they are."""
    if opened is not None:
        return opened.tailored
    from changekit.files.packs import Packs
    from changekit.services.catalogue.tailoring import tailor

    packs = Packs.found().every()
    return tailor(
        packs.concepts,
        (),
        origins={name: held for (kind, name), held in packs.origins.items() if kind == "concept"},
        heirs={item.id: item.heir for item in packs.records.get("tombstone", ())},
        language=call.tongue(),
    )
