"""Classes as decimals.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return np.argmax(X @ W + b, axis=1).astype(float)
