"""Figures that several tests draw."""

from __future__ import annotations

from changekit.figures import Saturation, SaturationPeriod, Swing, Tornado
from changekit.text import Text

NASTY = Text(sv="Vård <b>& omsorg</b> $x$", en="Care <b>& support</b> $x$")
TITLE, SUMMARY = Text(sv="Rubrik", en="Title"), Text(sv="Vad som syns.", en="What shows.")


def saturation() -> Saturation:
    columns = ((0, 1, 0, 0, 3.0, False), (2, 1.5, 0.5, 0.25, 3.0, True), (0, 0, 0, 0, None, False))
    periods = tuple(
        SaturationPeriod(
            label=f"2011-{at:02d}", usual=usual, preparation=before, go_live=live, settling=after,
            capacity=capacity, over=over,
        )
        for at, (usual, before, live, after, capacity, over) in enumerate(columns, start=8)
    )  # fmt: skip
    title = Text(sv="{unit}: belastning", en="{unit}: load").format(unit=NASTY)
    return Saturation(title=title, summary=SUMMARY, periods=periods)


def tornado() -> Tornado:
    ends = (Text.plain("1 %"), NASTY)
    made = (Swing(label=NASTY, ends=ends, values=(0.2 * at, -0.5), ranks=(2, 5)) for at in (3, 1))
    return Tornado(title=TITLE, summary=SUMMARY, middle=0.1, rank=3, swings=tuple(made))
