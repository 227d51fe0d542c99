"""A worker process that never gets ready."""

raise SystemExit(3)
