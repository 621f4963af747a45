"""Drift: base, theirs and ours, and writing the base down without touching the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from changekit.errors import InvalidValueError
from changekit.model.concept import Concept
from changekit.model.overlay import Overlay
from changekit.services.catalogue.tailoring import digest, tailor
from changekit.services.catalogue.tailoring.recording import bases, record

if TYPE_CHECKING:
    from pathlib import Path

OLD: dict[str, Any] = {
    "id": "x/queue", "version": "1.0.0", "title": {"sv": "Kö", "en": "Queue"}, "tags": ["a"],
}  # fmt: skip
TEXT = """\
# why we differ: a comment that stays
schema: 1
id: ours
patch:
  - at: x/queue
    replace: {title.sv: Kölapp}   # shorter
    add: {tags: b}
"""


def concept(**changes: Any) -> Concept:
    return Concept.from_dict({**OLD, **changes})


def ours(held: dict[str, Any] | None = None) -> Overlay:
    patch = {"at": "x/queue", "replace": {"title.sv": "Kölapp"}, "add": {"tags": "b"}}
    return Overlay.from_dict({"id": "ours", "patch": [patch], "bases": held or {}})


def recorded() -> Overlay:
    return ours(bases(ours(), tailor([concept()], [])))


@pytest.mark.parametrize(
    ("now", "title", "code"),
    [
        ({"title": {"sv": "Köer", "en": "Queue"}}, "conflict", "CK837"),
        ({"title": {"sv": "Kölapp", "en": "Queue"}}, "same", "CK838"),
        ({"effect": "Kortare"}, "untouched", "CK838"),
    ],
)
def test_what_changed_upstream_is_judged_field_by_field(
    now: dict[str, Any], title: str, code: str
) -> None:
    made = tailor([concept(version="1.1.0", **now)], [recorded()])
    found = {item.field: item for item in made.drift}
    assert found["title.sv"].verdict == title
    assert found["tags.b"].verdict == "untouched"
    assert (found["title.sv"].base, found["title.sv"].ours) == ("Kö", "Kölapp")
    assert found["title.sv"].theirs == concept(**now).title.to("sv")
    assert (found["title.sv"].base_version, found["title.sv"].version) == ("1.0.0", "1.1.0")
    assert [item.code for item in made.findings] == [code]


def test_nothing_has_drifted_where_the_concept_says_the_same() -> None:
    made = tailor([concept()], [recorded()])
    assert len(made.drift) == 0
    assert not made.findings
    assert "Nothing changed" in str(made.drift)


def test_an_overlay_without_a_base_is_said_to_be_one() -> None:
    made = tailor([concept()], [ours()])
    assert made.drift.unrecorded == ("ours",)
    assert "changekit tailor --record ours" in str(made.drift)


def test_an_overlay_that_no_longer_fits_tells_its_drift_all_the_same() -> None:
    made = tailor([concept(tags=["a", "b"])], [recorded()])
    assert {item.code for item in made.findings} == {"CK833", "CK838"}
    assert {item.field: item.verdict for item in made.drift}["tags.b"] == "same"


def test_a_field_that_was_not_recorded_counts_as_a_conflict() -> None:
    held = bases(ours(), tailor([concept()], []))
    del held["x/queue"]["values"]["title.sv"]
    made = tailor([concept(effect="Kortare")], [ours(held)])
    assert [item.field for item in made.drift.conflicts] == ["title.sv"]


def test_the_digest_is_of_what_is_said_and_not_of_the_layout() -> None:
    turned = Concept.from_dict(dict(reversed(OLD.items())))
    assert digest(turned) == digest(concept())
    assert digest(concept(tags=["b"])) != digest(concept())


def test_recording_keeps_every_line_that_people_wrote(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(TEXT, encoding="utf-8")
    made = record(file, ours(), tailor([concept()], []))
    assert made.written
    assert file.read_text(encoding="utf-8") == TEXT + made.block
    assert f"digest: {digest(concept())}" in made.block
    again = record(file, ours(), tailor([concept(version="1.1.0")], []))
    assert file.read_text(encoding="utf-8") == TEXT + again.block, "the old block is replaced"


@pytest.mark.parametrize(
    "text",
    [
        "{schema: 1, id: ours, patch: [{at: x/queue, replace: {title.sv: Kölapp}}]}\n",
        "- {id: ours, patch: [{at: x/queue, replace: {title.sv: Kölapp}}]}\n",
        "schema: 1\nid: ours\nid: twice\n",
    ],
)
def test_a_file_that_could_not_be_changed_safely_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(text, encoding="utf-8")
    made = record(file, ours(), tailor([concept()], []))
    assert not made.written
    assert made.block.startswith("bases:\n  x/queue:\n    version: 1.0.0\n")
    assert file.read_text(encoding="utf-8") == text


def test_an_overlay_whose_changes_are_refused_is_not_recorded(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(TEXT, encoding="utf-8")
    bad = Overlay.from_dict(
        {"id": "ours", "patch": [{"at": "x/queue", "replace": {"titel.sv": "Kö"}}]}
    )
    with pytest.raises(InvalidValueError, match=r"mend the overlay first.*CK833"):
        record(file, bad, tailor([concept()], [bad]))
    assert file.read_text(encoding="utf-8") == TEXT


def test_bases_that_stand_in_the_middle_are_replaced_there(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    head, tail = TEXT.split("patch:")
    old = "bases:\n  x/queue:\n    version: 0.9.0\n    digest: sha256:" + "0" * 64 + "\n"
    file.write_text(f"{head}{old}\npatch:{tail}", encoding="utf-8")
    assert record(file, ours(), tailor([concept()], [])).written
    text = file.read_text(encoding="utf-8")
    assert "0.9.0" not in text
    assert text.count("bases:") == 1
    assert "# shorter" in text


def test_what_has_no_name_cannot_be_recorded() -> None:
    nameless = Overlay.from_dict(
        {"id": "o", "patch": [{"at": "x/queue", "add": {"implementation.steps": {"text": "X"}}}]}
    )
    with pytest.raises(InvalidValueError, match="x/queue: what is added has no name"):
        bases(nameless, tailor([concept()], []))


def test_drift_is_a_table_with_three_values_and_plain_data() -> None:
    made = tailor([concept(title={"sv": "Köer", "en": "Queue"})], [recorded()]).drift
    assert made.table().rows[0][3:6] == ("Kö", "Köer", "Kölapp")
    assert made.to_dict()["drift"][0]["theirs"] == "Köer"
