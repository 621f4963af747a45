"""Recommendations: the rule that fires, what is missing, and laws of the order."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.concept import Concept
from changekit.model.need import Need
from changekit.services.catalogue import Catalogue
from changekit.services.catalogue.recommending import (
    RULES,
    Asked,
    Facts,
    Recommendation,
    Recommendations,
    judged,
    recommend,
)
from changekit.services.catalogue.recommending.verdicts import VERDICTS
from changekit.text import Text
from changekit.workspace import Workspace

HERE = Facts(country="SE", inhabitants=80_000, languages=("sv",), enablers=frozenset())
TOWN = {"name": "Alby", "country": "SE", "code": "0001", "inhabitants": 80_000}


def item(design: str = "before-after", by: str = "adopter", **fields: Any) -> dict[str, Any]:
    return {
        "outcome": "lead-time", "design": design, "reported_by": by, "source": "example",
        "text": "as seen", "before": 20, "after": 8, "better": "down", "municipality": TOWN,
        **fields,
    }  # fmt: skip


SOUND = item("comparison", "independent", n=500, kind="study")


def adoptions(met: int, missed: int = 0) -> list[dict[str, Any]]:
    outcomes = [True] * met + [False] * missed
    return [{"municipality": TOWN, "target_met": one, "source": "example"} for one in outcomes]


def concept(name: str = "x", *items: dict[str, Any], **fields: Any) -> Concept:
    return Concept.from_dict(
        {
            "id": f"se-1/{name}", "version": "1.0.0", "title": {"sv": name, "en": name},
            "needs": ["lead-time"], "evidence": list(items), **fields,
        }
    )  # fmt: skip


def one(*items: dict[str, Any], facts: Facts = HERE, **fields: Any) -> Recommendation:
    return judged(concept("x", *items, **fields), facts)


def shown(*found: Recommendation) -> Recommendations:
    return Recommendations(asked=Asked(kind="need", text=Text.plain("Calm")), items=found)


def asked(*concepts: Concept, **question: Any) -> Recommendations:
    needs = [Need.from_dict({"id": "lead-time", "title": {"sv": "Ledtid", "en": "Lead time"}})]
    return recommend(Catalogue.of(concepts, needs), **(question or {"need": "lead-time"}))


UNFIT: dict[str, Any] = {
    "conditions": [{"criterion": f"c{at}", "countries": ["FI"]} for at in range(9)]
}
LAW: dict[str, Any] = {"criterion": "law", "text": "so", "blocking": True}
OPEN: dict[str, Any] = {"conditions": [{"criterion": f"c{at}", "text": "so"} for at in range(9)]}
BLOCKED: dict[str, Any] = {
    "conditions": [{"criterion": "law", "countries": ["FI"], "blocking": True}]
}


@pytest.mark.parametrize(
    ("found", "rule", "verdict"),
    [
        (one(SOUND, **BLOCKED), "blocked", "no-basis"),
        (one(SOUND, adoptions=adoptions(0, 4)), "fails-elsewhere", "no-basis"),
        (one(SOUND), "compared-and-fits", "recommended"),
        (one(item(), adoptions=adoptions(18, 2)), "kept-its-word", "recommended"),
        (one(item(), adoptions=adoptions(2)), "measured", "pilot"),
        (one(item("comparison")), "measured", "pilot"),
        (one(SOUND, **OPEN), "measured", "pilot"),
        (one(item("testimony")), "told-and-fits", "pilot"),
        (one(item("testimony"), **OPEN), "fit-open", "no-basis"),
        (one(item(), **UNFIT), "fits-badly", "no-basis"),
        (one(), "nothing-known", "no-basis"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_rule_gives_its_verdict(found: Recommendation, rule: str, verdict: str) -> None:
    assert (found.rule.id, found.verdict) == (rule, verdict)


def test_every_rule_is_named_worded_and_can_fire() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.text.languages == ("en", "sv") for rule in RULES)
    assert {rule.verdict for rule in RULES} == set(VERDICTS)


@pytest.mark.parametrize(
    ("found", "kinds", "verdict"),
    [
        (one(), ["evidence"], "pilot"),
        (one(item()), ["adoption"], "recommended"),
        (one(item("comparison", "independent", n=500)), ["certainty"], "recommended"),
        (one(SOUND, **BLOCKED), ["blocker"], "recommended"),
        (one(SOUND, conditions=OPEN["conditions"][:3]), ["criterion"], "recommended"),
        (one(item("testimony"), **UNFIT), [], None),
        (one(SOUND), [], None),
        (one(SOUND, conditions=[LAW]), [], None),
    ],
)  # fmt: skip
def test_the_smallest_missing_fact_is_found_by_trying(
    found: Recommendation, kinds: list[str], verdict: str | None
) -> None:
    missing = found.missing
    assert [fact.kind for fact in missing.facts] == kinds if missing else kinds == []
    assert (missing.verdict if missing else None) == verdict


def test_what_could_lower_the_verdict_is_told_apart_from_what_is_missing() -> None:
    found = one(SOUND, conditions=[LAW])
    assert found.missing is None
    assert found.risk is not None
    assert [fact.kind for fact in found.risk.facts] == ["criterion"]
    assert (found.verdict, found.risk.verdict) == ("recommended", "no-basis")
    assert "would lower it" in str(found)
    (said,) = shown(found).reasons()
    assert "Missing" not in said.to("en")
    assert "Would lower it: the answer no to: so" in said.to("en")


def test_the_title_says_what_the_best_verdict_is() -> None:
    assert str(shown(one(SOUND))).startswith("Recommended for: Calm")
    assert str(shown(one(item()))).startswith("Nothing is recommended yet, but worth a pilot for")
    assert str(shown(one())).startswith("No basis to recommend anything for: Calm")


def test_a_recommendation_shows_itself_in_the_language_of_its_catalogue() -> None:
    catalogue = Catalogue.of([concept("x", item())], language="sv")
    (found,) = recommend(catalogue, need="lead-time")
    assert repr(found) == "<Recommendation se-1/x, pilot, measured>"
    assert "värt att pröva" in str(found)
    assert 'lang="sv"' in found._repr_html_()
    assert found.to_dict()["why"] == found.rule.text.to("sv")
    assert "skulle höja det" in found.table().to_text()


@pytest.mark.parametrize("question", [{"need": 5}, {"text": ["x"]}, {"goal": {}}], ids=str)
def test_a_question_that_is_no_text_is_refused(question: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="must be text, got"):
        recommend(Catalogue.of([]), **question)


def test_certainty_that_it_gives_nothing_is_no_reason_to_recommend() -> None:
    nothing = item("randomised", "independent", n=900, kind="study", outcome="calm", after=20)
    found = one(item("comparison"), nothing)
    assert {each.outcome: each.certainty for each in found.evidence.outcomes}["calm"] == "high"
    assert found.rule.id == "measured"


def test_only_what_speaks_of_the_need_counts() -> None:
    about = concept("x", {**SOUND, "needs": ["calm"]})
    found = asked(about)[0]
    assert (found.evidence.level, found.left_out, found.rule.id) == (0, 1, "nothing-known")
    assert "0/5 (3/5 in all)" in str(asked(about))
    assert "1 observations are on other needs" in asked(about).reasons()[0].to("en")
    assert asked(about, text="x")[0].evidence.level == 3
    assert "other needs" in str(asked(about).explain("x"))


def test_an_heir_stands_for_what_it_took_the_place_of() -> None:
    old = concept("old", status="superseded", superseded_by="se-1/new", reason="better")
    gone = concept("gone", status="withdrawn", reason="nobody used it")
    found = asked(old, gone, concept("new", needs=[]))
    assert [(one.id, one.instead_of) for one in found] == [("se-1/new", ("se-1/old",))]


def test_what_is_in_place_here_already_is_said() -> None:
    facts = Facts(country="SE", code="0001", concepts={"se-1/y": "under-way"})
    assert judged(concept("x", adoptions=adoptions(1)), facts).here == "done"
    assert judged(concept("y"), facts).here == "under-way"
    assert judged(concept("x", adoptions=adoptions(1)), Facts(country="SE")).here is None


def test_an_unknown_need_is_met_with_the_closest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'lead-time'"):
        asked(concept(), need="leadtime")


def test_one_thing_is_asked_for_at_a_time() -> None:
    with pytest.raises(InvalidValueError, match="got none"):
        recommend(Catalogue.of([]))
    with pytest.raises(InvalidValueError, match="got need, text"):
        asked(concept(), need="lead-time", text="x")
    with pytest.raises(InvalidValueError, match="no municipality is given"):
        asked(concept(), goal="g")


def test_ones_own_words_may_be_the_name_of_a_need() -> None:
    found = asked(concept("x"), text=" lead  TIME ")
    assert (found.asked.needs, [item.id for item in found]) == (("lead-time",), ["se-1/x"])
    nothing = asked(concept("x"), text="xqzw")
    assert len(nothing) == 0
    assert "xqzw" in str(nothing)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.from_dict(
        {
            "settings": {"name": "Alby", "as_of": "2024-01-01"},
            "needs": [{"id": "lead-time", "title": "Lead time"}],
            "concepts": [concept("x", item()).to_dict()],
            "goals": {"goals": [{"id": "g", "title": "Soon", "measures": ["days"]}]},
            "measures": [
                {
                    "id": "days", "title": "Days", "unit": "days", "better": "down", "target": 20,
                    "needs": ["lead-time"],
                    "observations": [
                        {"date": "2023-01-01", "value": 10}, {"date": "2023-06-01", "value": 30},
                        {"date": "2023-07-01", "value": None},
                    ],
                },
                {"id": "x", "title": "X", "unit": "days", "better": "up"},
            ],
            "rubrics": [
                {
                    "id": "siq-13", "version": "1", "scale": {"low": 1, "high": 5},
                    "values": [
                        {"id": "helhet", "title": "Whole", "needs": ["lead-time"]},
                        {"id": "x", "title": "X"},
                    ],
                }
            ],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        {"need": "lead-time"}, {"value": "siq-13/helhet"}, {"value": "siq-13@1/x"}, {"goal": "g"},
        {"measure": "days"}, {"measure": "x"}, {"measure": {"measure": "days", "value": 25}},
    ],
    ids=str,
)  # fmt: skip
def test_each_way_of_asking_finds_the_concept(
    question: dict[str, Any], workspace: Workspace
) -> None:
    assert "se-1/x" in [found.id for found in workspace.recommend(**question)]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ({"value": "siq-31/helhet"}, "rubric"), ({"value": "siq-13/helhett"}, "value"),
        ({"goal": "gg"}, "goal"), ({"measure": "day"}, "measure"),
    ],
    ids=str,
)  # fmt: skip
def test_an_unknown_name_says_what_kind_it_was(
    question: dict[str, Any], kind: str, workspace: Workspace
) -> None:
    with pytest.raises(UnknownNameError, match=f"unknown {kind}"):
        workspace.recommend(**question)


def test_a_target_that_is_met_needs_nothing(workspace: Workspace) -> None:
    found = workspace.recommend(measure={"measure": "days", "value": 20})
    assert len(found) == 0
    assert "målet är nått" in str(found)
    with pytest.raises(InvalidValueError, match="value of a measure must be a number"):
        workspace.recommend(measure={"measure": "days", "value": "30"})


def test_the_output_has_the_agreed_keys() -> None:
    data = json.loads(asked(concept("x", item()), concept("y")).to_json())
    for found in data["recommendations"]:
        assert {
            "id", "verdict", "evidence", "transferability", "track_record", "rule", "missing",
        } <= set(found)  # fmt: skip
        assert found["verdict"] in VERDICTS
        assert 0 <= found["transferability"]["low"] <= found["transferability"]["high"] <= 1


def test_the_page_of_one_shows_all_three_answers_and_warns_of_missing_failures() -> None:
    found = asked(concept("x", item(), adoptions=adoptions(2)))
    text = str(found.explain("x@1"))
    for words in ("level 2", "fits here", "2/2 (34–100%)", "failures are missing"):
        assert words in text
    with pytest.raises(UnknownNameError, match="unknown concept 'y'"):
        found.explain("y")


DRAWN = st.builds(
    lambda name, items, met, missed, condition: concept(
        name, *items, adoptions=adoptions(met, missed), **condition
    ),
    st.sampled_from("abcdef"),
    st.lists(st.sampled_from([SOUND, item(), item("testimony"), item(by="supplier")]), max_size=2),
    st.integers(0, 5),
    st.integers(0, 3),
    st.sampled_from([{}, UNFIT, OPEN, BLOCKED]),
)
SEVERAL = st.lists(DRAWN, max_size=5, unique_by=lambda found: found.id)


@given(DRAWN)
def test_a_blocker_always_leaves_no_basis(drawn: Concept) -> None:
    blocked = Concept.from_dict({**drawn.to_dict(), **BLOCKED})
    assert judged(blocked, HERE).verdict == "no-basis"


@settings(max_examples=30)
@given(SEVERAL, st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(concepts: list[Concept], random: Any) -> None:
    turned = list(concepts)
    random.shuffle(turned)
    assert asked(*turned).to_dict() == asked(*concepts).to_dict() if concepts else True


@settings(max_examples=30)
@given(SEVERAL)
def test_a_better_verdict_always_stands_before_a_worse(concepts: list[Concept]) -> None:
    if concepts:
        ranks = [VERDICTS.index(found.verdict) for found in asked(*concepts)]
        assert ranks == sorted(ranks)


@given(DRAWN)
def test_two_lucky_adoptions_never_stand_above_eighteen_of_twenty(drawn: Concept) -> None:
    same = {**drawn.to_dict()}
    lucky = Concept.from_dict({**same, "id": "se-1/a", "adoptions": adoptions(2)})
    proven = Concept.from_dict({**same, "id": "se-1/b", "adoptions": adoptions(18, 2)})
    assert [found.id for found in asked(lucky, proven)] == ["se-1/b", "se-1/a"]


@given(DRAWN)
def test_what_is_missing_raises_the_verdict_and_a_risk_lowers_it(drawn: Concept) -> None:
    found = judged(drawn, HERE)
    now = VERDICTS.index(found.verdict)
    if found.missing is not None:
        assert VERDICTS.index(found.missing.verdict) < now
        assert 1 <= len(found.missing.facts) <= 3
    if found.risk is not None:
        assert VERDICTS.index(found.risk.verdict) > now


@given(DRAWN, st.integers(0, 4), st.integers(1, 5))
def test_one_more_success_never_worsens_the_verdict(drawn: Concept, met: int, more: int) -> None:
    few = Concept.from_dict({**drawn.to_dict(), "adoptions": adoptions(met, 1)})
    many = Concept.from_dict({**drawn.to_dict(), "adoptions": adoptions(met + more, 1)})
    ranks = [VERDICTS.index(judged(each, HERE).verdict) for each in (few, many)]
    assert ranks[1] <= ranks[0]
