"""`changekit check`: what is wrong in a workspace, with file, line and column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from changekit.errors import UnreadableFileError
from changekit.interfaces.cli.common import Call, options, workspace_argument

if TYPE_CHECKING:
    from changekit.findings import Findings


@click.command("check")
@workspace_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text",
    help="How the findings are printed.",
)  # fmt: skip
@click.option(
    "--baseline", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Findings that are known: the output of `changekit check --json`.",
)  # fmt: skip
@options("check")
def command(call: Call, workspace: str | None, form: str, baseline: Path | None) -> None:
    """Say what is wrong in WORKSPACE.

    Ends with 1 when there is a finding of severity error (with --strict: warning).
    """
    opened = call.open(workspace)
    findings = opened.check()
    if baseline is not None:
        findings = findings.new_since(_known(baseline))
    if call.as_json or form == "json":
        click.echo(json.dumps(call.envelope(opened, {}, findings), ensure_ascii=False))
    elif form == "sarif":
        from importlib.metadata import version

        from changekit.services.portfolio import to_sarif

        click.echo(
            json.dumps(
                to_sarif(findings, version=version("changekit")), ensure_ascii=False, indent=1
            )
        )
    elif form == "github":
        click.echo(findings.to_text("github"))
    else:
        click.echo(_text(findings, opened.language))
    worst = findings.at_least("warning" if call.strict else "error")
    raise click.exceptions.Exit(1 if worst else 0)


def _known(baseline: Path) -> tuple[tuple[str, str, str, str], ...]:
    from changekit.services.portfolio import baseline_keys

    try:
        data = json.loads(baseline.read_text("utf-8-sig"))
    except OSError as error:
        raise UnreadableFileError(str(baseline), error.strerror or str(error)) from error
    except ValueError as error:
        reason = "not JSON; make it with: changekit check --json"
        raise UnreadableFileError(str(baseline), reason) from error
    return baseline_keys(data)


_COUNTED = {
    "sv": (("fel", "fel"), ("varning", "varningar"), ("upplysning", "upplysningar")),
    "en": (("error", "errors"), ("warning", "warnings"), ("note", "notes")),
}


def _text(findings: Findings, language: str) -> str:
    names = _COUNTED.get(language, _COUNTED["en"])
    counts = [
        f"{count} {one if count == 1 else many}"
        for count, (one, many) in zip(findings.counts().values(), names, strict=True)
    ]
    parts = [findings.to_text(), ", ".join(counts)]
    if findings.notice:
        parts.append(findings.notice.to(language))
    return "\n".join(part for part in parts if part)
