"""Errors: one root, a built-in each, and messages that say what to do."""

from __future__ import annotations

import pytest

from changekit import errors
from changekit.text import Text

KINDS = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_the_one_root_and_a_built_in(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.ChangekitError)
    built_in = [base for base in kind.__mro__ if base.__module__ == "builtins"]
    assert len(built_in) > 3 or kind is errors.ChangekitError


def test_slugs_are_unique() -> None:
    slugs = [kind.slug for kind in KINDS]
    assert len(set(slugs)) == len(slugs)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    for name in errors.__all__:
        assert name in str(errors.__doc__)


def test_an_error_keeps_its_words_in_both_languages() -> None:
    error = errors.InvalidValueError(Text(sv="för mycket", en="too much"))
    assert (str(error), error.text.to("sv")) == ("too much", "för mycket")


def test_an_unknown_name_lists_the_closest_and_the_known() -> None:
    error = errors.UnknownNameError("profile", "defalt", known=["wsjf", "default"])
    assert str(error) == "unknown profile 'defalt', did you mean 'default'? known: default, wsjf"
    assert error.known == ("default", "wsjf")


def test_a_missing_extra_prints_the_line_that_installs_it() -> None:
    error = errors.MissingExtraError("excel", "reading a workbook")
    assert "pip install 'changekit[excel]'" in str(error)
    assert isinstance(error, ImportError)


def test_file_errors_keep_file_and_reason() -> None:
    error = errors.CannotWriteError("plan.xlsx", "is it open in another program?")
    assert (error.file, error.reason) == ("plan.xlsx", "is it open in another program?")
    assert str(error) == "plan.xlsx: is it open in another program?"
