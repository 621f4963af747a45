"""Figures: charts as typed data, each with its SVG and the same figures as a table."""

from __future__ import annotations

from changekit.figures._figure import Figure

__all__ = ["Figure"]
