"""With dict() and a shared pair."""
# %% last_layer
yes_no = ("sigmoid", "binary_crossentropy")
last_layer = dict(binary=yes_no, multilabel=yes_no, multiclass=("softmax", "categorical_crossentropy"))
