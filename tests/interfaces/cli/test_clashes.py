"""What `changekit plan` says of mandatory initiatives that clash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.interfaces.cli.conftest import EXAMPLES

if TYPE_CHECKING:
    from tests.interfaces.cli.conftest import Run

PLACES = [
    "initiatives/digital-tillsyn.yaml:8:12", "initiatives/saker-inloggning.yaml:8:12",
    "initiatives/digital-tillsyn.yaml:9:11", "initiatives/saker-inloggning.yaml:9:11",
    "organisation.yaml:5:121",
]  # fmt: skip


def test_the_rules_that_clash_are_listed_with_their_places(run: Run) -> None:
    answer = run("plan", EXAMPLES / "ekby", "--language", "sv")
    listed = answer.out.split("Krav som inte går ihop:\n")[2].split("\nDet är bevisat")[0]
    assert [line.rsplit("(", 1)[1].rstrip(")") for line in listed.splitlines()] == PLACES
    assert "Socialkontoret orkar 2 i veckan (organisation.yaml:5:121)" in listed
    assert "låt Socialkontoret orka 0,5 mer" in answer.out


def test_json_has_each_clash_with_file_and_line(run: Run) -> None:
    clashes = run("plan", EXAMPLES / "ekby", "--json").json["clashes"]
    assert [rule["place"] for rule in clashes[1]["rules"]] == PLACES
    assert [rule["line"] for rule in clashes[1]["rules"]] == [8, 8, 9, 9, 5]
    assert clashes[1]["smallest"] is True
