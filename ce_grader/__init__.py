"""Isolated autograding: verdicts are made where student code never runs."""

__version__ = "0.1.0"
__all__ = ["__version__"]
