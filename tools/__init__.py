"""Build, verify and bundle the course."""
