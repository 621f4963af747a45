"""`changekit export`: the catalogue as text for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from changekit.interfaces.cli.common import (
    Call,
    nearest_or_none,
    options,
    overwrite_option,
    refuse_replacing,
)

if TYPE_CHECKING:
    from changekit.services.catalogue import Catalogue
    from changekit.workspace import Workspace


@click.command("export")
@click.argument("what", required=False, metavar="[WORKSPACE|PACK]")
@click.option(
    "--format", "form", default="json",
    help="json, csv, markdown, skos, or a format that a plugin brings.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The file to write; by default the text is printed.",
)  # fmt: skip
@click.option("--own", is_flag=True, help="Leave out what the workspace's packs bring.")
@overwrite_option
@options("export")
def command(  # one for each option
    call: Call, what: str | None, form: str, out: Path | None, own: bool, overwrite: bool
) -> None:
    """Write the concepts, needs and old ids of WORKSPACE or PACK as text.

    PACK is a pack's id, a folder or a zip. Without either, it is the workspace that you are in,
    else all packs there are.
    """
    from changekit.extension.manager import Plugins

    opened, catalogue, language = _asked(call, what)
    if own and opened is not None:
        catalogue = _without_packs(catalogue, opened)
    exporters = (opened.plugins if opened else Plugins()).catalogue_exporters
    if out is not None:
        _refuse(opened, what, out, overwrite=overwrite)
    text = catalogue.export(form, exporters=exporters, language=language)
    if out is None:
        call.finish(opened, {"format": form, "text": text}, text=text)
    from changekit.files.writing import write_text

    write_text(out, text)
    call.finish(opened, {"written": [{"file": str(out), "guessed": []}]}, text=str(out))


def _asked(call: Call, what: str | None) -> tuple[Workspace | None, Catalogue, str]:
    if what is not None and not (Path(what) / "changekit.yaml").is_file():
        from changekit.services.catalogue import Catalogue
        from changekit.services.catalogue.comparing.opening import opened

        edition, _ = opened(what)
        needs = edition.records.get("need", ())
        catalogue = Catalogue.of(edition.concepts, needs, tombstones=edition.tombstones)
        return None, catalogue, call.tongue()
    workspace = nearest_or_none(call, what)
    return workspace, *call.catalogue(workspace)


def _without_packs(catalogue: Catalogue, workspace: Workspace) -> Catalogue:
    brought = workspace.municipality.from_packs
    return attrs.evolve(
        catalogue,
        concepts=tuple(it for it in catalogue.concepts if ("concept", it.id) not in brought),
        needs=tuple(it for it in catalogue.needs if ("need", it.id) not in brought),
        tombstones=tuple(it for it in catalogue.tombstones if ("tombstone", it.id) not in brought),
    )


def _refuse(opened: Workspace | None, what: str | None, out: Path, *, overwrite: bool) -> None:
    """Refuse to write over what people wrote, and always over what the export is made of."""
    if opened is not None:
        refuse_replacing(opened, [out], overwrite=overwrite)
        return
    from changekit.files import replacing

    source = Path(what) if what else None
    inputs = [] if source is None else [source, *source.rglob("*")]
    replacing.refuse_replacing([out], inputs=inputs, overwrite=overwrite)
