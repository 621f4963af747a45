"""Every command: text, one JSON object, two languages, exit codes, errors without traceback."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from changekit.files.resources import catalog_folder
from changekit.interfaces.cli.main import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.interfaces.cli.conftest import Run

COMMON = {"changekit", "command", "workspace", "language", "findings"}
PLANNED = {
    "id", "state", "start", "end", "left_out", "waits_weeks", "blocked_by", "released_by", "why",
}  # fmt: skip
PLAN_KEYS = {
    "initiatives", "status", "objective", "bound", "gap", "seconds", "seed", "engine", "checked",
    "as_of", "repeatable", "assumed",
}  # fmt: skip
SCORED = {"id", "rank", "score", "low", "high", "contributions", "unknown"}
FOUND = {
    "code", "severity", "subject", "file", "line", "column", "path", "message", "hint",
}  # fmt: skip
WORDS = Path(__file__).parents[2] / "services/wording/data"
ORACLES = Path(__file__).parents[2] / "services/scoring/by_hand"
CASES: dict[str, tuple[list[str], set[str], str, set[str]]] = {
    "check": (["check", "WS"], {"findings"}, "findings", FOUND),
    "score": (["score", "WS"], {"ranking", "profile", "method"}, "ranking", SCORED),
    "graph": (["graph", "WS"], {"nodes", "links"}, "nodes", {"id", "kind"}),
    "graph links": (
        ["graph", "WS"], {"links"}, "links", {"source", "target", "kind", "reason"},
    ),
    "plan": (["plan", "WS"], PLAN_KEYS, "initiatives", PLANNED),
    "search": (
        ["search", "ledtid"], {"hits"}, "hits",
        {"id", "title", "score", "matched", "evidence_level"},
    ),
    "recommend": (
        ["recommend", "WS", "--need", "lead-time"], {"recommendations", "asked"},
        "recommendations",
        {"id", "verdict", "evidence", "transferability", "track_record", "rule", "missing"},
    ),
    "diff": (
        ["diff", "WS", "changekit/core"], {"changes", "bump", "old", "new"}, "changes",
        {"id", "change", "fields", "relations"},
    ),
    "export": (
        ["export", "WS", "--format", "skos", "--out", "OUT/katalog.jsonld"], {"written"},
        "written", {"file", "guessed"},
    ),
    "harvest": (
        ["harvest", "WS", "introduktionskurs"], {"concept", "missing", "guessed"}, "missing",
        {"field", "what", "raises"},
    ),
    "peers": (["peers", "OREBRO"], {"requests"}, "requests", {"id", "questions", "answered"}),
    "catalogue": (
        ["catalogue", "WS"], {"concepts", "processes", "tools"}, "concepts",
        {"id", "status", "evidence_level", "completeness", "reuse", "depth", "adoptions"},
    ),
    "new": (
        ["new", "pack", "OUT/vart", "--namespace", "se-9999"], {"written"}, "written",
        {"file", "guessed"},
    ),
    "load": (
        ["load", "WS"], {"periods", "units", "breaches", "causers", "over", "undated"}, "units",
        {"id", "score_in_all", "load", "capacity", "preparation", "go_live", "settling", "over"},
    ),
    "load breaches": (
        ["load", "WS", "--breaches"], {"breaches"}, "breaches",
        {"kind", "subject", "period", "weeks", "load", "capacity", "over", "causes"},
    ),
    "load collisions": (
        ["load", "WS", "--collisions"], {"collisions_in_all"}, "collisions",
        {"audience", "first", "second", "weeks", "together", "go_lives_apart", "close"},
    ),
    "load roles": (
        ["load", "WS", "--roles"], {"gini"}, "roles",
        {"role", "hours", "weeks_over", "alone_in", "sole_owner_of", "single_point_of_failure"},
    ),
    "layers": (["layers", "WS"], {"combine", "layers"}, "layers", {"id", "entries"}),
    "tailor": (
        ["tailor", "WS"], {"overlays", "tailored", "drift"}, "tailored",
        {"overlay", "concept", "fields"},
    ),
    "plugins": (
        ["plugins"], {"plugins"}, "plugins",
        {"name", "version", "hooks", "status", "error", "milliseconds"},
    ),
    "report": (
        ["report", "WS", "--out", "OUT/rapport.html"], {"written"}, "written",
        {"file", "guessed"},
    ),
    "init": (["init", "OUT/ny"], {"written"}, "written", {"file", "guessed"}),
    "bench compounds": (
        ["bench", "compounds", "--words", "WORDS/simple.txt"], {"words", "sources"}, "words",
        {"word", "parts", "split"},
    ),
    "bench scoring": (
        ["bench", "scoring", "--oracles", "ORACLES"], {"files"}, "files",
        {"id", "method", "computed", "reproduced", "total", "largest_error"},
    ),
    "pack list": (
        ["pack", "list", "WS"], {"packs"}, "packs",
        {"id", "version", "from", "place", "licence", "concepts", "status", "error", "used",
         "pinned", "pin_ok"},
    ),
    "pack build": (
        ["pack", "build", "PACK", "--out", "OUT/paket.zip"], {"written", "done", "pack"},
        "written", {"file", "guessed"},
    ),
    "words": (
        ["words", "WORDS", "--out", "OUT/ord.txt", "--least", "1"], {"written", "words"},
        "written", {"file", "guessed"},
    ),
    "demo": (["demo", "OUT/demo", "--example", "lulea"], {"written"}, "written", {"file"}),
}  # fmt: skip


def arguments(given: list[str], example: Callable[[str], Path], out: Path) -> list[str]:
    places = {"WS": example("lulea"), "OUT": out, "WORDS": WORDS, "PACK": catalog_folder(),
              "OREBRO": example("orebro"), "ORACLES": ORACLES}  # fmt: skip
    for name, place in places.items():
        given = [part.replace(name, str(place)) for part in given]
    return given


def test_every_command_has_its_case() -> None:
    assert {words[0] for words, *_ in CASES.values()} | {"show", "explain"} == set(COMMANDS)


@pytest.mark.parametrize("name", CASES)
def test_json_is_one_object_with_the_keys_of_the_formats(
    name: str, run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    words, keys, items, inside = CASES[name]
    answer = run(*arguments(words, example, tmp_path), "--json")
    assert answer.code == 0
    assert answer.err == ""
    assert COMMON | keys <= set(answer.json)
    assert answer.json["command"] == words[0]
    assert answer.json[items]
    assert all(inside <= set(item) for item in answer.json[items])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", CASES)
def test_text_is_in_the_language_asked_for(
    name: str, language: str, run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    words = CASES[name][0]
    answer = run(*arguments(words, example, tmp_path), "--language", language)
    assert answer.code == 0
    assert answer.out.strip()
    assert not answer.out.endswith("\n\n")
    if "WS" in words or name == "demo":
        notice = {"sv": "Exempel byggt på", "en": "Example built from"}[language]
        assert notice in answer.out + answer.err
    more = tmp_path / "more"
    more.mkdir()
    told = run(*arguments(words, example, more), "--language", language, "--json")
    assert told.json["language"] == language


def test_show_gives_a_concept_or_an_initiative(run: Run, example: Callable[[str], Path]) -> None:
    concept = run("show", "changekit/frontline-empowerment", "--json")
    assert concept.json["concept"]["id"] == "changekit/frontline-empowerment"
    place = ("--workspace", example("lulea"))
    initiative = run("show", "mandat-i-motet", *place, "--json")
    assert initiative.json["initiative"]["id"] == "mandat-i-motet"
    assert "mandat-i-motet" in run("show", "mandat-i-motet", *place).out


def test_explain_says_which_layer_set_a_field(run: Run, example: Callable[[str], Path]) -> None:
    told = run("explain", "changekit/siq-puzzle.title", example("lulea"), "--json").json
    assert {"layer", "field", "value", "set_by"} <= set(told["explanation"])
    assert told["explanation"]["value"]["sv"] == "Självskattning med SIQ-pusslet"


@pytest.mark.parametrize("command", ["check", "score", "graph", "plan", "report"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_an_unknown_workspace_is_an_error_that_names_it(
    command: str, form: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    answer = run(command, tmp_path / "ingenstans", *form)
    assert (answer.code, answer.out) == (2, "")
    assert "ingenstans" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["score", "WS", "--profile", "defualt"], "did you mean 'default'"),
        (["score", "WS", "--method", "wsfj"], "did you mean 'wsjf'"),
        (["score", "WS", "--explain", "mandat-i-mottet"], "did you mean 'mandat-i-motet'"),
        (["plan", "WS", "--explain", "mandat-i-mottet"], "did you mean 'mandat-i-motet'"),
        (["plan", "WS", "--engine", "gready"], "did you mean 'greedy'"),
        (["graph", "WS", "--format", "mermiad"], "did you mean 'mermaid'"),
        (["graph", "WS", "--if-dropped", "nej"], "unknown initiative 'nej'"),
        (["graph", "WS", "--if-late", "nej"], "unknown initiative 'nej'"),
        (["show", "changekit/frontline"], "unknown initiative, concept or focus area"),
        (["demo", "--example", "luela", "OUT"], "did you mean 'lulea'"),
        (["plna", "WS"], "Did you mean 'plan'"),
        (["search", ""], "what to search for"),
        (["search", " ", "\t"], "what to search for"),
        (["plan", "WS", "--seed", "-1"], "-1"),
        (["plan", "WS", "--as-of", "2024-13-40"], "2024-13-40"),
        (["init", "OUT/bok.xlsx"], "name a folder"),
        (["init", "OUT/x", "--from", "OUT/saknas.xlsx"], "saknas.xlsx"),
        (["init", "OUT/x", "--from", "WS/goals.yaml", "--workbook"], "exclude each other"),
        (["plan", "WS", "--out", "OUT/plan.docx"], "plan.docx"),
        (["plan", "WS", "--out", "OUT/saknas/plan.csv"], "plan.csv"),
        (["report", "WS", "--out", "OUT/saknas/rapport.html"], "rapport.html"),
        (["check", "WS", "--baseline", "OUT/saknas.json"], "saknas.json"),
        (["check", "WS", "--baseline", "WS/goals.yaml"], "not JSON"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_what_cannot_be_answered_ends_with_2_and_says_why(
    words: list[str],
    said: str,
    form: tuple[str, ...],
    run: Run,
    example: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    answer = run(*arguments(words, example, tmp_path), *form)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["score", "graph", "plan"])
def test_errors_in_files_are_told_beside_the_answer_and_strict_minds_them(
    command: str, run: Run, small: Path
) -> None:
    assert run(command, small, "--strict").code == 0
    with (small / "initiatives/a.yaml").open("a", encoding="utf-8") as file:
        file.write("owner: {unit: kansliet}\n")
    answer = run(command, small)
    assert answer.code == 0
    assert "1 fel i filerna" in answer.err
    assert run(command, small, "--strict").code == 1
    told = run(command, small, "--json")
    assert told.json["findings"][0]["code"] == "CK201"
    assert told.err == ""


def test_strict_minds_the_findings_that_each_command_tells(
    run: Run, tmp_path: Path, small: Path
) -> None:
    (small / "goals.yaml").write_text("schema: 1\nextra: 1\n", "utf-8")
    calls = [
        ("report", small, "--out", tmp_path / "r.html"), ("plan", small), ("score", small),
        ("graph", small), ("plan", small, "--explain", "a"), ("graph", small, "--if-dropped", "a"),
        ("search", "ledtid", "--workspace", small), ("show", "a", "--workspace", small),
    ]  # fmt: skip
    assert {run(*call, "--strict").code for call in calls} == {1}
    assert {run(*call).code for call in calls} == {0}


def test_what_is_wrong_with_a_plan_is_told_by_all_that_make_one(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    place = example("lulea")
    calls = [
        ("plan", place), ("report", place, "--out", tmp_path / "r.html"),
        ("demo", tmp_path, "--example", "lulea"), ("plan", place, "--explain", "mandat-i-motet"),
    ]  # fmt: skip
    told = [run(*call, "--json").json["findings"] for call in calls]
    assert told[0]
    assert [[item["code"] for item in found] for found in told] == [
        [item["code"] for item in told[0]]
    ] * len(calls)
    codes = {run(*call, "--strict").code for call in calls}
    severe = any(item["severity"] != "info" for item in told[0])
    assert codes == {int(severe)}


@pytest.mark.parametrize("command", ["check", "score", "graph", "plan", "report"])
def test_a_file_that_cannot_be_read_is_a_finding_with_its_place(
    command: str, run: Run, small: Path, tmp_path: Path
) -> None:
    (small / "goals.yaml").write_bytes(b"schema: 1\ngoals: [\xe5")
    out = ("--out", tmp_path / "r.html") if command == "report" else ()
    answer = run(command, small, *out, "--json")
    assert answer.code == (1 if command == "check" else 0)
    errors = [item for item in answer.json["findings"] if item["severity"] == "error"]
    assert errors[0]["file"] == "goals.yaml"


def test_the_nearest_folder_with_changekit_yaml_is_taken(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small / "initiatives")
    assert run("check", "--json").json["workspace"] == "liten"
    assert run("plan", "--json").json["workspace"] == "liten"


@pytest.mark.parametrize("name", ["known.json", "register.csv"])
def test_a_file_that_is_no_workspace_is_called_a_file(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text("{}", "utf-8")
    swedish = run("check", tmp_path / name, "--language", "sv")
    assert swedish.code == 2
    assert "det är en fil" in swedish.err
    assert "changekit.yaml" in run("check", tmp_path / name).err
    assert "no such folder" not in run("check", tmp_path / name).err


def test_outside_of_a_workspace_one_has_to_be_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("plan")
    assert answer.code == 2
    assert "changekit init DIR" in answer.err


def test_a_read_only_folder_is_answered_for(run: Run, small: Path) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    for path in [small, *small.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert [run(name, small).code for name in ("check", "score", "graph", "plan")] == [0] * 4
    finally:
        for path in [small, *small.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_the_day_that_counts_as_today_can_be_given(run: Run, small: Path) -> None:
    told: Any = run("plan", small, "--as-of", "2026-03-02", "--json").json
    assert told["as_of"] == "2026-03-02"
    assert told["initiatives"][0]["start"] == "2026-03-02"
    assert "2026-03-02" in run("plan", small, "--as-of", "2026-03-02").out


def test_today_is_taken_where_nobody_says(run: Run, small: Path) -> None:
    (small / "changekit.yaml").write_text("schema: 1\nname: Liten\n", "utf-8")
    assert run("plan", small, "--json").json["as_of"]


def test_a_copy_of_a_workspace_plans_alike(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    shutil.copytree(example("orebro"), tmp_path / "kopia")
    first = run("plan", example("orebro"), "--json").json
    second = run("plan", tmp_path / "kopia", "--json").json
    assert first["initiatives"] == second["initiatives"]
