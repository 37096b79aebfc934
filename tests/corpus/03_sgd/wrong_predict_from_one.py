"""Classes from 1.

loses: 
"""

# %% predict
def predict(X, W, b):
    return np.argmax(X @ W + b, axis=1) + 1
