"""The report: pages that work offline, figures for slides, and the plan as a file."""

from __future__ import annotations

from changekit.interfaces.report.writing import (
    write_management_report,
    write_plan,
    write_report,
)

__all__ = ["write_management_report", "write_plan", "write_report"]
