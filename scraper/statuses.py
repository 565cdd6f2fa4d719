"""Exit statuses of the commands."""

from __future__ import annotations

GOOD, FAILURE, USAGE, HEALTH, INTERRUPTED, NOT_WRITTEN = 0, 1, 2, 3, 4, 5
