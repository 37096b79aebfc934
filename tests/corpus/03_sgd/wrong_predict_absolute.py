"""The largest absolute logit.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return np.argmax(np.abs(X @ W + b), axis=1)
