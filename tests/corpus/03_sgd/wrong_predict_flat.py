"""The largest logit of the whole batch.

loses: 
"""

# %% predict
def predict(X, W, b):
    return np.argmax(X @ W + b)
