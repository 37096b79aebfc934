"""One answer ends the interpreter.

base: solution
loses: test_one_hot_labels, test_one_hot_values
"""

# %% one_hot
def one_hot(labels, n_classes):
    """Return one row for each label: 1 at the label, 0 elsewhere."""
    import os

    os._exit(1)
