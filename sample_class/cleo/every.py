"""Nothing done: the release as it came.

base: release
loses: *
"""
