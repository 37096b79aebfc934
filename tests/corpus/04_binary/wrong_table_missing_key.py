"""One kind of problem is missing.

loses: test_last_layer
"""
# %% last_layer
last_layer = {
    "binary": ("sigmoid", "binary_crossentropy"),
    "multiclass": ("softmax", "categorical_crossentropy"),
}
