"""Registers taken in: a spreadsheet of initiatives becomes a workspace."""

from __future__ import annotations

from changekit.files.registers.finding import ColumnGuess
from changekit.files.registers.proposal import Found, Proposal, propose
from changekit.files.registers.workspace import Written, WrittenFile, write_workspace

__all__ = [
    "ColumnGuess", "Found", "Proposal", "Written", "WrittenFile", "propose", "write_workspace",
]  # fmt: skip
