"""Softmax with the binary loss.

loses: test_last_layer
"""
# %% last_layer
last_layer = {
    "binary": ("sigmoid", "binary_crossentropy"),
    "multiclass": ("softmax", "binary_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
}
