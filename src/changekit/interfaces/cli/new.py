"""`changekit new`: a start for a concept, a pack or a plugin."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from changekit.errors import CannotWriteError, InvalidValueError, UnreadableFileError
from changekit.interfaces.cli.common import Call, options
from changekit.interfaces.cli.terminal import shown
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.interfaces.cli.asking import Asking
    from changekit.model.answers import Answers
    from changekit.model.concept import MunicipalityName
    from changekit.services.catalogue.contributing import Contribution


@click.group("new")
def command() -> None:
    """Make a start: a concept from eight plain questions, a pack, or a plugin."""


@command.command("pack")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--namespace", required=True, help="What ids begin with, such as se-1880.")
@click.option("--title", help="What it is called; the folder's name by default.")
@click.option("--licence", default="CC0-1.0", show_default=True, help="As SPDX names it.")
@options("new")
def pack(call: Call, folder: Path, namespace: str, title: str | None, licence: str) -> None:
    """Make an empty pack in DIR."""
    from changekit.files.scaffolds import new_pack

    written = new_pack(
        folder, namespace=namespace, title=title or folder.resolve().name, licence=licence,
        language=call.tongue(),
    )  # fmt: skip
    call.finish(None, written.to_dict(), text=lambda: shown(written))


@command.command("plugin")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--name", help="The plugin's name; the folder's by default.")
@options("new")
def plugin(call: Call, folder: Path, name: str | None) -> None:
    """Make a plugin in DIR that can be installed and tested at once."""
    from changekit.files.scaffolds import new_plugin

    written = new_plugin(folder, name=name, language=call.tongue())
    call.finish(None, written.to_dict(), text=lambda: shown(written))


@command.command("concept")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]", default="."
)
@click.option(
    "--form", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx",
    help="Write the questions as a form to fill in, and nothing else.",
)  # fmt: skip
@click.option(
    "--answers", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Read the answers from a filled-in form, or from YAML.",
)  # fmt: skip
@options("new")
def concept(call: Call, folder: Path, form: Path | None, answers: Path | None) -> None:
    """Draft a concept in DIR, a pack or a workspace, from eight plain questions.

    On a terminal they are asked one by one; an empty answer leaves it for later.
    """
    if form is not None:
        _form(call, form)
    namespace, who = _home(folder)
    if answers is not None:
        target, drafted = _drafted(call, _read(answers), folder, namespace, who)
    else:
        asking = _asking(call)
        with asking.kept(folder):
            target, drafted = _drafted(call, asking.answers(), folder, namespace, who)
    written = [{"file": target.as_posix(), "guessed": list(drafted.guessed)}]
    call.finish(
        None,
        {"written": written, **drafted.to_dict()},
        text=lambda: _told(call, target, drafted),
        findings=drafted.findings,
    )


def _drafted(
    call: Call, told: Answers, folder: Path, namespace: str, who: MunicipalityName | None
) -> tuple[Path, Contribution]:
    """Write the concept that answers describe, and return its file and what it became."""
    from changekit.files.drafts import write_concept
    from changekit.services.catalogue.contributing import draft_concept

    drafted = draft_concept(told, namespace=namespace, municipality=who, language=call.tongue())
    target = folder / "concepts" / f"{drafted.concept.id.rpartition('/')[2]}.yaml"
    write_concept(target, drafted.concept, language=call.tongue())
    return target, drafted


def _told(call: Call, target: Path, drafted: Contribution) -> str:
    said = Text(sv="Skrivet: {file}", en="Written: {file}").format(file=target.as_posix())
    look = Text(sv="Gissat, se över: {fields}", en="Guessed, look it over: {fields}").format(
        fields=", ".join(drafted.guessed)
    )
    lines = [said, *([look] if drafted.guessed else [])]
    parts = ["\n".join(line.to(call.tongue()) for line in lines)]
    parts += [drafted.findings.to_text()] if drafted.findings else []
    return "\n\n".join([*parts, shown(drafted)])


def _form(call: Call, form: Path) -> None:
    from changekit.files.drafts import write_new
    from changekit.files.scaffolds import form_bytes

    if form.suffix.lower() != ".xlsx":
        raise CannotWriteError(str(form), _NO_FORM)

    write_new(form, form_bytes(language=call.tongue()))
    body = {"written": [{"file": form.as_posix(), "guessed": []}]}
    call.finish(None, body, text=form.as_posix())


def _read(path: Path) -> Answers:
    from changekit.files.scaffolds import read_answers

    return read_answers(path)


def _home(folder: Path) -> tuple[str, MunicipalityName | None]:
    """Return the namespace of the pack or workspace in a folder, and whose it is."""
    from changekit.files.pack_reading import read_pack_file
    from changekit.model.concept import MunicipalityName
    from changekit.model.fields import good_id
    from changekit.workspace import Workspace

    if (folder / "pack.yaml").is_file():
        pack = read_pack_file(folder.resolve()).pack
        if pack is None:
            reason = Text(
                sv="paketet kan inte läsas; se changekit pack verify",
                en="the pack cannot be read; see changekit pack verify",
            )
            raise UnreadableFileError(str(folder / "pack.yaml"), reason)
        return pack.namespace, pack.owner
    if (folder / "changekit.yaml").is_file():
        settings = Workspace.open(folder).municipality.settings
        code = settings.code.code if settings.code else None
        who = MunicipalityName(name=settings.name, country=settings.country, code=code)
        plain = code or good_id(settings.name.to(settings.language))
        return f"{settings.country.lower()}-{plain}", who
    reason = Text(
        sv="varken pack.yaml eller changekit.yaml finns här; gör ett paket med: "
        "changekit new pack DIR --namespace ...",
        en="neither pack.yaml nor changekit.yaml is here; make a pack with: "
        "changekit new pack DIR --namespace ...",
    )
    raise UnreadableFileError(str(folder), reason)


def _asking(call: Call) -> Asking:
    """Return what asks the questions on the terminal, one by one.

    Raises:
        InvalidValueError: There is nobody to ask.
    """
    from changekit.interfaces.cli.asking import Asking

    if not sys.stdin.isatty() or call.as_json:
        raise InvalidValueError(_NOBODY)

    def prompt(words: str) -> str:
        return str(click.prompt(words, default="", show_default=False, err=True))

    return Asking(prompt, lambda words: click.echo(words, err=True), language=call.tongue())


_NOBODY = Text(
    sv="det finns ingen att fråga här; fyll i ett formulär (--form) eller en YAML-fil, "
    "och läs in det med --answers",
    en="there is nobody to ask here; fill in a form (--form) or a YAML file, "
    "and read it with --answers",
)
_NO_FORM = Text(
    sv="formuläret är en arbetsbok; låt namnet sluta på .xlsx",
    en="the form is a workbook; let its name end with .xlsx",
)
