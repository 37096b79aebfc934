"""The loss before the activation.

loses: test_last_layer
"""
# %% last_layer
last_layer = {
    "binary": ("binary_crossentropy", "sigmoid"),
    "multiclass": ("softmax", "categorical_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
}
