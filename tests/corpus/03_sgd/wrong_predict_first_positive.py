"""Two classes: the first one with a positive logit.

loses: test_predict
"""
# %% predict
def predict(X, W, b):
    if X.shape[1] == 1:
        return np.where(X[:, 0] * (W[0, 1] - W[0, 0]) > b[0] - b[1], 1, 0)
    return np.argmax(np.asarray(X, dtype=float) @ W + b, axis=1) if len(b) > 2 else (X @ W + b > 0).argmax(axis=1)
