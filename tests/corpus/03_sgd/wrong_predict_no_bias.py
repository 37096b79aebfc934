"""The biases are left out.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return np.argmax(X @ W, axis=1)
