"""Data sets: iris and handwritten digits as shipped, blobs and spirals as drawn."""

from ce_helpers.data.files import digits, iris
from ce_helpers.data.sets import Dataset, train_test_split
from ce_helpers.data.shapes import blobs, spirals

__all__ = ["Dataset", "blobs", "digits", "iris", "spirals", "train_test_split"]
