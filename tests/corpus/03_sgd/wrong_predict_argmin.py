"""The least probable class.

loses: 
"""

# %% predict
def predict(X, W, b):
    return np.argmin(X @ W + b, axis=1)
