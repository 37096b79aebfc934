"""Builtins are replaced in the student's process."""
# %% share
import builtins

builtins.AssertionError = type("AssertionError", (Exception,), {"__init__": lambda *a: None})
builtins.all = lambda values: True
builtins.abs = lambda value: 0
builtins.isinstance = lambda *args: True
builtins.len = lambda value: 2


def share(v):
    return v


def total(numbers):
    return 0
