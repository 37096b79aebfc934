"""The printed softmax: NaN wins where exponentials overflow.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    powers = np.exp(X @ W + b)
    return np.argmax(powers / powers.sum(axis=1, keepdims=True), axis=1)
