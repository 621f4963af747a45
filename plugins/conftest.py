"""Some plugins here are never imported: one is broken on purpose, others are data."""

from __future__ import annotations

collect_ignore = [
    "changekit-broken/src",
    "changekit-pack-meetings/src",
    "changekit-pack-schools/src",
]
