"""Figures: charts as typed data, each with its SVG and the same figures as a table."""

from __future__ import annotations

from changekit.figures._figure import Drawn, Figure
from changekit.figures.bars import RankBar, RankBars
from changekit.figures.gantt import Bar, Gantt
from changekit.figures.heat_map import HeatCell, HeatMap
from changekit.figures.network import Network, NetworkLink, NetworkNode
from changekit.figures.saturation import Saturation, SaturationPeriod
from changekit.figures.score_map import ScoreCell, ScoreMap
from changekit.figures.shifts import Shift, Shifts
from changekit.figures.stacks import Stack, Stacks
from changekit.figures.tornado import Swing, Tornado

__all__ = [
    "Bar",
    "Drawn",
    "Figure",
    "Gantt",
    "HeatCell",
    "HeatMap",
    "Network",
    "NetworkLink",
    "NetworkNode",
    "RankBar",
    "RankBars",
    "Saturation",
    "SaturationPeriod",
    "ScoreCell",
    "ScoreMap",
    "Shift",
    "Shifts",
    "Stack",
    "Stacks",
    "Swing",
    "Tornado",
]
