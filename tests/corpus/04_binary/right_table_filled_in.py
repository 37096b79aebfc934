"""The given dictionary, filled in key by key."""
# %% last_layer
last_layer = {"binary": None, "multiclass": None, "multilabel": None}
last_layer["binary"] = "sigmoid", "binary_crossentropy"
last_layer["multiclass"] = "softmax", "categorical_crossentropy"
last_layer["multilabel"] = last_layer["binary"]
