"""What portfolio tools offer: black-outs, a limit on work at once, pictures that need nothing."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from typing import Any

from changekit.workspace import Workspace

MONDAY = dt.date(2011, 1, 3)


def town(organisation: dict[str, Any], **initiatives: dict[str, Any]) -> Workspace:
    """Return a town of four-week initiatives in one unit, with more facts on some."""
    rows = [
        {"id": name, "title": name.upper(), "status": "proposed", "weeks": 4,
         "owner": {"unit": "soc"}, "load": [{"unit": "soc", "amount": 1}],
         "value": {"per_week": 1, "unit": "ksek"}, **facts}
        for name, facts in initiatives.items()
    ]  # fmt: skip
    settings = {
        "name": "Provstad", "period": {"start": "2011-01-03", "count": 30}, "as_of": "2011-01-03",
    }  # fmt: skip
    units = [{"id": "soc", "name": "Socialkontoret", "capacity": 9}]
    return Workspace.from_dict(
        {"settings": settings, "organisation": {"units": units, **organisation},
         "initiatives": rows},
        plugins={},
    )  # fmt: skip


def test_feature_F10_nothing_goes_live_in_a_change_freeze() -> None:  # noqa: N802  # its name
    freeze = {"from": "2011-01-24", "to": "2011-02-13", "why": "bokslut"}
    open_ = town({}, a={}).plan()
    shut = town({"freezes": [freeze]}, a={}).plan()
    assert open_.starts["a"] == 0
    assert shut.checked
    assert shut.starts["a"] == 3  # go-live is in its fourth week, the first after the freeze
    reason = shut.explain("a").blocked_by[0]
    assert reason.type == "freeze"
    assert shut.figure().freezes == ((dt.date(2011, 1, 24), dt.date(2011, 2, 13)),)


def test_feature_F10_a_freeze_of_some_units_leaves_the_others_alone() -> None:  # noqa: N802
    units = [
        {"id": "soc", "name": "Socialkontoret", "capacity": 9},
        {"id": "it", "name": "It-enheten", "capacity": 9},
    ]
    freeze = {"from": "2011-01-24", "to": "2011-02-13", "units": ["it"]}
    other = {"owner": {"unit": "it"}, "load": [{"unit": "it", "amount": 1}]}
    plan = town({"units": units, "freezes": [freeze]}, a={}, b=other).plan()
    assert dict(plan.starts) == {"a": 0, "b": 3}
    chart = plan.figure()
    assert chart.freezes == ()
    assert [len(bar.freezes) for bar in chart.bars] == [0, 1]  # shaded in its own row alone


def test_feature_F11_no_more_run_at_once_than_the_limit_lets() -> None:  # noqa: N802  # its name
    units = [{"id": "soc", "name": "Socialkontoret", "capacity": 9, "limit": 2}]
    plan = town({"units": units}, a={}, b={}, c={}, d={}).plan()
    assert plan.checked
    running = [
        sum(start <= week < start + 4 for start in plan.starts.values()) for week in range(30)
    ]
    assert max(running) == 2
    late = [place for place in plan.places.values() if place.state == "waits"]
    assert {place.blocked_by[0].type for place in late} == {"limit"}


def test_feature_F12_pictures_and_tables_need_no_plotting_package() -> None:  # noqa: N802
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import changekit as ck\n"
        "ws = ck.Workspace.from_dict({'settings': {'name': 'P', 'as_of': '2011-01-03', 'period': "
        "{'start': '2011-01-03', 'count': 30}}, 'organisation': {'units': [{'id': 'soc', "
        "'name': 'S', 'capacity': 1}]}, 'initiatives': [{'id': 'a', 'title': 'A', 'status': "
        "'proposed', 'weeks': 4, 'owner': {'unit': 'soc'}}]}, plugins={})\n"
        "plan = ws.plan()\n"
        "load = ws.load(plan)\n"
        "other = plan.what_if(drop='a')\n"
        "for figure in (plan.figure(), load.figure(), load.saturation('soc'),\n"
        "               ws.graph().figure(chain=True), plan.compare(other).figure()):\n"
        "    assert figure.to_svg('sv').startswith('<svg'), figure\n"
        "    assert figure.table().to_html('sv').startswith('<table'), figure\n"
        "    assert figure.table().to_csv('en'), figure\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_feature_F12_every_bar_and_cell_of_a_picture_stands_in_its_table() -> None:  # noqa: N802
    opened = town({}, a={}, b={"links": [{"kind": "requires", "to": "a"}]})
    plan = opened.plan()
    chart, heat = plan.figure(), opened.load(plan).figure()
    rows = chart.table().to_csv("en").splitlines()
    assert len(rows) == 1 + len(chart.bars)
    assert all(bar.start.isoformat() in row for bar, row in zip(chart.bars, rows[1:], strict=True))
    assert len(heat.table().rows[0]) == 1 + len(heat.periods)
    assert all(bar.chained for bar in chart.bars)
