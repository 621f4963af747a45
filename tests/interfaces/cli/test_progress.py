"""The line that shows while a plan is made."""

from __future__ import annotations

import pytest

from changekit.interfaces.cli.progress import whole


@pytest.mark.parametrize(
    ("language", "shown"), [("sv", "7\N{NO-BREAK SPACE}055"), ("en", "7,055")]
)
def test_thousands_are_parted_as_the_language_does(language: str, shown: str) -> None:
    assert whole(7054.6, language) == shown
