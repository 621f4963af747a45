"""The published JSON Schemas are current, and let pass what the reader lets pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from changekit.files.kinds import KINDS, FileKind
from changekit.files.resources import catalog_folder, examples_folder
from changekit.files.schemas import file_schema, schema_files, write_schemas

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[1] / "docs/reference/schemas"
ROOTS = [HERE / "base_workspace", catalog_folder(), *sorted(examples_folder().glob("*/"))]
FILES = [
    (kind, path)
    for root in ROOTS
    for kind in KINDS.values()
    for path in sorted(root.glob(f"{kind.where}/*.yaml" if kind.many else kind.where))
]


def validator(kind: FileKind) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        file_schema(kind), format_checker=jsonschema.FormatChecker()
    )


def plain(path: Path) -> Any:
    """Return YAML with every date as text, as JSON has it."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


def test_the_published_schemas_are_what_the_shapes_say_now() -> None:
    published = {path.name: path.read_text(encoding="utf-8") for path in PUBLISHED.glob("*.json")}
    again = "python -m changekit.files.schemas docs/reference/schemas"
    assert published == schema_files(), f"write them again: {again}"


def test_writing_the_schemas_writes_each_of_them(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(schema_files())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_schema_is_a_schema_and_says_what_each_field_means(kind: FileKind) -> None:
    schema = file_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    for definition in schema["$defs"].values():
        assert definition["description"]
        assert all(field["description"] for field in definition.get("properties", {}).values())


@pytest.mark.parametrize(
    ("kind", "path"), FILES, ids=[f"{path.parent.name}-{path.name}" for _, path in FILES]
)
def test_what_the_reader_lets_pass_the_schema_lets_pass(kind: FileKind, path: Path) -> None:
    assert [error.message for error in validator(kind).iter_errors(plain(path))] == []


def test_a_file_with_several_records_is_let_pass_in_both_forms() -> None:
    records = [{"id": "a", "title": "A"}, {"id": "b", "title": {"sv": "B"}}]
    judge = validator(KINDS["initiative"])
    assert judge.is_valid({"schema": 1, "initiatives": records})
    assert judge.is_valid(records)
    assert not judge.is_valid({"initiatives": records})
    assert not judge.is_valid([{"id": "a"}])
