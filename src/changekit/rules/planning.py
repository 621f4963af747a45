"""CK4xx: what stops a plan."""
