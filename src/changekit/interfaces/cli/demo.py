"""`changekit demo`: the main job on the built-in example."""

from __future__ import annotations

from pathlib import Path

import click

from changekit.interfaces.cli.common import Call, options, overwrite_option, refuse_replacing
from changekit.interfaces.cli.plan import plan_text


@click.command("demo")
@click.argument(
    "folder", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]"
)
@click.option("--example", default="eskilstuna", help="Which of the built-in examples.")
@overwrite_option
@options("demo")
def command(call: Call, folder: Path | None, example: str, *, overwrite: bool) -> None:
    """Check, plan and report the built-in example; the report is written to DIR."""
    from changekit.files.resources import example_folder
    from changekit.files.writing import make_folder
    from changekit.interfaces.report import write_report

    opened = call.open(str(example_folder(example)))
    folder = folder or Path("changekit-demo")
    written = folder / f"{example}.html"
    refuse_replacing(opened, [written], overwrite=overwrite)
    make_folder(folder)
    plan = opened.plan()
    files = write_report(opened, written, plan=plan)
    lines = {
        "sv": f"\nRapporten: {written}",
        "en": f"\nThe report: {written}",
    }
    call.finish(
        opened,
        {**plan.to_dict(), "written": [{"file": str(file), "guessed": []} for file in files]},
        findings=opened.findings.joined(plan.findings),
        text=lambda: plan_text(plan) + lines.get(opened.language, lines["en"]),
    )
