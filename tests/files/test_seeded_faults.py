"""Every seeded fault is found at its line and column, in words that say what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from changekit.files.folder import read_folder
from changekit.files.kinds import KINDS
from changekit.files.schemas import file_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.files.folder import Reading
    from changekit.files.kinds import FileKind

HERE = Path(__file__).parent
Fault = dict[str, Any]  # a row of the table
FAULTS: dict[str, Fault] = {
    row["name"]: row
    for row in yaml.safe_load((HERE / "seeded_faults.yaml").read_text(encoding="utf-8"))
}
SCHEMAS = {name: file_schema(kind) for name, kind in KINDS.items()}


def faulty(base: Path, fault: Fault) -> Path:
    """Put a fault into a workspace, and return the file it is in."""
    path: Path = base / fault["file"]
    if "whole" in fault:
        path.write_bytes(fault["whole"].encode(fault.get("encoding", "utf-8")))
        return path
    text = path.read_text(encoding="utf-8")
    assert text.count(fault["old"]) == 1
    path.write_text(text.replace(fault["old"], fault["new"]), encoding="utf-8")
    return path


def as_an_editor_sees_it(text: str) -> Any:
    """Return YAML as the core schema of YAML 1.2 reads it, dates as text."""
    return yaml.load(text, Loader=_Editor)  # noqa: S506  # a loader that knows plain data alone


# Source: YAML 1.2.2, section 10.3.2: the tags of plain scalars.
_Editor: Any = type("_Editor", (yaml.SafeLoader,), {"yaml_implicit_resolvers": {}})
for tag, pattern in {
    "null": r"|~|null|Null|NULL",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    _Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), None)
_Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def kind_of(file: str) -> FileKind:
    return next(kind for kind in KINDS.values() if file.startswith(kind.where))


def schema_errors(file: str, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(
        SCHEMAS[kind_of(file).name], format_checker=jsonschema.FormatChecker()
    )
    return [error.message for error in validator.iter_errors(as_an_editor_sees_it(text))]


def test_there_are_at_least_45_seeded_faults_and_a_workspace_without(base: Path) -> None:
    assert len(FAULTS) >= 45
    assert read_folder(base).findings.to_text() == ""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_in_its_place(base: Path, name: str) -> None:
    faulty(base, FAULTS[name])
    findings = read_folder(base).findings
    assert [item.line("en") for item in findings] == FAULTS[name]["said"]
    if "sagt" in FAULTS[name]:
        assert [item.line("sv") for item in findings] == FAULTS[name]["sagt"]


@pytest.mark.parametrize("name", [name for name, row in FAULTS.items() if row["schema"]])
def test_the_schema_sees_what_one_value_can_show(base: Path, name: str) -> None:
    path = faulty(base, FAULTS[name])
    assert schema_errors(FAULTS[name]["file"], path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name, row in FAULTS.items() if not row["schema"]])
def test_what_the_table_says_that_the_schema_cannot_see_it_does_not(base: Path, name: str) -> None:
    path = faulty(base, FAULTS[name])
    try:
        errors = schema_errors(FAULTS[name]["file"], path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        errors = []
    assert errors == []


def test_all_faults_of_a_file_come_at_once_in_the_order_of_lines(
    read_with: Callable[[str, str | bytes], Reading],
) -> None:
    findings = read_with(
        "initiatives/allt.yaml", (HERE / "all_at_once.yaml").read_bytes()
    ).findings
    expected = (HERE / "all_at_once.txt").read_text(encoding="utf-8").splitlines()
    assert [item.line("en") for item in findings] == expected
    lines = [item.place.line for item in findings if item.place]
    assert lines == sorted(lines)
    assert len({item.code for item in findings}) >= 15
