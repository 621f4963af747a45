"""Pinning a pack in changekit.yaml: the list changes, everything else stays byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import CannotWriteError
from changekit.files.packs.pinning import pinned, pins
from changekit.files.yaml_writing import plain
from changekit.model.settings import PackUse

DIGEST = f"sha256:{'0123456789abcdef' * 4}"
USE = PackUse(id="a/one", version="1.2.0", digest=DIGEST)
NEW = PackUse(id="a/one", version="1.3.0", digest=DIGEST.replace("0", "f"))


def lines(indent: str) -> str:
    return f"{indent}- id: a/one\n{indent}  version: 1.2.0\n{indent}  digest: {DIGEST}\n"


FLOW = f'{{id: a/one, version: 1.2.0, digest: "{DIGEST}"}}'
MORE = f"  digest: {DIGEST}\n"
CASES = {
    "none": ("name: X\n", f"name: X\npacks:\n  - changekit/core\n{lines('  ')}"),
    "no-newline": ("name: X", f"name: X\npacks:\n  - changekit/core\n{lines('  ')}"),
    "block": ("packs:\n  - x/y # why\n# z\nname: X\n",
              f"packs:\n  - x/y # why\n{lines('  ')}# z\nname: X\n"),
    "flush": ("packs:\n- x/y\nname: X\n", f"packs:\n- x/y\n{lines('')}name: X\n"),
    "last": ("name: X\npacks:\n- x/y", f"name: X\npacks:\n- x/y\n{lines('')}".rstrip("\n")),
    "named": ("packs:\n- 'a/one@^1' # ours\n- x/y\n",
              f"packs:\n- id: 'a/one@^1' # ours\n  version: 1.2.0\n  digest: {DIGEST}\n- x/y\n"),
    "flow": ("packs: [x/y, # why\n  z/z ] # end\n",
             f"packs: [x/y, # why\n  z/z, {FLOW} ] # end\n"),
    "flow-named": ("packs: [x/y, a/one, z/z]\n", f"packs: [x/y, {FLOW}, z/z]\n"),
    "empty": ("packs: [ ]\n", f"packs: [changekit/core, {FLOW} ]\n"),
    "version": ("packs:\n- {id: a/one, version: 1.0.0} # v\n",
                f"packs:\n- {FLOW} # v\n"),
    "mapping": ("packs:\n- id: a/one\n  # why\n  version: 1.0.0 # v\n- x/y\n",
                f"packs:\n- id: a/one\n  # why\n  version: 1.2.0 # v\n{MORE}- x/y\n"),
    "after": ("packs:\n- id: x/y\n  version: 1.0.0 # v\n\nname: X\n",
              f"packs:\n- id: x/y\n  version: 1.0.0 # v\n{lines('')}\nname: X\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["plain", "bom"])
def test_the_list_alone_changes(case: str, newline: str, bom: str) -> None:
    before, after = (f"{bom}{text}".replace("\n", newline).encode() for text in CASES[case])
    if b"\n" not in before:  # nothing says which ends of lines it has
        after = after.replace(b"\r\n", b"\n")
    assert pinned(before, USE) == after
    assert pinned(after, USE) == after


@pytest.mark.parametrize(
    "text",
    [
        "{name: X}\n", "name: X\n...\n", "packs: x/y\nname: X\n", "packs:\nname: X\n",
        "packs:\n- |\n  x/y\n", "name: X\n- y\n", "name: &a X\n", "packs: [a]\npacks: [b]\n",
        "name: X\rpacks: [x/y]\r", "name: X # \x85packs: [x/y]\n", "",
    ],
)  # fmt: skip
def test_what_cannot_be_edited_safely_is_refused_with_the_lines_to_add(text: str) -> None:
    with pytest.raises(
        CannotWriteError, match=r"add this:\n  - id: a/one\n    version: 1\.2\.0\n"
    ):
        pinned(text.encode(), USE)


WORDS = st.sampled_from(["x", "'å: b'", '"# no"', "[1, {a: 2}]", "{a: b}", "2011-01-01", "|\n  t"])
REMARKS = st.sampled_from(["", "  # a remark", " #"])
GAPS = st.sampled_from(["", "\n", "# between\n", "  \n# å\n\n"])
ITEMS = st.sampled_from([
    "x/y", "'z/z@^1'", "changekit/core", "{{id: q/q, version: 1.0.0}}", "a/one", "a/one@^1",
    "id: b/b\n{0}  version: 1.0.0", "id: a/one\n{0}  version: 1.0.0",
    "{{id: a/one, version: 1.0.0}}", "{{version: 1.0.0, id: a/one}}",
])  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a changekit.yaml with remarks and layouts as people write them."""
    keys = draw(st.lists(st.sampled_from(["name", "language", "as_of", "period"]), unique=True))
    parts = [
        f"{key}: {draw(WORDS)}\n" if key != "name" else f"name: {draw(WORDS)}\n" for key in keys
    ]
    items = draw(st.lists(ITEMS, max_size=4, unique_by=lambda it: it.strip("{")[:6]))
    kind = draw(st.sampled_from(["none", "block", "flow"])) if items else "none"
    if kind == "flow":
        inside = ", ".join(it.format("") for it in items if "\n" not in it) or "x/y"
        parts.insert(draw(st.integers(0, len(parts))), f"packs: [{inside}]{draw(REMARKS)}\n")
    elif kind == "block":
        indent = draw(st.sampled_from(["", "  ", "    "]))
        block = [f"{indent}- {it.format(indent)}{draw(REMARKS)}\n{draw(GAPS)}" for it in items]
        parts.insert(draw(st.integers(0, len(parts))), f"packs:\n{''.join(block)}")
    text = draw(GAPS) + draw(GAPS).join(parts)
    text = text.rstrip("\n") if draw(st.booleans()) else text
    text = text.replace("\n", "\r\n") if draw(st.booleans()) else text
    return ("\ufeff" if draw(st.booleans()) else "") + text


@given(files())
def test_pinning_keeps_every_byte_outside_the_list(text: str) -> None:
    data = text.encode()
    try:
        new = pinned(data, USE)
    except CannotWriteError:
        return
    before, after = plain(data), plain(new)
    assert {**before, "packs": 0} == {**after, "packs": 0}
    assert USE.name in [use.name for use in pins(new) if use.digest == DIGEST]
    others = [use for use in pins(new) if use.name != USE.name]
    assert others == ([use for use in pins(data) if use.name != USE.name] or others)
    ours = (b"a/one", b"packs", b"version")
    kept = [line for line in data.splitlines() if not any(it in line for it in ours)]
    left = iter(new.splitlines())
    assert all(line in left for line in kept), "all others, in their order"
    assert pinned(new, USE) == new
    assert pins(pinned(new, NEW)) != pins(new)


def test_most_files_that_people_write_can_be_edited() -> None:
    for before, _ in CASES.values():
        assert USE.name in [use.name for use in pins(pinned(before.encode(), USE))]
