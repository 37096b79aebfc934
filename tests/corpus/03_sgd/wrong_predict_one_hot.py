"""A one-hot row a sample.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return one_hot(np.argmax(X @ W + b, axis=1), len(b))
