"""CK5xx: plugins and packs that do not work."""
