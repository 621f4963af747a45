"""What every command shares: its options, its output, and its exit code."""

from __future__ import annotations

import datetime as dt
import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, ParamSpec, TypeVar

import attrs
import click

from changekit.errors import UnreadableFileError
from changekit.interfaces.cli.main import system_language
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from changekit.findings import Findings
    from changekit.services.catalogue import Catalogue
    from changekit.workspace import Workspace

__all__ = [
    "Call",
    "nearest",
    "nearest_or_none",
    "options",
    "overwrite_option",
    "refuse_replacing",
    "workspace_argument",
]

P = ParamSpec("P")
R = TypeVar("R")


@attrs.frozen(kw_only=True)
class Call:
    """How a command was called: what all of them take."""

    command: str
    as_json: bool
    language: str | None
    strict: bool
    as_of: dt.date | None

    def tongue(self) -> str:
        """Return the language of output where no workspace says which."""
        return self.language or system_language()

    def open(self, folder: str | None) -> Workspace:
        """Open the workspace of a command; today is the command line's own knowledge.

        Args:
            folder: The folder given, or None for the nearest parent with `changekit.yaml`.

        Raises:
            UnreadableFileError: There is no workspace there, nor above.
        """
        from changekit.workspace import Workspace

        found = Path(folder) if folder else nearest(Path.cwd())
        if found is None:
            raise UnreadableFileError(
                str(Path.cwd()),
                Text(
                    sv="ingen changekit.yaml här eller i en mapp ovanför; namnge en arbetsmapp, "
                    "eller gör en med: changekit init MAPP",
                    en="no changekit.yaml here or in a folder above; name a workspace, "
                    "or make one with: changekit init DIR",
                ),
            )
        workspace = Workspace.open(found, language=self.language, as_of=self.as_of)
        if workspace.as_of is None:
            today = dt.datetime.now(tz=dt.UTC).astimezone().date()
            workspace = attrs.evolve(workspace, as_of=today)
        return workspace

    def printing_json(self) -> Call:
        """Return the same call, as if it had asked for JSON."""
        return attrs.evolve(self, as_json=True)

    def catalogue(self, workspace: Workspace | None) -> tuple[Catalogue, str]:
        """Return the concepts to search and the language: a workspace's, or those of all packs."""
        if workspace is not None:
            return workspace.catalogue, workspace.language
        from changekit.files.packs import Packs
        from changekit.files.packs.words import PackWords
        from changekit.services.catalogue import Catalogue

        found = Packs.found()
        packs = found.every()
        tombstones, rubrics = (packs.records.get(kind, ()) for kind in ("tombstone", "rubric"))
        catalogue = Catalogue.of(
            packs.concepts, packs.needs, tombstones=tombstones, rubrics=rubrics,
            words=[PackWords(found)],
        )  # fmt: skip
        return catalogue, self.tongue()

    def finish(
        self,
        workspace: Workspace | None,
        body: Mapping[str, object],
        *,
        text: Callable[[], str] | str = "",
        findings: Findings | None = None,
        failed: bool = False,
    ) -> NoReturn:
        """Print the answer, one JSON object or text, and end with the exit code it calls for.

        Args:
            workspace: The workspace that was asked, if any.
            body: The keys of the answer.
            text: What people read instead.
            findings: What was found on the way; the workspace's own by default.
            failed: Whether the exit code is 1 although the question was answered.
        """
        if findings is None and workspace is not None:
            findings = workspace.findings
        if self.as_json:
            click.echo(json.dumps(self.envelope(workspace, body, findings), ensure_ascii=False))
        else:
            words = text() if callable(text) else text
            click.echo(words, nl=not words.endswith("\n"))
            if workspace is not None:
                _tell_notice(workspace, words)
                _tell_findings(workspace.findings, workspace.language)
        strict = self.strict and findings is not None and len(findings.at_least("warning")) > 0
        raise click.exceptions.Exit(1 if strict or failed else 0)

    def envelope(
        self,
        workspace: Workspace | None,
        body: Mapping[str, object],
        findings: Findings | None,
    ) -> dict[str, Any]:  # Any: JSON values
        """Return the one JSON object that a command prints."""
        from importlib.metadata import version

        notice = workspace.municipality.notice if workspace else None
        language = workspace.language if workspace else self.tongue()
        head: dict[str, Any] = {
            "changekit": version("changekit"),
            "command": self.command,
            "workspace": workspace.name if workspace else None,
            "language": language,
        }
        if notice:
            head["notice"] = notice.to(language)
        if workspace is not None and workspace.as_of:
            head["as_of"] = workspace.as_of.isoformat()
        return {**head, **(findings.to_dict() if findings else {"findings": []}), **body}


def nearest(folder: Path) -> Path | None:
    """Return the nearest folder with `changekit.yaml`, from here upwards."""
    for place in (folder, *folder.parents):
        if (place / "changekit.yaml").is_file():
            return place
    return None


def nearest_or_none(call: Call, folder: str | None) -> Workspace | None:
    """Return the workspace that is named, or that one is in; None outside of any."""
    if folder is None and nearest(Path.cwd()) is None:
        return None
    return call.open(folder)


def _tell_notice(workspace: Workspace, words: str) -> None:
    """Say that this is an example, beside an answer whose own words do not."""
    notice = workspace.municipality.notice
    said = notice.to(workspace.language) if notice else ""
    if said and said not in " ".join(words.split()):
        click.echo(said, err=True)


def _tell_findings(findings: Findings, language: str) -> None:
    counts = findings.counts()
    if counts["error"]:
        words = {
            "sv": f"{counts['error']} fel i filerna gör svaret ofullständigt: changekit check",
            "en": (
                "1 error in the files leaves the answer incomplete: changekit check"
                if counts["error"] == 1
                else f"{counts['error']} errors in the files leave the answer incomplete: "
                "changekit check"
            ),
        }
        click.echo(words.get(language, words["en"]), err=True)


workspace_argument = click.argument(
    "workspace", required=False, type=click.Path(path_type=str), metavar="[WORKSPACE]"
)


STRICT: Final = (
    "Exit code 1 when `findings` of the JSON answer hold a warning or an error: what is wrong "
    "in the files, and where a plan is made, with the plan. More on the files: changekit check."
)

overwrite_option = click.option(
    "--overwrite", is_flag=True,
    help="Replace a file that changekit did not write; never one that the workspace reads.",
)  # fmt: skip


def refuse_replacing(opened: Workspace, paths: Iterable[Path], *, overwrite: bool) -> None:
    """Refuse to write over what people wrote, before any work is done.

    Raises:
        CannotWriteError: One of the files is to stay as it is.
    """
    from changekit.files import replacing
    from changekit.files.folder import names_read
    from changekit.services.planning.result import COLUMNS

    inputs: list[Path] = []
    if opened.folder is not None:
        whole = opened.folder.is_dir()
        root = opened.folder if whole else opened.folder.parent
        names = (*opened.files, *(names_read(root) if whole else ()))
        inputs = [root / name for name in names]
    headings = [[column.title.to(language) for column in COLUMNS] for language in LANGUAGES]
    replacing.refuse_replacing(paths, inputs=inputs, headings=headings, overwrite=overwrite)


def options(name: str) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Give a command the options that every command has, as its first argument: a `Call`."""

    def wrap(function: Callable[P, R]) -> Callable[..., R]:
        @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
        @click.option("--language", type=click.Choice(LANGUAGES), help="Language of the output.")
        @click.option("--strict", is_flag=True, help=STRICT)
        @click.option(
            "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
            help="The day that counts as today.",
        )  # fmt: skip
        @functools.wraps(function)
        def called(  # type: ignore[valid-type]  # click passes the rest by name
            *args: P.args,
            as_json: bool,
            language: str | None,
            strict: bool,
            as_of: dt.datetime | None,
            **kwargs: P.kwargs,
        ) -> R:
            call = Call(
                command=name,
                as_json=as_json,
                language=language,
                strict=strict,
                as_of=as_of.date() if as_of else None,
            )
            return function(call, *args, **kwargs)  # type: ignore[arg-type]  # the call comes first

        return called

    return wrap
