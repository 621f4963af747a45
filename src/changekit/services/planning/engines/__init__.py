"""Engines: each finds a start for every initiative of a compiled problem, or leaves it out."""
