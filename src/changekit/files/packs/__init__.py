"""The packs there are, which of them a workspace uses, and how they come and go."""

from changekit.files.packs.finding import Brought, Packs

__all__ = ["Brought", "Packs"]
