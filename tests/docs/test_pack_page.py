"""The data pack of the how-to works as it is written there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from changekit.extension.packs import InstalledPack
from changekit.files.folder import read_mapping
from changekit.files.packs import Packs

ROOT = Path(__file__).parents[2]
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_pack_on_the_page_has_no_faults_and_brings_its_concept(tmp_path: Path) -> None:
    page = (ROOT / "docs/how-to/make-a-data-pack.md").read_text("utf-8")
    for name, text in FILE.findall(page):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    project = tmp_path / "changekit-pack-ours"
    about = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    ((name, module),) = about["entry-points"]["changekit.packs"].items()
    folder = project / "src" / module.replace(".", "/")
    packs = Packs((InstalledPack(name=name, folder=folder),))
    settings = {"name": "X", "packs": ["changekit/core", "ours/meetings"]}
    reading = read_mapping({"settings": settings}, packs=packs)
    assert [item.line() for item in reading.findings] == []
    ours = [item for item in reading.municipality.concepts if item.id.startswith("ours/")]
    assert [item.id for item in ours] == ["ours/standing-meeting"]
    own = packs.read("ours/meetings")
    assert own is not None
    assert [item.line() for item in own.findings] == []
