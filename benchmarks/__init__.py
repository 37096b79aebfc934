"""Measurements of the grader and of the numeric reference; see docs/performance.md."""
