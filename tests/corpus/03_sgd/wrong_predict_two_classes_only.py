"""A threshold on the last class.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    Z = X @ W + b
    return (Z[:, -1] > Z[:, 0]).astype(int)
