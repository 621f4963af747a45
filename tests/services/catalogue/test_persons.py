"""Persons in concepts are pointed at; functions are left alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from changekit.files.resources import catalog_folder
from changekit.model.concept import Concept
from changekit.services.catalogue.packs import verify_pack
from changekit.services.catalogue.persons import person_findings
from tests.files.packs.conftest import write_pack

if TYPE_CHECKING:
    from pathlib import Path


def codes(**fields: object) -> list[str]:
    concept = Concept.from_dict({"id": "a/b", "version": "1.0.0", "title": "X", **fields})
    return [item.code for item in person_findings(concept)]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("Förnamn Efternamn", ["CK532"]),
        ("Förnamn Efternamn, fornamn.efternamn@kommun.se", ["CK531", "CK532"]),
        ("Förnamn Efternamn 0920-453000", ["CK533", "CK532"]),
        ("Kansliet, 070-123 45 67", ["CK533"]),
        ("Kansliet, +46 920 45 30 00", ["CK533"]),
        ("Kontaktcenter", []),
        ("Kontaktcenter, kontaktcenter@kommun.se", []),
        ("Miljö och Byggnad, miljo.byggnad@kommun.se", []),
        ("Human Resources", []),
        ("Region Norrbotten", []),
        ("Funktionen för kvalitet, Örebro kommun", []),
    ],
)
def test_a_contact_is_a_function_and_never_a_person(function: str, expected: list[str]) -> None:
    assert codes(contact={"function": {"sv": function}}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Förnamn Efternamn och Förnamn", ["CK532"]),
        ("Två handläggare, sex veckor", []),
        ("Drygt 30 000 kronor från 2024-01-08 till 2025-02-03, enligt 2017:900", []),
        ("Ring 0920 45 30 00", ["CK533"]),
        ("Andelen gick från 0,5 till 0.45 av 1 000 000", []),
    ],
)
def test_who_did_it_is_told_in_roles(text: str, expected: list[str]) -> None:
    assert codes(implementation={"text": text}) == expected


def test_mailboxes_and_numbers_are_found_in_any_text() -> None:
    assert codes(problem="skriv till fornamn.efternamn@kommun.se") == ["CK531"]
    steps = [{"name": "a", "text": "ring 0123-45 67 89"}]
    facts = {"id": "a/b", "version": "1.0.0", "title": "X"}
    concept = Concept.from_dict({**facts, "implementation": {"steps": steps}})
    (found,) = person_findings(concept)
    assert (found.code, found.path) == ("CK533", "implementation.steps[0].text")


def test_check_finds_them_in_a_workspace_and_verify_in_a_pack(tmp_path: Path) -> None:
    contact = {"function": "Förnamn Efternamn", "mailbox": "fornamn.efternamn@kommun.se"}
    facts = {"id": "se-1/x", "version": "1.0.0", "title": "X", "contact": contact}
    data = {"settings": {"name": "X", "as_of": "2024-01-08"}, "concepts": [facts]}
    found = ck.Workspace.from_dict(data).check(as_of=dt.date(2024, 1, 8))
    assert {"CK531", "CK532"} <= {item.code for item in found}
    folder = write_pack(tmp_path / "p", "1.0.0", "x")
    with (folder / "concepts/x.yaml").open("a", encoding="utf-8") as file:
        file.write("contact: {function: Förnamn Efternamn}\n")
    (named,) = verify_pack(folder).of("CK532")
    assert named.severity == "warning"
    assert named.place is not None
    assert named.place.file == "concepts/x.yaml"


def test_changekits_own_catalogue_names_nobody() -> None:
    assert not verify_pack(catalog_folder()).of("CK531", "CK532", "CK533")
