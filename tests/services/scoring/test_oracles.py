"""Published answers: every number reproduced, every option counted, every fault named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import UnreadableFileError
from changekit.services.scoring.oracles import DECISIONS, run_oracles

if TYPE_CHECKING:
    from changekit.services.statistics.oracles import Reproduction

BY_HAND = Path(__file__).parent / "by_hand"
MATRIX: dict[str, Any] = {  # Any: plain data
    "matrix": [[4, 1], [2, 4]], "weights": [0.5, 0.5], "objectives": ["max", "min"],
}  # fmt: skip


def one(tmp_path: Path, method: str, problem: object, expected: object = None) -> Reproduction:
    """Return what is made of one file; JSON is YAML."""
    whole = {"id": "x", "method": method, "given": problem, "tolerance": 1e-9}
    whole["expected"] = expected or {"scores": [0, 0]}
    (tmp_path / "x.yaml").write_text(json.dumps(whole), "utf-8")
    return run_oracles(tmp_path).files[0]


def codes(item: Reproduction) -> list[str]:
    return [finding.code for finding in item.findings]


def said(item: Reproduction) -> str:
    return " | ".join(finding.line() for finding in item.findings)


@pytest.mark.outside_data
def test_every_published_answer_is_reproduced(outside_data: Path) -> None:
    files = run_oracles(outside_data / "published-answers" / "decisions").files
    assert files
    assert [(it.oracle.id, it.reproduced, codes(it)) for it in files] == [
        (it.oracle.id, it.total, []) for it in files
    ]


def test_every_method_has_an_answer_worked_by_hand_and_gives_it() -> None:
    files = run_oracles(BY_HAND).files
    assert {it.oracle.method for it in files} == set(DECISIONS)
    assert [(it.oracle.id, it.reproduced) for it in files] == [
        (it.oracle.id, it.total) for it in files
    ]
    assert not run_oracles(BY_HAND).findings


@pytest.mark.parametrize(
    ("options", "scores"),
    [
        ({}, [1.5, -1]),  # costs are taken off
        ({"normalisation": "none", "costs": "reciprocal"}, [2.5, 1.125]),
        ({"normalisation": "none", "costs": "invert"}, [2, -0.5]),
        ({"normalisation": "sum", "costs": "reciprocal"}, [11 / 15, 4 / 15]),
        ({"normalisation": "sum", "costs": "invert"}, [11 / 15, 4 / 15]),
        ({"normalisation": "minmax"}, [1, 0]),
        ({"normalisation": "minmax", "costs": "invert"}, [1, 0]),
        ({"normalisation": "minmax", "costs": "reciprocal"}, [1, 0]),
        ({"normalisation": "max"}, [0.375, -0.25]),
        (
            {"normalisation": "vector"},
            [2 / 20**0.5 - 0.5 / 17**0.5, 1 / 20**0.5 - 2 / 17**0.5],
        ),
        ({"costs": None}, [1.5, -1]),
    ],
)
def test_the_weighted_sum_heeds_each_option(
    tmp_path: Path, options: dict[str, Any], scores: list[float]
) -> None:
    item = one(tmp_path, "weighted-sum", MATRIX | options, {"scores": scores})
    assert (item.reproduced, said(item)) == (2, "")


@pytest.mark.parametrize(
    ("normalisation", "scores"),
    [
        ("none", [2, 0.5**0.5]),
        ("sum", [(2 / 3 / 0.2) ** 0.5, (1 / 3 / 0.8) ** 0.5]),
        ("vector", [2 * (17 / 20) ** 0.25, 0.5**0.5 * (17 / 20) ** 0.25]),
    ],
)
def test_the_weighted_product_heeds_each_option(
    tmp_path: Path, normalisation: str, scores: list[float]
) -> None:
    given_ = MATRIX | {"normalisation": normalisation}
    assert one(tmp_path, "weighted-product", given_, {"scores": scores}).reproduced == 2


def test_bounds_may_stand_either_way_and_weights_in_percent(tmp_path: Path) -> None:
    given_ = MATRIX | {"bounds": [[10, 0], [0, 10]], "weights": [50, 50]}
    assert one(tmp_path, "spotis", given_, {"scores": [0.35, 0.6], "ranks": [1, 2]}).total == 4
    assert one(tmp_path, "spotis", given_, {"scores": [0.35, 0.6]}).reproduced == 2


def test_matrices_of_alternatives_may_stand_by_name(tmp_path: Path) -> None:
    given_ = {
        "items": ["price", "quality"],
        "matrix": [[1, "1/3"], [3, 1]],
        "alternatives": ["a", "b"],
        "alternative_matrices": {"quality": [[1, 0.5], [2, 1]], "price": [[1, 4], [0.25, 1]]},
    }
    item = one(tmp_path, "ahp", given_, {"scores": [0.45, 0.55], "ranks": [2, 1]})
    assert (item.reproduced, said(item)) == (4, "")


def test_comparisons_that_were_rounded_for_print_count(tmp_path: Path) -> None:
    given_ = {"matrix": [[1, 3], [0.33, 1]]}
    item = one(tmp_path, "ahp", given_, {"consistency_ratio": 0})
    assert item.reproduced == 1
    wrong = one(tmp_path, "ahp", {"matrix": [[1, 3], [0.5, 1]]}, {"consistency_ratio": 0})
    assert "one way has to be 1 by the other way" in said(wrong)


def test_a_wrong_number_is_counted_and_told(tmp_path: Path) -> None:
    item = one(tmp_path, "weighted-sum", MATRIX, {"scores": [1.5, -2], "ranks": [1, 2]})
    assert (item.reproduced, item.total, item.largest_error) == (3, 4, 1.0)
    assert "3 of 4 numbers are reproduced within 1e-09; the largest error is 1" in said(item)


def test_a_rank_is_right_or_wrong_whatever_the_tolerance(tmp_path: Path) -> None:
    whole = {"id": "x", "method": "weighted-sum", "given": MATRIX, "tolerance": 5}
    whole["expected"] = {"ranks": [2, 1], "scores": [0, 0]}
    (tmp_path / "x.yaml").write_text(json.dumps(whole), "utf-8")
    assert run_oracles(tmp_path).files[0].reproduced == 2


def test_an_answer_that_the_method_does_not_give_is_not_reproduced(tmp_path: Path) -> None:
    item = one(tmp_path, "weighted-sum", MATRIX, {"Q": [1, 2], "scores": [1, 2, 3], "ranks": 1})
    assert (item.reproduced, item.total, item.largest_error) == (0, 6, None)
    assert codes(item) == ["CK744", "CK745", "CK745", "CK746"]
    assert item.computed == {"scores": (1.5, -1.0), "ranks": (1.0, 2.0)}


@pytest.mark.parametrize(
    ("method", "problem", "message"),
    [
        ("topsys", MATRIX, "there is no method 'topsys' (did you mean 'topsis'?)"),
        ("magic", MATRIX, "there is no method 'magic' (known: ahp, choquet"),
        ("topsis", MATRIX | {"normalisation": "vektor"}, "did you mean 'vector'?"),
        ("topsis", MATRIX | {"weights": [1]}, "weights needs 2 values"),
        ("topsis", MATRIX | {"weights": [0, 0]}, "at least one above 0"),
        ("topsis", MATRIX | {"weights": [2, -1]}, "must be 0 or more"),
        ("topsis", MATRIX | {"matrix": [[1, 2], [3]]}, "row 1 has 1 values, the first 2"),
        ("topsis", MATRIX | {"matrix": []}, "at least one row and one column"),
        ("topsis", MATRIX | {"matrix": [[0, 1], [0, 2]]}, "cannot be scaled by its own values"),
        ("topsis", MATRIX | {"objectives": ["max"]}, "objectives needs 2 values"),
        ("vikor", MATRIX | {"v": 2}, "2 is outside 0 to 1"),
        ("weighted-product", MATRIX | {"matrix": [[0, 1], [1, 1]]}, "needs values above 0"),
        ("spotis", MATRIX, "the key 'bounds' is missing"),
        ("spotis", MATRIX | {"bounds": [[1, 1], [0, 2]]}, "two ends that differ"),
        ("promethee2", MATRIX | {"q": [1, 2, 3]}, "q needs 2 values"),
        ("promethee2", MATRIX | {"preference": "gaussian"}, "s must be above 0"),
        ("promethee2", MATRIX | {"preference": "linear", "q": 2, "p": 1}, "at least q"),
        ("critic", {"matrix": [[1, 2]]}, "cannot be scaled by its own values"),
        ("ahp", {"items": ["a", "b"]}, "either comparisons or matrix"),
        ("ahp", {"items": ["a", "b"], "comparisons": [["a", "c", 2]]}, "'c' is not among the"),
        ("ahp", {"items": ["a", "b"], "comparisons": [["a", "b"]]}, "a list [a, b, number]"),
        ("ahp", {"items": ["a", "a"], "matrix": [[1, 1], [1, 1]]}, "holds a name twice"),
        ("ahp", {"matrix": [[1, 2, 3], [1, 1, 1]]}, "as many rows as columns"),
        ("ahp", {"items": ["a"], "matrix": [[1, 2], [0.5, 1]]}, "a row an item"),
        (
            "ahp",
            {"items": ["a"], "matrix": [[1]], "alternative_matrices": {"b": [[1]]}},
            "alternative_matrices must be 1, one for each item",
        ),
        (
            "choquet",
            {"matrix": [[1, 2]], "criteria": ["A", "B"], "capacity": {"A": 1}},
            "2 subsets have no value",
        ),
        (
            "choquet",
            {"matrix": [[1]], "criteria": ["A"], "capacity": {"A": 1, "B": 1}},
            "'B' is no new subset of the criteria",
        ),
        (
            "choquet",
            {"matrix": [[1]], "criteria": ["A"], "capacity": {"A": -1}},
            "the capacity falls",
        ),
        ("cost-of-delay", {"jobs": [{"cost_of_delay": 1, "duration": 0}]}, "must be above 0"),
    ],
)
def test_a_fault_is_named_where_it_stands(
    tmp_path: Path, method: str, problem: object, message: str
) -> None:
    item = one(tmp_path, method, problem)
    assert message in said(item)
    assert all(it.place and it.place.file == "x.yaml" and it.place.line for it in item.findings)
    assert (item.reproduced, item.total, item.computed) == (0, 2, {})


def test_a_key_too_much_is_told_and_the_rest_worked_out(tmp_path: Path) -> None:
    item = one(tmp_path, "weighted-sum", MATRIX | {"bounds": []}, {"scores": [1.5, -1]})
    assert (item.reproduced, codes(item)) == (2, ["CK109"])


def test_weights_that_a_method_does_not_use_are_told(tmp_path: Path) -> None:
    given_ = MATRIX | {"matrix": [[1, 9], [2, 6], [3, 3]]}
    item = one(tmp_path, "critic", given_, {"weights": [0.5, 0.5]})
    assert (item.reproduced, codes(item)) == (2, ["CK747"])


def test_all_faults_of_a_file_come_at_once_and_other_files_still_run(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\nmethod: topsis\ngiven: {matrix: [[1, x]]}\n")
    (tmp_path / "b.yaml").write_bytes((BY_HAND / "topsis-placed.yaml").read_bytes())
    (tmp_path / "c.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "d.yaml").write_text("given: [", "utf-8")
    (tmp_path / "e.yaml").mkdir()
    (tmp_path / "f.txt").write_text("no oracle", "utf-8")
    files = run_oracles(tmp_path).files
    assert [it.oracle.id for it in files] == ["a", "topsis-placed", "c", "d", "e"]
    assert sorted(codes(files[0])) == ["CK110", "CK110", "CK110", "CK112"]
    assert [(it.reproduced, bool(it.findings)) for it in files] == [
        (0, True), (6, False), (0, True), (0, True), (0, True),
    ]  # fmt: skip
    assert {it.place.file for it in run_oracles(tmp_path).findings if it.place} == {
        "a.yaml", "c.yaml", "d.yaml", "e.yaml",
    }  # fmt: skip


def test_a_folder_that_holds_no_answer_cannot_be_run(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"no file that ends in \.yaml"):
        run_oracles(tmp_path)
    with pytest.raises(UnreadableFileError, match="nowhere"):
        run_oracles(tmp_path / "nowhere")


NUMBERS = st.one_of(
    st.integers(-3, 9), st.floats(-9, 9, width=16), st.sampled_from([0, 1e99, -1e99, 1e-99, None])
)
ROWS = st.lists(st.lists(NUMBERS, min_size=1, max_size=3), max_size=3)
LISTS = st.lists(NUMBERS, max_size=3)
PROBLEMS = st.fixed_dictionaries(
    {"matrix": ROWS, "weights": LISTS},
    optional={
        "objectives": st.lists(st.sampled_from(["max", "min", "most"]), max_size=3),
        "normalisation": st.sampled_from(["sum", "vector", "minmax", "none", "max"]),
        "costs": st.sampled_from(["reciprocal", "invert", None]),
        "v": NUMBERS, "bounds": ROWS, "expected_solution_point": LISTS,
        "preference": st.sampled_from(["usual", "u", "v", "level", "linear", "gaussian", ["u"]]),
        "q": LISTS | NUMBERS, "p": LISTS | NUMBERS, "s": LISTS | NUMBERS,
        "items": st.lists(st.sampled_from("abc"), max_size=3),
        "comparisons": st.lists(st.tuples(st.sampled_from("abc"), st.just("b"), NUMBERS)),
        "alternative_matrices": st.lists(ROWS, max_size=2),
        "criteria": st.lists(st.sampled_from("AB"), max_size=2),
        "capacity": st.dictionaries(st.sampled_from(["", "A", "B", "AB"]), NUMBERS),
        "jobs": st.lists(st.fixed_dictionaries({"cost_of_delay": NUMBERS, "duration": NUMBERS})),
    },
)  # fmt: skip
FIELDS = {
    "ahp": {"items", "comparisons", "matrix", "alternative_matrices"},
    "choquet": {"matrix", "criteria", "capacity"},
    "cost-of-delay": {"jobs"},
    "critic": {"matrix", "objectives"},
    "promethee2": {"matrix", "weights", "objectives", "preference", "q", "p", "s"},
    "spotis": {"matrix", "weights", "objectives", "bounds", "expected_solution_point"},
    "topsis": {"matrix", "weights", "objectives", "normalisation"},
    "vikor": {"matrix", "weights", "objectives", "v"},
    "weighted-product": {"matrix", "weights", "objectives", "normalisation"},
    "weighted-sum": {"matrix", "weights", "objectives", "normalisation", "costs"},
}


@given(st.sampled_from(sorted(DECISIONS)), PROBLEMS)
def test_whatever_the_problem_there_are_numbers_or_findings(
    tmp_path_factory: pytest.TempPathFactory, method: str, problem: dict[str, Any]
) -> None:
    own = {key: value for key, value in problem.items() if key in FIELDS[method]}
    item = one(tmp_path_factory.mktemp("o"), method, own, {"ranks": [1], "weights": [1]})
    plain = json.loads(json.dumps(item.to_dict(), allow_nan=False))
    assert plain["total"] == 2
    assert item.reproduced == 2 or item.findings


@given(st.binary(max_size=40), st.integers(0, 400), st.integers(0, 40))
def test_whatever_the_bytes_there_are_findings_and_no_exception(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, cut: int
) -> None:
    good = (BY_HAND / "ahp-two-levels.yaml").read_bytes()
    folder = tmp_path_factory.mktemp("o")
    (folder / "x.yaml").write_bytes(good[:at] + noise + good[at + cut :])
    item = run_oracles(folder).files[0]
    json.dumps(item.to_dict(), allow_nan=False)
    assert item.reproduced == item.total > 0 or item.findings
