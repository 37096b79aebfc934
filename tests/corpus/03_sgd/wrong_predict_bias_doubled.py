"""The biases count twice.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return np.argmax(X @ W + 2 * b, axis=1)
