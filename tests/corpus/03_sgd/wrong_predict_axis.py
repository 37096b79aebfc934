"""The sample with the largest logit of each class.

loses: test_predict
"""

# %% predict
def predict(X, W, b):
    return np.argmax(X @ W + b, axis=0)
