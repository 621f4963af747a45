"""Data alone: changekit reads the folder `pack` and never imports this module."""

msg = "a data pack is read, not imported"
raise ImportError(msg)
