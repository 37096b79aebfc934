"""Tests of the whole course, through the front door."""
