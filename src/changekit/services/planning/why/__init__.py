"""Why: what holds each initiative where it is, and the smallest change that would move it."""
