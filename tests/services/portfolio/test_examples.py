"""The examples: each yields the findings that it means to show, and no others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from changekit.files.folder import read_folder
from changekit.files.packs import Packs
from changekit.services.portfolio import check

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = {
    # an aim in two units, no goal, a mandate that managers worded, an overloaded secretariat
    "lulea": {"CK301": 1, "CK302": 1, "CK310": 1, "CK311": 1, "CK312": 1, "CK313": 1},
    # a leader in everything who alone answers for two focus areas; feedback not collected
    "lovisa": {"CK310": 1, "CK311": 1, "CK313": 1, "CK314": 1, "CK315": 1, "CK319": 1},
    # ten of twelve political goals reach work, a dormant initiative, a missing translation
    "strangnas": {"CK303": 2, "CK304": 1, "CK316": 1, "CK317": 1, "CK327": 1},
    # an unclear mandate that is not confirmed
    "orebro": {"CK310": 1, "CK311": 1},
    # lost goals, unclear and unconfirmed mandates, silence, one aim in two units, overload
    "eskilstuna": {
        "CK301": 5, "CK302": 1, "CK310": 3, "CK311": 4, "CK312": 1, "CK313": 1, "CK316": 2,
        "CK317": 2,
    },
}  # fmt: skip


@pytest.mark.parametrize(("name", "counts"), EXAMPLES.items(), ids=EXAMPLES)
def test_an_example_shows_what_it_means_to_show(
    checkout: Path, name: str, counts: dict[str, int]
) -> None:
    folder = checkout / "docs" / "examples" / name
    town = read_folder(folder, packs=Packs.found(folder=folder)).municipality
    assert town.settings.as_of is not None
    found = check(town, as_of=town.settings.as_of)
    assert Counter(item.code for item in found) == counts
    assert all(item.place for item in found if item.subject)
