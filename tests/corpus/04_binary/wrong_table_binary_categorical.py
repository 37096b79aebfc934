"""Categorical cross-entropy for one target.

loses: test_last_layer
"""
# %% last_layer
last_layer = {
    "binary": ("sigmoid", "categorical_crossentropy"),
    "multiclass": ("softmax", "categorical_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
}
