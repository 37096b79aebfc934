"""Warm parents, the branches that remember an assignment, and the shell that runs cells."""
