"""A name that is not in the list.

loses: test_last_layer
"""
# %% last_layer
last_layer = {
    "binary": ("logistic", "log loss"),
    "multiclass": ("softmax", "categorical_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
}
