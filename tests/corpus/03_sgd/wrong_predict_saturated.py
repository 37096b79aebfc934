"""The largest exponential, which is infinite for several.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    with np.errstate(over="ignore"):
        return np.argmax(np.exp(X @ W + b), axis=1)
