"""The command line: one module for each command, loaded when the command is called."""

from __future__ import annotations

from changekit.interfaces.cli.main import main

__all__ = ["main"]
