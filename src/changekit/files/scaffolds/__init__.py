"""Starts for those who contribute: a pack, a plugin, and the form for a concept."""

from __future__ import annotations

from changekit.files.scaffolds.form import form_bytes, read_answers
from changekit.files.scaffolds.pack import new_pack
from changekit.files.scaffolds.plugin import new_plugin

__all__ = ["form_bytes", "new_pack", "new_plugin", "read_answers"]
