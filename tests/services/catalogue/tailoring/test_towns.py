"""A workspace's overlays: those of its packs first, then its own, in the order of its files."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

import changekit as ck
from changekit.errors import UnknownNameError
from changekit.findings import Place

LULEA = Path(__file__).parents[4] / "docs" / "examples" / "lulea"
PACK = {
    "pack.yaml": "schema: 1\nid: se-1880/pack\nversion: 1.0.0\ntitle: Paket\n"
    "namespace: se-1880\nlicence: CC0-1.0\nrequires: {packs: [changekit/core@^1]}\n",
    "overlays/theirs.yaml": "schema: 1\nid: theirs\npatch:\n"
    "  - at: changekit/siq-puzzle\n    replace: {title.sv: Paketets pussel}\n",
}
TOWN = {
    "changekit.yaml": "schema: 1\nname: Örebro\nas_of: 2024-01-01\n"
    "packs: [changekit/core, se-1880/pack]\n",
    "overlays/b.yaml": "schema: 1\non_clash: last\npatch:\n"
    "  - at: changekit/siq-puzzle\n    replace: {title.sv: Vårt pussel}\n",
    "overlays/a.yaml": "schema: 1\nid: z\npatch:\n"
    "  - at: changekit/siq-puzzle\n    add: {tags: vårt}\n",
}


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for root, files in (("pack", PACK), ("town", TOWN)):
        for name, text in files.items():
            file = tmp_path / root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CHANGEKIT_PACKS", str(tmp_path / "pack"))
    return tmp_path / "town"


def test_overlays_of_packs_come_before_the_workspaces_own(town: Path) -> None:
    ws = ck.open(town)
    assert not ws.check().errors, ws.check().to_text()
    assert ws.tailored.overlays == ("theirs", "z", "b")
    told = ws.explain("changekit/siq-puzzle.title.sv")
    assert [item.layer.partition("@")[0] for item in told.set_by] == [
        "changekit/core", "theirs", "b",
    ]  # fmt: skip
    assert told.value == "Vårt pussel"
    assert ws.catalogue.show("siq-puzzle").title.to("sv") == "Vårt pussel"
    assert ws.catalogue.page("siq-puzzle").tailored_by == ("theirs", "z", "b")
    assert "anpassat av" in str(ws.catalogue.page("siq-puzzle", language="sv"))


def test_each_layer_says_where_it_stands(town: Path) -> None:
    base, pack, own = ck.open(town).explain("changekit/siq-puzzle.title.sv").set_by
    assert str(base.place).startswith("concepts/siq-puzzle.yaml:")
    assert pack.place == Place("overlays/theirs.yaml", 5, 25)
    assert own.place == Place("overlays/b.yaml", 5, 25)


def test_what_does_not_fit_is_checked_with_file_line_and_column(town: Path) -> None:
    (town / "overlays" / "b.yaml").write_text(
        "schema: 1\nset:\n  changekit/differentiate-cases:\n    share-simple: 1.5\n"
        "patch:\n  - at: changekit/differentiate-cases\n    remove: [tags.tracs]\n",
        encoding="utf-8",
    )
    found = ck.open(town).check().of("CK833")
    assert [str(item.place) for item in found] == ["overlays/b.yaml:4:19", "overlays/b.yaml:7:14"]
    assert "did you mean 'tags.tracks'?" in found[1].line("en")


def test_what_a_pack_says_has_no_place_in_the_workspace(town: Path) -> None:
    theirs = town.parent / "pack" / "overlays" / "theirs.yaml"
    theirs.write_text(theirs.read_text(encoding="utf-8").replace("title.sv", "titel"))
    (found,) = ck.open(town).check().of("CK833")
    assert (found.subject, found.place) == ("theirs", None)


def test_unknown_concepts_are_told_once(town: Path) -> None:
    file = town / "overlays" / "a.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("siq-puzzle", "siq-pusel"))
    assert len(ck.open(town).check().of("CK201")) == 1


def test_a_tailored_town_reads_back_from_plain_data(town: Path) -> None:
    ws = ck.open(town)
    again = ck.Workspace.from_dict(ws.to_dict())
    assert [str(item.id) for item in again.municipality.overlays] == ["theirs", "z", "b"]
    assert again.tailored.by_id == ws.tailored.by_id


def test_a_tailored_town_goes_to_another_process(town: Path) -> None:
    ws = ck.open(town)
    sent = pickle.loads(pickle.dumps(ws.municipality))  # noqa: S301  # our own
    assert sent == ws.municipality
    assert sent.overlays[0].patch[0].replace["title.sv"].place == Place(
        "overlays/theirs.yaml", 5, 25
    )


def test_packs_and_files_stay_what_they_were(town: Path) -> None:
    ws = ck.open(town)
    base = ws.municipality.concepts_by_id["changekit/siq-puzzle"]
    assert base == ws.tailored.base_by_id["changekit/siq-puzzle"]
    assert base.title.to("sv") != "Vårt pussel"


def test_the_layers_of_a_town_come_together(tmp_path: Path) -> None:
    copy = tmp_path / "lulea"
    shutil.copytree(LULEA, copy)
    ws = ck.open(copy)
    made = ws.layers("sum", names=["ledningsgruppen", "forvaltningscheferna"])
    assert made.layer.entries["changekit/differentiate-cases"].score == 8
    assert made.layer.entries["changekit/commissioning-competence"].score == 3
    assert made.layer.entries["changekit/daily-improvement"].score is None
    with pytest.raises(UnknownNameError, match="did you mean 'ledningsgruppen'"):
        ws.layers(names=["ledningsgrupen"])


def test_a_layer_made_on_another_catalogue_is_found_where_it_says_so(tmp_path: Path) -> None:
    copy = tmp_path / "lulea"
    shutil.copytree(LULEA, copy)
    file = copy / "layers" / "ledningsgruppen.yaml"
    text = file.read_text(encoding="utf-8").replace("changekit/core@^1", "changekit/core@0.9.0")
    file.write_text(text, encoding="utf-8")
    (found,) = ck.open(copy).check().of("CK839")
    assert found.place == Place("layers/ledningsgruppen.yaml", 5, 12)


def test_the_example_is_tailored_without_a_finding() -> None:
    ws = ck.open(LULEA)
    assert not ws.tailored.findings
    assert ws.tailored.tailored_by == {"changekit/differentiate-cases": ("kansliet",)}
    steps = ws.catalogue.show("differentiate-cases").implementation
    assert steps is not None
    names = [step.name for step in steps.steps]
    assert names.index("ask-lawyers") == names.index("open-tracks") - 1
