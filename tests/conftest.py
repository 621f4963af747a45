"""What all tests share: repeatable property tests, and where outside test data lies."""

from __future__ import annotations

import os
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

# Ours: no deadline, because a busy machine must not fail a law; in CI the same cases every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

TESTS = Path(__file__).resolve().parent
PLUGINS = TESTS.parent / "plugins"
OUTSIDE_DATA = os.environ.get("CHANGEKIT_TEST_DATA", "")


def pytest_report_header() -> str:
    return f"outside test data: {OUTSIDE_DATA or 'none, so tests of it are left out'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs outside data where there is none, and say how many that are."""
    if OUTSIDE_DATA:
        return
    left_out = [item for item in items if item.get_closest_marker("outside_data")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def installed_plugins() -> str:
    """Return the names of all plugins and packs that somebody installed beside changekit."""
    points = metadata.entry_points()
    named = (*points.select(group="changekit"), *points.select(group="changekit.packs"))
    return ",".join(sorted(f"{it.dist.name}:{it.name}" for it in named if it.dist))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Switch off what else is installed, so that a test says what changekit itself does.

    The tests of the plugins, and tests marked `installed_plugins`, see what there is.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CHANGEKIT_PLUGINS", raising=False)
        patch.delenv("CHANGEKIT_DISABLE", raising=False)
        sees_all = item.get_closest_marker("installed_plugins")
        if not (sees_all or item.path.is_relative_to(PLUGINS)):
            patch.setenv("CHANGEKIT_DISABLE", installed_plugins())
        return (yield)


@pytest.fixture(scope="session")
def outside_data() -> Path:
    """Return the folder of outside test data; mark the test `outside_data` too."""
    return Path(OUTSIDE_DATA).resolve(strict=True)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent
