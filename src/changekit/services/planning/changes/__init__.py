"""Changes: what if, what differs between two plans, what a management group decided."""
