"""An exporter: one line of CSV for each link."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

__all__ = ["edge_list"]


def edge_list(graph: networkx.MultiDiGraph[str]) -> str:
    """Return the links as CSV, for spreadsheets and network tools.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["source", "target", "kind", "reason"])
    rows = [
        (source, target, str(link["kind"]), str(link.get("reason") or ""))
        for source, target, link in graph.edges(data=True)
    ]
    writer.writerows([_plain(cell) for cell in row] for row in sorted(rows))
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
