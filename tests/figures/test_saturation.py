"""The saturation line: what is asked for, against what can be carried."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.figures.made import saturation

SPACE = "{http://www.w3.org/2000/svg}"


def test_the_saturation_line_stops_where_capacity_is_unknown_and_marks_what_is_over() -> None:
    root = ET.fromstring(saturation().to_svg("sv"))  # noqa: S314  # our own
    lines = [item for item in root.iter(f"{SPACE}line") if item.get("stroke-width") == "2"]
    assert len(lines) == 3  # two periods of equal height, and the legend
    marks = [item.text for item in root.iter(f"{SPACE}text") if item.text == "!"]
    assert len(marks) == 2  # one period, and the legend
    assert saturation().table().rows[2][6] is None


def test_each_period_says_in_words_what_it_is_made_of() -> None:
    root = ET.fromstring(saturation().to_svg("sv"))  # noqa: S314  # our own
    tips = [item.text for item in root.iter(f"{SPACE}title")]
    assert tips[2:] == [
        (
            "2011-09: toppar i vardagen 2, före driftsättning 1,5, vid driftsättning 0,5, "
            "efter driftsättning 0,25, orkar 3"
        ),
        "2011-10: orkar ?",
    ]
