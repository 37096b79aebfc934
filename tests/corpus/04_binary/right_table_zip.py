"""Zipped from three columns."""
# %% last_layer
kinds = ["binary", "multiclass", "multilabel"]
activations = ["sigmoid", "softmax", "sigmoid"]
losses = [kind + "_crossentropy" for kind in ("binary", "categorical", "binary")]
last_layer = {kind: pair for kind, pair in zip(kinds, zip(activations, losses))}
