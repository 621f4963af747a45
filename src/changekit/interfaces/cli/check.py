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
    except (OSError, ValueError) as error:
        raise UnreadableFileError(str(baseline), str(error)) from error
    return baseline_keys(data)


def _text(findings: Findings, language: str) -> str:
    counts = findings.counts()
    words = {
        "sv": "{} fel, {} varningar, {} upplysningar".format(*counts.values()),
        "en": "{} errors, {} warnings, {} notes".format(*counts.values()),
    }
    parts = [findings.to_text(), words[language]]
    if findings.notice:
        parts.append(findings.notice.to(language))
    return "\n".join(part for part in parts if part)
