"""The nouns: what a municipality keeps about its changes, as frozen values.

Every class reads from plain mappings with `from_dict` and writes them with `to_dict`.
"""
