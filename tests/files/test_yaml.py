"""Whatever a file holds, reading it gives nodes or findings, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from changekit.files import yaml as files_yaml
from changekit.files.kinds import KINDS
from changekit.files.resources import catalog_folder
from changekit.files.yaml import MAX_BYTES, MAX_DEPTH, Composed, compose
from changekit.files.yaml_events import compose_events
from changekit.model.reading import Log

BASE = Path(__file__).parent / "base_workspace"
VALID = [
    path.read_bytes()
    for path in [*sorted(BASE.rglob("*.yaml")), *sorted(catalog_folder().rglob("*.yaml"))[:3]]
]
MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 3),
        st.one_of(
            st.sampled_from(
                [b"\t", b": ", b"'", b'"', b"[", b"{", b"]", b"}", b"&a ", b"*a", b"!x ", b"- ",
                 b"\n", b"\n\t", b"<<: ", b"---\n", b"# ", b"%", b"@", b"|", b">", b"\\", b"\0",
                 b"\xff", b"\xef\xbb\xbf", b"?", b",", b"~", b"\r", "\u2028".encode()]
            ),
            st.binary(max_size=4),
        ),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def read(data: bytes) -> tuple[Composed, Log]:
    """Read bytes as a file of each kind."""
    log = Log()
    composed = compose(data, "x.yaml", log)
    if composed.node is not None:
        for kind in KINDS.values():
            if kind.many:
                kind.records(composed.node, log)
        files_yaml.note_depth(composed.node, log)
    return composed, log


def nested(opening: str, closing: str, depth: int) -> bytes:
    return f"a: {opening * depth}{closing * depth}\n".encode()


@given(st.binary(max_size=300))
@example(b"\xfe\xff")
@example(b"? - ? - : x")
@example(b"a: |\n\tb")
def test_any_bytes_give_nodes_or_findings(data: bytes) -> None:
    composed, log = read(data)
    assert composed.node is not None or log.findings


@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`#\\ \t\n<~.0\x85é"), max_size=60))
def test_any_jumble_of_yaml_signs_gives_nodes_or_findings(text: str) -> None:
    composed, log = read(text.encode())
    assert composed.node is not None or log.findings


@given(st.sampled_from(VALID), MUTATIONS)
def test_a_spoilt_file_gives_nodes_or_findings_in_its_lines(
    data: bytes, mutations: list[tuple[float, int, bytes]]
) -> None:
    for where, removed, put in mutations:
        at = int(where * len(data))
        data = data[:at] + put + data[at + removed :]
    composed, log = read(data)
    assert composed.node is not None or log.findings
    for finding in log.findings:
        assert finding.place is not None
        assert finding.line("sv")
        assert finding.line("en")


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 400, 5_000, 400_000])
@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")], ids=["[", "{", "[{"]
)
def test_brackets_in_brackets_are_too_deep_and_do_no_harm(
    opening: str, closing: str, depth: int
) -> None:
    _, log = read(nested(opening, closing, depth))
    assert "CK128" in {item.code for item in log.findings}


@pytest.mark.parametrize("sign", ["- ", "? "])
def test_dashes_in_a_row_are_too_deep_and_do_no_harm(sign: str) -> None:
    _, log = read((sign * 100_000 + "a\n").encode())
    assert "CK128" in {item.code for item in log.findings}


def test_lines_further_and_further_in_are_too_deep() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(2_000))
    _, log = read(text.encode())
    assert [str(item.place) for item in log.findings if item.code == "CK128"] == [
        f"x.yaml:{MAX_DEPTH + 1}:{MAX_DEPTH + 1}"
    ]


def test_aliases_that_multiply_are_refused_before_they_grow() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 30)]
    _, log = read("\n".join(lines).encode())
    assert sum(item.code == "CK106" for item in log.findings) == 30 + 29 * 9


def test_a_huge_text_is_read_and_shown_cut_short() -> None:
    _, log = read(b"schema: 1\nid: x\ntitle: X\nweeks: " + b"9" * (MAX_BYTES - 100))
    (finding,) = [item for item in log.findings if item.code == "CK112"]
    assert len(finding.line()) < 300


def test_a_file_at_the_limit_is_read_and_one_above_is_not() -> None:
    assert read(b"a: 1\n" + b"#" * (MAX_BYTES - 5))[0].whole
    _, log = read(b"a: 1\n" + b"#" * (MAX_BYTES - 4))
    assert [item.code for item in log.findings] == ["CK107"]


@pytest.mark.parametrize("data", VALID)
def test_the_careful_way_reads_the_same_nodes_as_the_quick_one(data: bytes) -> None:
    log = Log()
    quick = compose(data, "x.yaml", log).node
    careful = compose_events(data.decode(), log, depth=MAX_DEPTH)
    assert shown(quick) == shown(careful)
    assert log.findings == []


def test_python_alone_reads_the_same_nodes_as_c(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [shown(compose(data, "x.yaml", Log()).node) for data in VALID]
    monkeypatch.delattr(yaml, "CBaseLoader")
    monkeypatch.setattr(files_yaml, "_LOADER", files_yaml._loader())
    assert [shown(compose(data, "x.yaml", Log()).node) for data in VALID] == quick
    _, log = read(nested("[", "]", 250))
    assert "CK128" in {item.code for item in log.findings}


def shown(node: object) -> object:
    """Return a node as something to compare: kind, value, quotes, line and column."""
    mark = node.start_mark  # type: ignore[attr-defined]  # a node of either origin
    place = (node.id, mark.line, mark.column)  # type: ignore[attr-defined]
    value = node.value  # type: ignore[attr-defined]
    if isinstance(value, str):
        return (place, value, node.style or "")  # type: ignore[attr-defined]
    return (place, [shown(part) for item in value for part in _parts(item)])


def _parts(item: object) -> tuple[object, ...]:
    return item if isinstance(item, tuple) else (item,)
