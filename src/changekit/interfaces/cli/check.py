"""`changekit check`: what is wrong in a workspace, with file, line and column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from changekit.errors import UnreadableFileError
from changekit.findings import SEVERITY_NAMES
from changekit.interfaces.cli.common import Call, options, workspace_argument
from changekit.interfaces.cli.terminal import fitted, width
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.findings import Finding, Findings


@click.command("check")
@workspace_argument
@click.option(
    "--format", "form", default="text",
    type=click.Choice(["text", "summary", "json", "github", "sarif"]),
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
                to_sarif(_from_here(findings, opened.folder), version=version("changekit")),
                ensure_ascii=False,
                indent=1,
            )
        )
    elif form == "github":
        click.echo(_from_here(findings, opened.folder).to_text("github"))
    elif form == "summary":
        click.echo(fitted(summary(findings), opened.language, width()))
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
        reason = Text(
            sv="inte JSON; gör den med: changekit check --json",
            en="not JSON; make it with: changekit check --json",
        )
        raise UnreadableFileError(str(baseline), reason) from error
    return baseline_keys(data)


def summary(findings: Findings) -> Table:
    """Return one row for each code, those that were found most often first."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    rows = [
        (code, SEVERITY_NAMES[found[0].severity], len(found), found[0].subject, found[0].message)
        for code, found in sorted(by_code.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    columns = (
        Column("code", Text(sv="Kod", en="Code")),
        Column("severity", Text(sv="Grad", en="Severity")),
        Column("count", Text(sv="Antal", en="Count"), "number"),
        Column("subject", Text(sv="Till exempel", en="For example")),
        Column("message", Text(sv="Vad", en="What")),
    )
    title = Text(sv="Iakttagelser", en="Findings")
    return Table(title=title, columns=columns, rows=tuple(rows), notice=findings.notice)


_COUNTED = {
    "sv": (("fel", "fel"), ("varning", "varningar"), ("upplysning", "upplysningar")),
    "en": (("error", "errors"), ("warning", "warnings"), ("note", "notes")),
}


def _from_here(findings: Findings, folder: Path | None) -> Findings:
    """Return findings whose files are named from the folder one is in, as code hosts want them."""
    root = folder.resolve() if folder else Path.cwd()
    root = root if root.is_dir() else root.parent
    if root == Path.cwd() or not root.is_relative_to(Path.cwd()):
        return findings
    before = root.relative_to(Path.cwd()).as_posix()
    items = [
        attrs.evolve(item, place=attrs.evolve(item.place, file=f"{before}/{item.place.file}"))
        if item.place
        else item
        for item in findings
    ]
    return attrs.evolve(findings, items=tuple(items))


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
