"""Classes in a type of eight bits.

loses: test_predict
"""
# %% predict
def predict(X, W, b):
    return np.argmax(np.asarray(X, dtype=float) @ W + b, axis=1).astype(np.uint8)
