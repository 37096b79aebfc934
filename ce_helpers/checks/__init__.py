"""Visible checks: each names the concept that is missing and the way on."""
