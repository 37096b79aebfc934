"""One of many by separate questions.

loses: test_last_layer
"""
# %% last_layer
last_layer = {
    "binary": ("sigmoid", "binary_crossentropy"),
    "multiclass": ("sigmoid", "binary_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
}
