"""Marking by hand on formgrader's pages: one question across all students, and nobody's name."""
