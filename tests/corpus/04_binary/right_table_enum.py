"""Words of enumerations, as keys and as values."""
# %% last_layer
from enum import StrEnum


class Word(StrEnum):
    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"
    BCE = "binary_crossentropy"
    CCE = "categorical_crossentropy"
    ONE = "multiclass"


last_layer = {name: (Word.SIGMOID, Word.BCE) for name in ("binary", "multilabel")}
last_layer[Word.ONE] = Word.SOFTMAX, Word.CCE
