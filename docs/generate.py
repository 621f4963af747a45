"""Writes the reference pages that say what the code says: run it after changing either.

python docs/generate.py            writes the pages
python docs/generate.py --check    names the pages that are out of date, and exits with 1
"""

from __future__ import annotations

import functools
import inspect
import sys
import typing
from pathlib import Path

import click

import changekit
from changekit import errors
from changekit.extension.hookspecs import HOOKS, HookSpecs
from changekit.files.kinds import KINDS
from changekit.interfaces.cli.main import COMMANDS, cli
from changekit.model.records import Record, RecordShape, record_shape
from changekit.model.shapes import ChoiceShape, ListShape, MapShape, MaybeShape
from changekit.rules import all_rules

if typing.TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "reference"
MADE = "<!-- written by docs/generate.py -->"


def findings_page() -> str:
    """Return the page of all codes that a finding can carry."""
    parts = [
        "# Findings",
        MADE,
        (
            "What `changekit check` can say. A code keeps its meaning for ever and is never "
            "reused. Words in braces are filled in. Codes of plugins begin with other letters"
            " than `CK`."
        ),
    ]
    for rule in all_rules().values():
        parts += [f"## {rule.code} {rule.slug}", f"Severity: {rule.severity}."]
        for language, name in (("en", "English"), ("sv", "Svenska")):
            hint = f" ({rule.hint.to(language)})" if rule.hint else ""
            parts.append(f"- {name}: {rule.message.to(language)}{hint}")
    return page(parts)


def errors_page() -> str:
    """Return the page of all errors."""
    parts = [
        "# Errors",
        MADE,
        "Each is a `ChangekitError`, and the built-in error it specialises.",
    ]
    for name in sorted(errors.__all__):
        kind = getattr(errors, name)
        bases = ", ".join(f"`{base.__name__}`" for base in kind.__bases__)
        first = (inspect.getdoc(kind) or "").split("\n")[0]
        parts += [f"## {kind.slug}", f"`{name}` ({bases}). {first}"]
    return page(parts)


def hooks_page() -> str:
    """Return the page of all hooks."""
    parts = ["# Hooks", MADE, inspect.getdoc(inspect.getmodule(HookSpecs)) or ""]
    for hook in HOOKS:
        function = getattr(HookSpecs, hook)
        parts += [
            f"## {hook}",
            f"`{hook}{inspect.signature(function)}`",
            inspect.getdoc(function) or "",
        ]
    return page(parts)


def api_page() -> str:
    """Return the page of all public names."""
    parts = [
        "# The public names",
        MADE,
        (
            "What `import changekit as ck` gives, each loaded when it is first asked for. "
            "These names, their arguments, the file fields and the output keys are public. "
            "One that goes away warns with a `DeprecationWarning` for at least one minor "
            "version, and the warning names what to use instead. Files of `schema: 1` stay "
            "readable."
        ),
    ]
    for name in sorted(changekit.__all__):
        item = getattr(changekit, name)
        doc = inspect.getdoc(item) or ""
        parts += [f"## {name}", f"`{_place(item, name)}`", doc.split("\n\n")[0]]
        if inspect.isfunction(item):
            parts.insert(-1, f"`{name}{inspect.signature(item)}`")
        if inspect.isclass(item) and (table := members_table(item)):
            parts.append(table)
    return page(parts)


def members_table(cls: type) -> str:
    """Return what an object of a class can do, and what it holds beside its fields."""
    rows = []
    for name in sorted(dir(cls)):
        member = inspect.getattr_static(cls, name)
        held = isinstance(member, property | functools.cached_property)
        function = getattr(member, "__func__", member)
        if name.startswith("_") or not (held or inspect.isfunction(function)):
            continue
        doc = inspect.getdoc(member if held else function) or ""
        called = name if held else f"{name}({', '.join(arguments(function))})"
        rows.append(f"| `{called}` | {doc.splitlines()[0] if doc else ''} |")
    head = ["| member | what it is |", "| --- | --- |"]
    return "\n".join([*head, *rows]) if rows else ""


def arguments(function: Callable[..., object]) -> list[str]:
    """Return the arguments of a method by name; those with a default have a `=`."""
    found = []
    for argument in list(inspect.signature(function).parameters.values())[1:]:
        if argument.kind is argument.KEYWORD_ONLY and "*" not in found:
            found.append("*")
        found.append(argument.name if argument.default is argument.empty else f"{argument.name}=")
    return found


def _place(item: object, name: str) -> str:
    module = getattr(item, "__module__", None) or getattr(item, "__name__", "changekit")
    return f"{module}.{name}" if hasattr(item, "__module__") else str(module)


def fields_page() -> str:
    """Return the page of all fields of all files."""
    parts = [
        "# Fields of the files",
        MADE,
        (
            "Each file begins with `schema: 1`. A key that is not required may be left out. "
            "The same as JSON Schema, for editors: [schemas](schemas/)."
        ),
    ]
    seen: set[type] = set()
    for kind in KINDS.values():
        folder = "/*.yaml" if kind.many else ""
        parts.append(f"## {kind.where}{folder}")
        waiting = [kind.holds]
        while waiting:
            cls = waiting.pop(0)
            if cls not in seen:
                seen.add(cls)
                table, below = fields_table(cls)
                parts += [f"### {cls.__name__}", (cls.__doc__ or "").strip().split("\n")[0], table]
                waiting += below
    return page(parts)


def fields_table(cls: type[Record]) -> tuple[str, list[type[Record]]]:
    """Return the fields of a record as a table, and the records inside it."""
    rows = ["| key | holds | required | unit | meaning |", "|---|---|---|---|---|"]
    below = []
    for key, entry in record_shape(cls).entries.items():
        shape = entry.shape
        rows.append(
            f"| `{key}` | {what(shape)} | {'yes' if entry.required else ''} "
            f"| {entry.about.unit or ''} | {entry.about.doc} |"
        )
        inner = inside(shape)
        if isinstance(inner, RecordShape):
            below.append(inner.cls)
    return "\n".join(rows), below


def inside(shape: typing.Any) -> typing.Any:  # Any: shapes of every kind
    """Return the innermost shape."""
    while isinstance(shape, MaybeShape | ListShape | MapShape):
        shape = shape.inner if isinstance(shape, MaybeShape) else shape.item
    return shape


def what(shape: typing.Any) -> str:  # Any: shapes of every kind
    """Return what a field holds, in a few words."""
    if isinstance(shape, MaybeShape):
        return what(shape.inner)
    if isinstance(shape, ListShape):
        return f"list of {what(shape.item)}"
    if isinstance(shape, MapShape):
        return f"mapping to {what(shape.item)}"
    if isinstance(shape, RecordShape):
        return str(shape.cls.__name__)
    if isinstance(shape, ChoiceShape):
        return " / ".join(f"`{choice}`" for choice in shape.choices)
    return str(shape.words.to("en")).split(" (")[0]


def commands_page() -> str:
    """Return the page of all commands with their options."""
    parts = [
        "# Commands",
        MADE,
        (
            "`changekit check` ends with 1 when there is a finding of severity error (with "
            "`--strict`, warning). Every other command ends with 0 when it could answer, "
            "findings included (with `--strict`, 1), and with 2 when it cannot."
        ),
    ]
    context = click.Context(cli, info_name="changekit", help_option_names=["-h", "--help"])
    for name in sorted(COMMANDS):
        parts += help_of(typing.cast("click.Command", cli.get_command(context, name)), context)
    return page(parts)


def help_of(command: click.Command, parent: click.Context, depth: int = 2) -> list[str]:
    """Return the help of a command under its name, then that of the commands in it."""
    context = click.Context(
        command, info_name=command.name, parent=parent, max_content_width=88, terminal_width=88
    )
    title = context.command_path.removeprefix("changekit ")
    parts = [f"{'#' * depth} {title}", f"```text\n{command.get_help(context)}\n```"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            parts += help_of(inner, context, depth + 1) if inner else []
    return parts


def page(parts: list[str]) -> str:
    """Return a page from its paragraphs."""
    return "\n\n".join(parts) + "\n"


PAGES = {
    "api.md": api_page,
    "commands.md": commands_page,
    "errors.md": errors_page,
    "fields.md": fields_page,
    "findings.md": findings_page,
    "hooks.md": hooks_page,
}


def main() -> int:
    """Write the pages, or name those that are out of date."""
    late = [
        name
        for name, make in PAGES.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != make()
    ]
    if "--check" not in sys.argv:
        for name in late:
            (FOLDER / name).write_text(PAGES[name](), "utf-8")
    print(*(f"docs/reference/{name}" for name in late), sep="\n")
    return int("--check" in sys.argv and bool(late))


if __name__ == "__main__":
    sys.exit(main())
