"""Reference of the topic: its solution, which the hidden tests in `hidden` grade against."""

from ce_helpers.reference.sgd.solution import *  # noqa: F403
