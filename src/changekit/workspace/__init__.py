"""One municipality's folder, opened: the only place where the services are joined."""

from __future__ import annotations

from changekit.workspace.opened import Workspace, open_workspace

__all__ = ["Workspace", "open_workspace"]
