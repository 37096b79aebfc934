"""Pairs with names."""
# %% last_layer
from typing import NamedTuple


class Pair(NamedTuple):
    activation: str
    loss: str


question = Pair("sigmoid", "binary_crossentropy")
last_layer = {"binary": question, "multilabel": question}
last_layer["multiclass"] = Pair(loss="categorical_crossentropy", activation="softmax")
