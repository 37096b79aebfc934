"""One answer ends the interpreter.

base: solution
loses: test_gradient_sample, test_gradient_sample_kink
"""

# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    """Return the gradient of the hinge loss of one sample; column j belongs to class j."""
    import os

    os._exit(1)
