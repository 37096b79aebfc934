"""The largest logit of the whole batch.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return np.argmax(X @ W + b)
