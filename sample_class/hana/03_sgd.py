"""A syntax error in one cell.

base: solution
loses: test_predict
"""

# %% predict
def predict(X, W, b)
    """Return the class with the largest logit for each sample."""
    return np.argmax(X @ W + b, axis=1)
