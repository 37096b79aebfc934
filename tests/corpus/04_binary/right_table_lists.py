"""Lists in the place of pairs."""
# %% last_layer
last_layer = {
    "multilabel": ["sigmoid", "binary_crossentropy"],
    "multiclass": ["softmax", "categorical_crossentropy"],
    "binary": ["sigmoid", "binary_crossentropy"],
}
