"""Softmax on a single score.

loses: test_last_layer
"""
# %% last_layer
last_layer = {
    "binary": ("softmax", "binary_crossentropy"),
    "multiclass": ("softmax", "categorical_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
}
