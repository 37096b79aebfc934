"""Data sets: iris, and digits with their scores, as shipped; blobs and spirals as drawn."""

from ce_helpers.data.files import SPLIT, digits, iris, scored_digits, trained_layer
from ce_helpers.data.sets import Dataset, train_test_split
from ce_helpers.data.shapes import blobs, spirals

__all__ = [
    "SPLIT",
    "Dataset",
    "blobs",
    "digits",
    "iris",
    "scored_digits",
    "spirals",
    "train_test_split",
    "trained_layer",
]
