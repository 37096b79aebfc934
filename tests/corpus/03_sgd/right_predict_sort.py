"""The last of the sorted logits."""

# %% predict
def predict(X, W, b):
    return np.argsort(X @ W + b, axis=1)[:, -1]
