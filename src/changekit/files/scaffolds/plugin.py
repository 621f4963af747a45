"""A new plugin: a distribution with one scorer, its test, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.files.registers import Written, WrittenFile
from changekit.files.scaffolds.pack import write_all
from changekit.model.fields import good_id

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new_plugin"]

_PROJECT = """[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "changekit-{name}"
version = "0.1.0"
description = "A plugin for changekit."
requires-python = ">=3.11"
dependencies = ["changekit>=0.1"]

[project.optional-dependencies]
test = ["changekit[testing]", "pytest>=8"]

[project.entry-points."changekit"]
{name} = "{module}"

[tool.hatch.build.targets.wheel]
packages = ["src/{module}"]
"""

_MODULE = '''"""A scorer: initiatives that take fewer weeks come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import changekit as ck
from changekit.extension.hookspecs import hookimpl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.scoring import Scorer
    from changekit.model.initiative import Initiative

changekit_api = 1


@ck.scorer
def {function}(initiative: Initiative) -> float | None:
    """Return a higher score for fewer weeks; unknown where nobody says how many."""
    return None if initiative.weeks is None else 1 / initiative.weeks


@hookimpl
def register_scorers() -> Mapping[str, Scorer]:
    """Offer the scorer under the name that `--method` takes."""
    return {{"{name}": {function}}}
'''

_TEST = '''"""The scorer keeps to what every scorer has to, and does what it says."""

from {module} import {function}

import changekit as ck
from changekit.testing import check_scorer


def test_it_keeps_to_what_every_scorer_has_to() -> None:
    check_scorer({function})


def test_the_shorter_initiative_comes_first() -> None:
    data = {{
        "settings": {{"name": "Kommunen", "as_of": "2024-01-08", "plugins": []}},
        "initiatives": [
            {{"id": "long", "title": "Long", "weeks": 20}},
            {{"id": "short", "title": "Short", "weeks": 4}},
        ],
    }}
    ranking = ck.Workspace.from_dict(data).score(scorers=[{function}]).to_dict()["ranking"]
    assert [item["id"] for item in ranking] == ["short", "long"]
'''

_README = """# changekit-{name}

A plugin for changekit, with one scorer.

    python -m pip install -e '.[test]'
    python -m pytest
    changekit plugins
    changekit score WORKSPACE --method {name}

`src/{module}/__init__.py` holds the scorer and the hook that offers it. Checks, planning engines,
exporters and sections of the report have hooks of their own: see `changekit.extension.hookspecs`.
"""


def new_plugin(folder: Path, *, name: str | None = None, language: str = "sv") -> Written:
    """Write a plugin that can be installed and tested at once, and return what was written.

    Args:
        folder: The new folder; nothing in it is written over.
        name: The name of the plugin; the folder's by default, without `changekit-`.
        language: The language of what is said about it; code is in English.

    Raises:
        CannotWriteError: One of the files is there already, or cannot be written.
    """
    plain = good_id(name or folder.resolve().name.removeprefix("changekit-"))
    words = {
        "name": plain,
        "module": f"changekit_{plain.replace('-', '_')}",
        "function": plain.replace("-", "_") if not plain[0].isdigit() else f"s_{plain}",
    }
    module = words["module"]
    texts = {
        "pyproject.toml": _PROJECT,
        "README.md": _README,
        f"src/{module}/__init__.py": _MODULE,
        f"tests/test_{module}.py": _TEST,
    }
    write_all(folder, {file: text.format(**words) for file, text in texts.items()})
    files = tuple(WrittenFile(file=f"{folder.as_posix()}/{file}") for file in texts)
    return Written(files=files, language=language)
