"""Concepts that were read before, kept so that they need not be understood again.

A cache holds what follows from the bytes of files and from nothing else, and only of files in
which nothing was wrong. It is asked with the SHA-256 of those bytes, so that it never speaks of
bytes that are not there; each row carries a digest of itself; whatever is off about the cache, it
is thrown away and the files are read. It can be deleted at any time.
"""

from __future__ import annotations
