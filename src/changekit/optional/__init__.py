"""One small module for each extra: the only places that import a heavy package."""
