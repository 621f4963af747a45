"""Plans as calendar files: read back by a calendar library, nobody's time is taken."""

import datetime as dt
from pathlib import Path

import icalendar

from changekit.interfaces.report import write_plan
from changekit.workspace import Workspace


def events(file: Path) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")  # type: ignore[return-value]  # as asked for


def test_each_initiative_has_its_time_and_its_go_live_week(
    tmp_path: Path, town: Workspace
) -> None:
    plan = town.plan(moves=0)
    write_plan(plan, tmp_path / "plan.ics")
    found = {str(event["uid"]): event for event in events(tmp_path / "plan.ics")}
    dated = [place for place in plan.places.values() if place.start is not None]
    assert len(found) == 2 * len(dated)
    for place in dated:
        whole, live = found[f"{place.id}@changekit"], found[f"{place.id}-live@changekit"]
        assert place.end is not None
        assert (whole.start, whole.end) == (place.start, place.end + dt.timedelta(1))
        assert live.end == whole.end
        assert live.end - live.start <= dt.timedelta(5)
        assert {str(event["transp"]) for event in (whole, live)} == {"TRANSPARENT"}
        assert place.why[0].text.to(plan.language) in str(whole["description"])


def test_equal_plans_give_equal_calendars(tmp_path: Path, town: Workspace) -> None:
    for name in ("one.ics", "two.ics"):
        write_plan(town.plan(moves=0), tmp_path / name)
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()
