"""Deprecated names still work, say when they go, and point at the caller's own line."""

from __future__ import annotations

import types

import pytest

from changekit.deprecation import deprecated, deprecated_name, goes_away


@pytest.mark.parametrize(
    ("since", "gone"), [("0.1", "0.2"), ("0.9.4", "0.10"), ("2.3.0", "2.4")], ids=str
)
def test_something_deprecated_goes_away_one_minor_version_later(since: str, gone: str) -> None:
    assert goes_away(since) == gone


def test_a_deprecated_function_still_answers_and_warns_at_the_callers_line() -> None:
    @deprecated(since="0.3", use="tracks()")
    def lanes(count: int) -> int:
        return count + 1

    with pytest.warns(DeprecationWarning, match=r"lanes\(\) .* goes away in 0\.4: use") as caught:
        assert lanes(2) == 3
    assert caught[0].filename == __file__


def test_a_lazy_face_can_keep_an_old_name_for_one_version() -> None:
    face = types.ModuleType("face")

    def load(name: str) -> str:
        deprecated_name(f"face.{name}", since="0.3", use="face.tracks")
        return "tracks"

    vars(face)["__getattr__"] = load
    with pytest.warns(DeprecationWarning, match=r"face\.lanes is deprecated since 0\.3") as caught:
        assert face.lanes == "tracks"
    assert caught[0].filename == __file__
