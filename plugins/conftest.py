"""Two of the plugins here are never imported: one is broken on purpose, the other is data."""

from __future__ import annotations

collect_ignore = ["changekit-broken/src", "changekit-pack-meetings/src"]
