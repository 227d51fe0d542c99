"""Scripts that measure; what they printed is in ``docs/benchmarks.md``."""
