"""The least probable class.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return np.argmin(X @ W + b, axis=1)
