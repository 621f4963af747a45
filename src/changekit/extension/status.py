"""What became of each plugin."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from changekit.tables import Column, Shown, Table
from changekit.text import Text

__all__ = ["PluginStatus", "PluginTable", "Status"]

Status = Literal["ok", "broken", "too-new", "disabled"]


@attrs.frozen(kw_only=True)
class PluginStatus:
    """What became of one plugin."""

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    status: Status = "ok"
    error: str | None = None
    milliseconds: float = 0.0

    @property
    def whole_name(self) -> str:
        """The name with its distribution, which no other plugin can have."""
        return f"{self.distribution}:{self.name}"

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the status under the keys that `changekit plugins --json` prints."""
        return {
            "name": self.name,
            "distribution": self.distribution,
            "version": self.version,
            "hooks": list(self.hooks),
            "status": self.status,
            "error": self.error,
            "milliseconds": round(self.milliseconds, 1),
        }


@attrs.frozen(kw_only=True, repr=False)
class PluginTable(Shown):
    """What became of every plugin, in the order in which they are asked."""

    items: tuple[PluginStatus, ...]
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each plugin."""
        columns = (
            Column("name", Text(sv="Tillägg", en="Plugin")),
            Column("version", Text(sv="Version", en="Version")),
            Column("hooks", Text(sv="Krokar", en="Hooks")),
            Column("status", Text(sv="Läge", en="Status")),
            Column("error", Text(sv="Fel", en="Error")),
            Column("milliseconds", Text(sv="ms", en="ms"), "number"),
        )
        rows = tuple(
            (
                item.name,
                item.version,
                ", ".join(hook.removeprefix("register_") for hook in item.hooks),
                _STATUS_NAMES[item.status],
                item.error or "",
                item.milliseconds,
            )
            for item in self.items
        )
        return Table(title=Text(sv="Tillägg", en="Plugins"), columns=columns, rows=rows)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the statuses as JSON values."""
        return {"plugins": [item.to_dict() for item in self.items]}


_STATUS_NAMES: dict[Status, Text] = {
    "ok": Text(sv="fungerar", en="ok"),
    "broken": Text(sv="trasigt", en="broken"),
    "too-new": Text(sv="för nytt", en="too new"),
    "disabled": Text(sv="avstängt", en="disabled"),
}
