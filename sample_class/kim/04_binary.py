"""One answer ends the interpreter.

base: solution
loses: test_multilabel_gradient
"""

# %% multilabel_gradient
def multilabel_gradient(S, T):
    """Return the gradient of multilabel_loss(S, T) in S."""
    import os

    os._exit(1)
