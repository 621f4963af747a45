"""The command `changekit`, which loads a subcommand only when it is called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any, Final

import click

from changekit.errors import ChangekitError, InvalidDataError
from changekit.text import Text, closest

__all__ = ["COMMANDS", "main"]

COMMANDS: Final = {
    "bench": "Measure changekit on your own files.",
    "catalogue": "Show every concept: evidence, what is filled in, reuse, adoptions.",
    "check": "Say what is wrong in a workspace, with file, line and column.",
    "demo": "Plan the built-in example and write its report.",
    "diff": "Say what differs between two editions of a pack, and whether versions fit.",
    "explain": "Say which layer set a field of a concept.",
    "export": "Write the catalogue as JSON, CSV, Markdown or SKOS.",
    "graph": "Show what waits for what, as Mermaid, DOT, GraphML or JSON.",
    "harvest": "Draft a concept from a finished initiative.",
    "init": "Make a workspace: empty, as a workbook, or from a register.",
    "layers": "Show layers of scores on concepts, and combine them.",
    "load": "Show what changes ask of whom, and where it is too much.",
    "new": "Make a start: a concept from eight questions, a pack, or a plugin.",
    "pack": "Add, list and update packs of concepts; build and verify your own.",
    "peers": "Show open requests to other municipalities, and who has done it.",
    "plan": "Say which initiatives start when, which are left out, and why.",
    "plugins": "List the plugins and whether each works.",
    "recommend": "Say which concepts answer a need here, and what is missing.",
    "report": "Write the report: one HTML file that works offline.",
    "score": "Rank the initiatives, with the reasons.",
    "search": "Find concepts in the catalogue.",
    "show": "Show one initiative, concept or focus area.",
    "tailor": "Show what overlays change, and what has changed under them.",
    "words": "Make a list of words from your texts, to split compounds by.",
}
"""The commands with what `changekit --help` says of them."""

CANNOT_ANSWER: Final = 2
"""The exit code of a command that could not answer."""

OUR_FAULT: Final = Text(
    sv="Det är ett fel i changekit. CHANGEKIT_DEBUG=1 visar var.",
    en="This is a fault in changekit. CHANGEKIT_DEBUG=1 shows where.",
)


class LateGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"changekit.interfaces.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that was called; a misspelt one is met with the closest."""
        name = args[0] if args else ""
        near = closest(name, COMMANDS)
        if name and not name.startswith("-") and name not in COMMANDS:
            hint = f" Did you mean {near!r}?" if near else ""
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, value: Any) -> None:  # Any: click's flag
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"changekit {version('changekit')}")
        ctx.exit()


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
    help="Print the version.",
)  # fmt: skip
def cli() -> None:
    """Keep a municipality's changes as plain files: check, score, order, plan and report them."""


def main(args: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code.

    Errors go to standard error without a traceback; `CHANGEKIT_DEBUG=1` shows it.
    """
    # A command makes many values that live until it ends, and few circles of them.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a pipe may have another encoding, where å would be an error.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(args=args, prog_name="changekit", standalone_mode=False)
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.ClickException as error:
        error.show()
        code = CANNOT_ANSWER
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        # Whoever read our output had enough; the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001  # the last resort: no traceback for users
        code = _tell(error, _language(sys.argv[1:] if args is None else args))
    sys.exit(code if isinstance(code, int) else 0)


def system_language() -> str:
    """Return Swedish where the system is Swedish, else English."""
    system = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "sv" if system.startswith("sv") else "en"


def _language(args: list[str]) -> str:
    """Return the language that a call asked for, without the machinery that failed it."""
    for word, after in zip(args, [*args[1:], ""], strict=True):
        if word == "--language" or word.startswith("--language="):
            return word.partition("=")[2] or after
    return system_language()


def _tell(error: Exception, language: str) -> int:
    if os.environ.get("CHANGEKIT_DEBUG"):
        raise error
    from changekit.findings import Findings

    found = error.findings if isinstance(error, InvalidDataError) else None
    if isinstance(found, Findings) and found:
        for finding in found:  # which say all that the message does, with their places
            click.echo(f"changekit: {finding.line(language)}", err=True)
    elif isinstance(error, ChangekitError):
        click.echo(f"changekit: {error.text.to(language)}", err=True)
    else:
        click.echo(f"changekit: {type(error).__name__}: {error}", err=True)
        click.echo(OUR_FAULT.to(language), err=True)
    return CANNOT_ANSWER
