"""Packs: a workspace gets what it names, and what does not work is named where it stands."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from changekit.extension.packs import InstalledPack, installed_packs
from changekit.files.folder import read_folder, read_mapping
from changekit.files.pack_reading import read_pack
from changekit.files.packs import Packs

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.files.folder import Reading

PACK = "schema: 1\nid: {id}\nversion: 1.2.0\ntitle: P\nnamespace: {space}\nlicence: MIT\n"
CONCEPT = "schema: 1\nid: {id}\nversion: 1.0.0\ntitle: {id}\nneeds: [lead-time]\n"


def pack(folder: Path, name: str, *concepts: str, more: str = "") -> InstalledPack:
    """Write a pack of its name, with concepts, and more lines in its pack.yaml."""
    (folder / "concepts").mkdir(parents=True)
    about = PACK.format(id=name, space=name.partition("/")[0]) + more
    (folder / "pack.yaml").write_text(about, encoding="utf-8")
    for at, concept in enumerate(concepts):
        text = CONCEPT.format(id=concept)
        (folder / f"concepts/{at}.yaml").write_text(text, encoding="utf-8")
    return InstalledPack(name=folder.name, folder=folder)


def use(packs: Packs, *names: str, **more: object) -> Reading:
    data = {"settings": {"name": "X", "packs": list(names)}, **more}
    return read_mapping(data, packs=packs)


def lines(reading: Reading) -> list[str]:
    return [item.line() for item in reading.findings]


def test_a_workspace_that_names_no_pack_uses_the_core(tmp_path: Path) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x"),))
    for reading in (use(packs), use(packs, "changekit/core"), read_mapping({}, packs=packs)):
        ids = {item.id.partition("/")[0] for item in reading.municipality.concepts}
        assert ids == {"changekit"}


def test_concepts_and_needs_come_from_the_packs_that_are_named_alone(tmp_path: Path) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x"), pack(tmp_path / "b", "b/two", "b/y")))
    reading = use(packs, "a/one", "b/two")
    assert [item.id for item in reading.municipality.concepts] == ["a/x", "b/y"]
    assert list(reading.municipality.needs) == []
    assert lines(reading) == []


def test_a_concept_of_a_pack_that_is_not_named_cannot_be_reused(tmp_path: Path) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x"),))
    initiative = {"id": "i", "title": "I", "reuses": "a/x"}
    assert lines(use(packs, "a/one", initiatives=[initiative])) == []
    (finding,) = use(packs, initiatives=[initiative]).findings
    assert (finding.code, str(finding.place)) == ("CK201", "#/initiatives/0/reuses")


def test_an_unknown_pack_is_found_in_its_place_with_the_closest(tmp_path: Path) -> None:
    text = "schema: 1\nname: X\npacks:\n  - changekit/core\n  - changekit/croe\n"
    (tmp_path / "changekit.yaml").write_text(text, encoding="utf-8")
    (finding,) = read_folder(tmp_path, packs=Packs(())).findings
    assert finding.line() == (
        "changekit.yaml:5:5: packs[1]: CK504 there is no pack 'changekit/croe' "
        "(did you mean 'changekit/core'?)"
    )


def test_what_a_missing_pack_would_have_brought_is_not_reported_too() -> None:
    reading = use(Packs(()), "a/one", initiatives=[{"id": "i", "title": "I", "reuses": "a/x"}])
    assert [item.code for item in reading.findings] == ["CK504"]


def test_a_version_that_is_not_there_is_found(tmp_path: Path) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x"),))
    assert lines(use(packs, "a/one@^1.1")) == []
    (finding,) = use(packs, "a/one@2").findings
    assert "there is version 1.2.0" in finding.line()


@pytest.mark.parametrize(
    ("more", "concept", "why"),
    [
        ("requires: {changekit: '>=99'}\n", "a/x", "needs changekit >=99"),
        ("requires: {packs: [b/none@^1]}\n", "a/x", "there is no pack 'b/none'"),
        (
            "requires: {packs: [changekit/core@^7]}\n",
            "a/x",
            "needs changekit/core@^7, and what there is is 1.",
        ),
        ("files: {concepts/0.yaml: 'sha256:00'}\n", "a/x", "its content differs"),
        ("files: {concepts/9.yaml: 'sha256:00'}\n", "a/x", "it cannot be read"),
        ("files: {../a/pack.yaml: 'sha256:00'}\n", "a/x", "it leads out of the pack"),
        ("", "b/x", "does not begin with the namespace 'a'"),
        ("colour: red\n", "a/x", "unknown key 'colour'"),
    ],
    ids=["changekit", "pack", "version", "digest", "file", "above", "namespace", "key"],
)
def test_a_pack_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, more: str, concept: str, why: str
) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", concept, more=more),))
    (finding,) = use(packs, "a/one").findings
    assert (finding.code, str(finding.place)) == ("CK505", "#/settings/packs/0")
    assert why in finding.line()


def test_a_digest_that_is_right_is_no_finding(tmp_path: Path) -> None:
    digest = hashlib.sha256(CONCEPT.format(id="a/x").encode()).hexdigest()
    more = f"files: {{concepts/0.yaml: 'sha256:{digest}'}}\n"
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x", more=more),))
    assert lines(use(packs, "a/one")) == []


def test_a_pack_whose_id_cannot_be_read_is_named_when_one_is_missed(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("schema: 1\nid: [a\n", encoding="utf-8")
    packs = Packs(
        (InstalledPack(name="torn", folder=tmp_path), InstalledPack(name="gone", folder=None))
    )
    assert lines(use(packs)) == []
    found = use(packs, "a/one").findings
    assert [item.code for item in found] == ["CK504", "CK505", "CK505"]
    assert "'gone'" in found[1].line() or "'gone'" in found[2].line()
    assert [item.status for item in packs.status()] == ["ok", "broken", "broken"]


def test_two_packs_with_one_concept_are_both_named(tmp_path: Path) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x"), pack(tmp_path / "b", "a/two", "a/x")))
    (finding,) = use(packs, "a/one", "a/two").findings
    assert finding.line() == (
        "#/settings/packs/1: settings.packs[1]: CK506 both "
        f"'a/one' ({(tmp_path / 'a').as_posix()}/concepts/0.yaml:2:5) and "
        f"'a/two' ({(tmp_path / 'b').as_posix()}/concepts/0.yaml:2:5) hold 'a/x' "
        "(use only one of the packs)"
    )


def test_a_pack_may_refer_to_the_core_and_to_what_it_requires(tmp_path: Path) -> None:
    below = pack(tmp_path / "a", "a/one", "a/x")
    above = pack(
        tmp_path / "b", "b/two", "b/y",
        more="requires: {changekit: '>=0.1', packs: [a/one@^1]}\n",
    )  # fmt: skip
    with (tmp_path / "b/concepts/0.yaml").open("a", encoding="utf-8") as file:
        file.write("relations: [{kind: requires, to: a/x}]\n")
    assert lines(use(Packs((below, above)), "b/two")) == []


def test_packs_that_require_each_other_end_in_a_finding(tmp_path: Path) -> None:
    one = pack(tmp_path / "a", "a/one", "a/x", more="requires: {packs: [b/two]}\n")
    two = pack(tmp_path / "b", "b/two", "b/y", more="requires: {packs: [a/one]}\n")
    (finding,) = use(Packs((one, two)), "b/two").findings
    assert "needs a/one, and what there is is one that needs this in turn" in finding.line()


def test_faults_of_a_pack_stand_in_their_places(tmp_path: Path) -> None:
    pack(tmp_path / "a", "a/one", "a/x")
    with (tmp_path / "a/concepts/0.yaml").open("a", encoding="utf-8") as file:
        file.write("relations: [{kind: requires, to: a/c}]\n")
    reading = read_pack(tmp_path / "a")
    assert [item.id for item in reading.concepts] == ["a/x"]
    assert [(item.code, str(item.place)) for item in reading.findings] == [
        ("CK201", "concepts/0.yaml:5:9"), ("CK201", "concepts/0.yaml:6:34"),
    ]  # fmt: skip


def test_what_packs_brought_is_not_written_as_the_workspace_s_own(tmp_path: Path) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x"),))
    own = {"id": "own", "version": "1.0.0", "title": "Own"}
    town = use(packs, "a/one", concepts=[own], needs=[{"id": "n", "title": "N"}]).municipality
    plain = town.to_dict()
    assert [item["id"] for item in plain["concepts"]] == ["own"]
    assert [item["id"] for item in plain["needs"]] == ["n"]
    again = read_mapping(plain, packs=packs)
    assert again.municipality == town
    assert lines(again) == []


def test_a_search_without_a_workspace_sees_every_pack_that_works(tmp_path: Path) -> None:
    good = pack(tmp_path / "a", "a/one", "a/x")
    bad = pack(tmp_path / "b", "b/two", "c/y")
    ids = {item.id for item in Packs((good, bad)).every().concepts}
    assert "a/x" in ids
    assert "c/y" not in ids
    assert "changekit/frontline-empowerment" in ids


def test_a_pack_can_be_left_out_by_name(tmp_path: Path) -> None:
    packs = Packs((pack(tmp_path / "a", "a/one", "a/x"),), frozenset({"a"}))
    assert [item.status for item in packs.status()] == ["ok", "disabled"]
    assert [item.code for item in use(packs, "a/one").findings] == ["CK504"]


@pytest.mark.parametrize(
    ("value", "found"),
    [("thing_pack.data", True), ("thing_pack:data", True), ("thing_pack.none", False)],
)
def test_an_installed_pack_is_found_without_running_any_of_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, found: bool
) -> None:
    (tmp_path / "thing_pack/data").mkdir(parents=True)
    code = "raise SystemExit('code of a data pack was run')\n"
    (tmp_path / "thing_pack/__init__.py").write_text(code, encoding="utf-8")
    (tmp_path / "thing_pack/data/__init__.py").write_text(code, encoding="utf-8")
    info = tmp_path / "thing_pack-1.0.dist-info"
    info.mkdir()
    meta = "Metadata-Version: 2.1\nName: thing-pack\nVersion: 1.0\n"
    (info / "METADATA").write_text(meta, encoding="utf-8")
    points = f"[changekit.packs]\nthing = {value}\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    (item,) = [item for item in installed_packs() if item.name == "thing"]
    assert (item.distribution, item.version) == ("thing-pack", "1.0")
    assert item.folder == (tmp_path / "thing_pack/data" if found else None)
    assert "thing_pack" not in sys.modules


def test_settings_that_cannot_be_read_leave_references_to_packs_alone(tmp_path: Path) -> None:
    (tmp_path / "initiatives").mkdir()
    initiative = "schema: 1\nid: i\ntitle: I\nreuses: a/x\n"
    (tmp_path / "initiatives/i.yaml").write_text(initiative, encoding="utf-8")
    (tmp_path / "changekit.yaml").write_text("schema: 1\nname: X\npacks: 3\n", encoding="utf-8")
    codes = [item.code for item in read_folder(tmp_path, packs=Packs(())).findings]
    assert len(codes) == 1
    assert "CK201" not in codes


def test_a_zip_of_many_concepts_is_read_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANGEKIT_CACHE", str(tmp_path / "cache"))
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("pack.yaml", PACK.format(id="a/one", space="a"))
        archive.writestr("needs.yaml", "schema: 1\nneeds: [{id: lead-time, title: L}]\n")
        for at in range(150):
            archive.writestr(f"concepts/{at}.yaml", CONCEPT.format(id=f"a/x{at}"))
    reading = read_pack(tmp_path / "x.zip")
    assert [item.line() for item in reading.findings] == []
    assert len(reading.concepts) == 150
    assert not (tmp_path / "cache").exists()


def test_what_is_changed_is_read_again(tmp_path: Path) -> None:
    pack(tmp_path / "a", "a/one", "a/x")
    assert [item.id for item in read_pack(tmp_path / "a").concepts] == ["a/x"]
    (tmp_path / "a/concepts/0.yaml").write_text(CONCEPT.format(id="a/yy"), encoding="utf-8")
    assert [item.id for item in read_pack(tmp_path / "a").concepts] == ["a/yy"]


def test_packs_that_require_one_another_in_many_ways_are_soon_read(tmp_path: Path) -> None:
    names = [f"a/p{at}" for at in range(18)]
    every = ", ".join(names)
    for at, name in enumerate(names):
        more = f"requires: {{packs: [{', '.join(names[:at])}]}}\n" if at else ""
        pack(tmp_path / str(at), name, f"a/x{at}", more=more)
    assert lines(use(Packs.found({"CHANGEKIT_PACKS": str(tmp_path)}), *names)) == []
    for at, name in enumerate(names):
        about = PACK.format(id=name, space="a") + f"requires: {{packs: [{every}]}}\n"
        (tmp_path / str(at) / "pack.yaml").write_text(about, encoding="utf-8")
    found = use(Packs.found({"CHANGEKIT_PACKS": str(tmp_path)}), *names).findings
    assert [item.code for item in found] == ["CK505"] * 18


@pytest.mark.parametrize(
    ("owner", "codes"),
    [
        ("{name: Örebro kommun, country: SE, code: '1880'}", []),
        ("{name: Örebro kommun}", []),
        ("{name: Tammerfors, country: FI, code: '1880'}", ["CK517"]),
        ("{name: Karlskoga kommun, country: SE, code: '1883'}", ["CK517"]),
    ],
)
def test_a_namespace_of_a_municipality_is_its_owner_s(
    tmp_path: Path, owner: str, codes: list[str]
) -> None:
    pack(tmp_path / "a", "se-1880/one", more=f"owner: {owner}\n")
    assert [item.code for item in read_pack(tmp_path / "a").findings] == codes


@pytest.mark.parametrize("code", ["18", "17"])
def test_a_namespace_of_a_region_is_a_region_s(tmp_path: Path, code: str) -> None:
    owner = f"owner: {{name: Region, country: SE, code: '{code}', form: region}}\n"
    pack(tmp_path / "a", "se-region-18/one", more=owner)
    assert [item.code for item in read_pack(tmp_path / "a").findings] == ["CK517"] * (code == "17")


def test_a_pack_whose_links_lead_out_is_not_read(tmp_path: Path) -> None:
    item = pack(tmp_path / "a", "a/one", "a/x")
    (tmp_path / "secret.yaml").write_text(CONCEPT.format(id="a/secret"), encoding="utf-8")
    (tmp_path / "a/concepts/s.yaml").symlink_to(tmp_path / "secret.yaml")
    assert read_pack(tmp_path / "a").records == {}
    assert "the link leads out" in read_pack(tmp_path / "a").findings[0].line()
    laid_out = read_pack(tmp_path / "a", installed=True)  # an installer may link to its store
    assert len(laid_out.concepts) == 2
    assert item.trusted


def test_pinned_packs_are_written_back_as_they_were_read() -> None:
    pinned = {"id": "a/one@^1", "version": "1.2.0", "digest": f"sha256:{'0' * 64}"}
    reading = use(Packs(()), "changekit/core", pinned)  # type: ignore[arg-type]  # a mapping
    plain = reading.municipality.settings.to_dict()
    assert plain["packs"] == ["changekit/core", pinned]
    assert [item.code for item in reading.findings] == ["CK504"]
