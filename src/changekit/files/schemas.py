"""JSON Schemas of every sort of file, from the same shapes that read it: for editors.

`python -m changekit.files.schemas docs/reference/schemas` writes them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from changekit.files.kinds import KINDS, PACK, SCHEMA
from changekit.files.what_if import WHAT_IF
from changekit.model.records import record_shape
from changekit.model.shapes import described

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.files.kinds import FileKind

__all__ = ["file_schema", "schema_files", "write_schemas"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_VERSION: Final = {"const": SCHEMA, "description": "The version of this kind of file"}
Schema = dict[str, Any]  # Any: JSON values


def file_schema(kind: FileKind) -> Schema:
    """Return the JSON Schema (2020-12) of one sort of file.

    It sees what one value or one key can show. What only the reader sees: keys that stand twice,
    references, circles, how fields hang together, encoding, YAML that is refused, and numbers in
    notations that YAML knows and files here do not.

    >>> file_schema(KINDS["goals"])["required"]
    ['schema']
    """
    defs: Schema = {}
    record_shape(kind.holds).schema(defs)
    whole = _with_version(defs[kind.holds.__name__])
    body = _any_form(kind, whole, defs) if kind.many else whole
    return {
        "$schema": DIALECT,
        "title": f"{kind.where}/*.yaml" if kind.many else kind.where,
        **body,
        "$defs": dict(sorted(defs.items())),
    }


def _with_version(record: Mapping[str, Any], *, needed: bool = True) -> Schema:
    required = [*(["schema"] if needed else []), *record.get("required", ())]
    properties = {"schema": _VERSION, **record["properties"]}
    return {**record, "properties": properties, "required": required}


def _any_form(kind: FileKind, whole: Schema, defs: Schema) -> Schema:
    """Return the schema of a file with one record, with a list, or with a list under its key."""
    name = kind.holds.__name__
    several = kind.listed.entries[kind.where]
    listed = described({kind.where: several.shape.schema(defs)}, [kind.where])
    item = _with_version(defs[name], needed=False)
    return {"anyOf": [whole, _with_version(listed), {"type": "array", "items": item}]}


def schema_files() -> dict[str, str]:
    """Return the text of every schema file by its name."""
    return {
        f"{name}.schema.json": json.dumps(file_schema(kind), ensure_ascii=False, indent=1) + "\n"
        for name, kind in {**KINDS, PACK.name: PACK, WHAT_IF.name: WHAT_IF}.items()
    }


def write_schemas(folder: Path) -> None:
    """Write every schema file into a folder."""
    for name, text in schema_files().items():
        folder.joinpath(name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
