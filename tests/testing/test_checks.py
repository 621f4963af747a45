"""check_check lets good checks pass, and names what is wrong with each bad one."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from changekit.findings import Finding
from changekit.services.portfolio import BUILT_IN
from changekit.testing import check_check
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from changekit.model.municipality import Municipality

CALLS = itertools.count()
BOTH = Text(sv="står stilla", en="stands still")
GOOD = Finding(code="XY001", severity="info", subject="a", message=BOTH)


def good(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    for item in municipality.initiatives:
        if item.deadline is not None and item.deadline < as_of:
            yield attrs.evolve(GOOD, subject=item.id)


def every_built_in(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    for name in sorted(BUILT_IN):
        yield from BUILT_IN[name](municipality, as_of)


def giving(*found: Any) -> Callable[[Municipality, dt.date], Iterator[Finding]]:  # Any: on purpose
    def check(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
        yield from found

    return check


def restless(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    yield attrs.evolve(GOOD, subject=str(next(CALLS)))


def first_alone(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    for item in municipality.initiatives[:1]:
        yield attrs.evolve(GOOD, subject=item.id)


def never_empty(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    yield attrs.evolve(GOOD, subject=municipality.initiatives[0].id)


BAD = {
    "own-code": (giving(attrs.evolve(GOOD, code="CK301")), "letters other than CK"),
    "no-code": (giving(attrs.evolve(GOOD, code="late")), "letters other than CK"),
    "severity": (giving(attrs.evolve(GOOD, severity="fatal")), "its severity is one of"),  # type: ignore[arg-type]  # on purpose
    "one-language": (
        giving(attrs.evolve(GOOD, message=Text(sv="bara svenska"))),
        "its message is in Swedish and English",
    ),
    "no-language": (giving(attrs.evolve(GOOD, message=Text.plain("x"))), "Swedish and English"),
    "empty-hint": (giving(attrs.evolve(GOOD, hint=Text(sv=" ", en="x"))), "its hint is in"),
    "plain-text": (giving(attrs.evolve(GOOD, message="late")), "its message is a Text"),  # type: ignore[arg-type]  # on purpose
    "place": (giving(attrs.evolve(GOOD, place="x.yaml:1")), "its place is a Place"),  # type: ignore[arg-type]  # on purpose
    "subject": (giving(attrs.evolve(GOOD, subject=object())), "written as JSON"),  # type: ignore[arg-type]  # on purpose
    "text": (giving("late"), "gives findings, got 'late'"),
    "restless": (restless, "asked twice"),
    "first-alone": (first_alone, "the order of records counts"),
}


def test_a_good_check_passes_and_its_codes_are_returned() -> None:
    assert check_check(good) == {"XY001"}


def test_changekit_s_own_checks_pass() -> None:
    codes = check_check(every_built_in, own=True, examples=25)
    assert {"CK301"} < codes


@pytest.mark.parametrize(("check", "why"), BAD.values(), ids=BAD)
def test_a_bad_check_is_caught(check: Callable[..., Any], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        check_check(check)


def test_a_check_that_breaks_on_an_empty_municipality_is_caught() -> None:
    with pytest.raises(IndexError, match="tuple index out of range"):
        check_check(never_empty)
