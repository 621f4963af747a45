"""Peer requests: what is answered, and who has done what is asked for."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import changekit as ck
from changekit.text import Text


def adopted_in(*codes: str) -> list[dict[str, Any]]:  # Any: plain data
    return [
        {"municipality": {"name": f"Kommun {code}", "country": "SE", "code": code},
         "source": "example"}
        for code in codes
    ]  # fmt: skip


def concept(name: str, needs: list[str], *codes: str) -> dict[str, Any]:  # Any: same
    return {
        "id": f"se-0001/{name}", "version": "1.0.0", "title": name, "needs": needs,
        "adoptions": adopted_in(*codes),
    }  # fmt: skip


def town(**request: Any) -> ck.Workspace:  # Any: same
    asked = {"id": "kontaktvagar", "title": {"sv": "Kontaktvägar", "en": "Contact routes"},
             **request}  # fmt: skip
    return ck.Workspace.from_dict(
        {
            "settings": {"name": "Kommunen", "packs": ["changekit/core"]},
            "concepts": [
                concept("kontaktcenter", ["contact-routes"], "0002", "0003"),
                concept("annat", ["lead-time"], "0004", "0003"),
            ],
            "needs": [{"id": "contact-routes", "title": "Kontaktvägar"}],
            "requests": [asked],
        }
    )


def own_peers(found: ck.Workspace) -> set[str]:
    return {f"SE-000{n}" for n in (2, 3, 4)} & {
        peer.key for item in found.peers().items for peer in item.adopters
    }


def test_requirement_41_a_request_meets_those_who_have_done_it() -> None:
    (match,) = town(needs=["contact-routes"]).peers().items
    assert match.concepts == ("se-0001/kontaktcenter",)
    assert [peer.key for peer in match.adopters] == ["SE-0002", "SE-0003"]
    # of three adopters of the town's own concepts, two match; those of the core come beside
    assert own_peers(town(needs=["contact-routes"])) == {"SE-0002", "SE-0003"}
    assert match.all_adopters >= 3


def test_requirement_43_two_of_three_questions_answered_is_67_percent() -> None:
    answer = {"municipality": {"name": "Grannen"}, "text": "Så här gjorde vi"}
    questions = [
        {"id": "verktyg", "text": "Vilket verktyg?", "answers": [answer]},
        {"id": "tid", "text": "Hur lång tid?", "answers": [answer, answer]},
        {"id": "kostnad", "text": "Vad kostade det?"},
    ]
    (match,) = town(needs=["contact-routes"], questions=questions).peers().items
    assert (match.answered, match.questions) == (2, 3)
    assert match.share_answered == pytest.approx(0.67, abs=0.005)


def test_a_request_without_needs_is_met_by_its_words() -> None:
    (match,) = town(
        questions=[{"id": "kontakt", "text": "Vem har ett kontaktcenter?"}]
    ).peers().items  # fmt: skip
    assert "se-0001/kontaktcenter" in match.concepts


def test_an_answer_that_points_at_a_concept_counts() -> None:
    answer = {"municipality": {"name": "Grannen"}, "concept": "se-0001/annat@1"}
    (match,) = town(
        needs=["contact-routes"],
        questions=[{"id": "a", "text": "Vad?", "answers": [answer]}],
    ).peers().items  # fmt: skip
    assert match.concepts == ("se-0001/annat", "se-0001/kontaktcenter")


def test_a_request_without_questions_has_no_share() -> None:
    (match,) = town(needs=["contact-routes"]).peers().items
    assert match.share_answered is None


def test_whoever_asks_is_no_peer_of_its_own() -> None:
    asker = {"name": "Kommun 0002", "country": "SE", "code": "0002"}
    (match,) = town(needs=["contact-routes"], municipality=asker).peers().items
    assert [peer.key for peer in match.adopters] == ["SE-0003"]


def test_without_requests_the_table_says_so_and_where_they_are_written() -> None:
    found = ck.Workspace.from_dict({}, language="sv").peers()
    assert "Inga förfrågningar" in str(found)
    told = attrs.evolve(found, notice=Text(sv="Exempel.", en="An example."), language="en")
    assert str(told).endswith("or come with packs. An example.")
