"""A hostile pack: every way in is named, and nothing outside is read, written or run."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from changekit.services.catalogue import overview
from changekit.testing import check_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PACK = """schema: 1
id: evil/one
version: 1.0.0
title: {sv: Ont, en: Evil}
namespace: evil
licence: CC0-1.0
files:
  concepts/changed.yaml: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""
HEAD = "schema: 1\nversion: 1.0.0\ntitle: {sv: A, en: A}\n"
REQUIRES = "relations: [{{kind: requires, to: evil/{}}}]\n"
FILES = {
    "pack.yaml": PACK,
    "concepts/changed.yaml": HEAD + "id: evil/changed\n",
    "concepts/foreign.yaml": HEAD + "id: changekit/frontline-empowerment\n",
    "concepts/link.yaml": HEAD + "id: evil/link\ncontact: {function: X, url: 'javascript:go()'}\n",
    "concepts/out.yaml": HEAD + "id: evil/out\nmaterials: [{title: M, file: ../../etc/passwd}]\n",
    "concepts/gone.yaml": HEAD + "id: evil/gone\nmaterials: [{title: M, file: materials/x.pdf}]\n",
    "concepts/tag.yaml": HEAD + 'id: !!python/object/apply:os.system ["true"]\n',
    "concepts/alias.yaml": HEAD + "id: evil/alias\ntags: &a [x, x]\nneeds: *a\n",
    "concepts/person.yaml": HEAD + "id: evil/person\nproblem: {sv: Ring 19121212-1212}\n",
    "concepts/claim.yaml": HEAD
    + "id: evil/claim\nclaim: {level: 5}\nevidence:\n  - {outcome: o, design: randomised, "
    "reported_by: supplier, before: 1, after: 9, n: 100, source: brochure}\n",
    "concepts/circle.yaml": HEAD
    + "id: evil/circle\nrelations: [{kind: requires, to: evil/back}]\n",
    "concepts/back.yaml": HEAD + "id: evil/back\nrelations: [{kind: requires, to: evil/circle}]\n",
    "concepts/dangling.yaml": HEAD + "id: evil/dangling\nneeds: [nobody-has-this]\n",
    "overlays/hijack.yaml": "schema: 1\npatch:\n  - at: changekit/siq-puzzle\n"
    "    replace: {id: evil/siq-puzzle}\n",
}
MEANT = {
    "digest": ("CK508", "concepts/changed.yaml"),
    "namespace": ("CK507", "does not begin with the namespace 'evil'"),
    "script link": ("https://", "javascript:go()"),
    "file outside": ("a file beside it", "../../etc/passwd"),
    "file missing": ("CK530", "materials/x.pdf"),
    "yaml tag": ("concepts/tag.yaml", "!!python"),
    "yaml alias": ("concepts/alias.yaml", "&"),
    "personal number": ("concepts/person.yaml", "personal"),
    "claim": ("CK820", "evil/claim"),
    "circle": ("evil/back", "evil/circle"),
    "dangling": ("CK201", "nobody-has-this"),
    "hijack": ("overlays/hijack.yaml", "id"),
}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "evil"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def told(path: Path) -> list[str]:
    with pytest.raises(AssertionError, match=path.name) as caught:
        check_pack(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("words", MEANT.values(), ids=MEANT)
def test_each_way_in_is_named_and_all_at_once(hostile: Path, words: tuple[str, str]) -> None:
    lines = told(hostile)
    assert any(all(word in line for word in words) for line in lines), "\n".join(lines)


def test_ten_ways_and_more_stand_in_one_answer(hostile: Path) -> None:
    assert len(told(hostile)) > 10


def test_code_in_a_pack_is_an_error_and_is_not_run(hostile: Path) -> None:
    for name in list(FILES):
        if name != "pack.yaml":
            (hostile / name).unlink()
    (hostile / "pack.yaml").write_text(PACK.partition("files:")[0], encoding="utf-8")
    mark = hostile.parent / "ran"
    (hostile / "__init__.py").write_text(f"open({str(mark)!r}, 'w')\n", encoding="utf-8")
    (hostile / "concepts/a.yaml").write_text(f"{HEAD}id: evil/a\n", encoding="utf-8")
    assert any("CK512" in line for line in told(hostile))
    assert not mark.exists()


def test_a_link_that_leads_out_is_not_followed(hostile: Path) -> None:
    secret = hostile.parent / "secret.yaml"
    secret.write_text(f"{HEAD}id: evil/secret\n", encoding="utf-8")
    (hostile / "concepts/secret.yaml").symlink_to(secret)
    lines = told(hostile)
    assert any("CK511" in line and "secret" in line for line in lines)


def zipped(path: Path, write: Callable[[zipfile.ZipFile], None]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.yaml", PACK.partition("files:")[0])
        archive.writestr("concepts/a.yaml", f"{HEAD}id: evil/a\n")
        write(archive)
    return path


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("concepts/link.yaml")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


def _nested_bomb(archive: zipfile.ZipFile) -> None:
    archive.writestr("concepts/big.yaml", b"a" * (300 * 2**20))


WAYS = {
    "upwards": lambda it: it.writestr("../../outside.yaml", "x"),
    "absolute": lambda it: it.writestr("/tmp/outside.yaml", "x"),  # noqa: S108  # refused
    "drive": lambda it: it.writestr("C:\\outside.yaml", "x"),
    "link": _link,
    "bomb": _nested_bomb,
    "same name in other letters": lambda it: it.writestr("CONCEPTS/A.yaml", "x"),
    "device": lambda it: it.writestr("concepts/nul.yaml", "x"),
}


@pytest.mark.parametrize("write", WAYS.values(), ids=WAYS)
def test_a_zip_that_would_lead_out_is_refused_and_writes_nothing(
    tmp_path: Path, write: Callable[[zipfile.ZipFile], None]
) -> None:
    path = zipped(tmp_path / "evil.zip", write)
    before = sorted(item.name for item in tmp_path.iterdir())
    assert told(path)
    assert sorted(item.name for item in tmp_path.iterdir()) == before
    assert not (tmp_path.parent / "outside.yaml").exists()


def test_the_same_zip_without_them_is_taken(tmp_path: Path) -> None:
    assert not check_pack(zipped(tmp_path / "fine.zip", lambda _: None)).errors


def test_what_is_no_zip_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    path.write_bytes(io.BytesIO(b"PK\x03\x04 and then nothing").getvalue())
    assert told(path)


def test_markup_in_a_pack_is_text_wherever_it_is_shown() -> None:
    script = "<script>alert(1)</script>"
    concept = {
        "id": "evil/x", "version": "1.0.0", "title": script, "problem": f"{script} kö",
        "needs": ["lead-time"], "adoptions": [{"municipality": {"name": script}, "source": "x"}],
        "materials": [{"title": script, "language": "sv"}],
    }  # fmt: skip
    request = {"id": "q", "title": script, "needs": ["lead-time"],
               "questions": [{"id": "a", "text": script}]}  # fmt: skip
    opened = ck.Workspace.from_dict(
        {"settings": {"name": script}, "concepts": [concept], "requests": [request]}
    )
    shown = [
        opened.catalogue.search("alert"), opened.catalogue.page("evil/x"),
        opened.peers(), overview(opened.catalogue), opened.recommend(need="lead-time"),
        opened.explain("evil/x.title"),
    ]  # fmt: skip
    for result in shown:
        assert "<script" not in result._repr_html_()
