"""Schedules that end as early as can be: lists, crossing, bounds, and CP-SAT beside them."""
