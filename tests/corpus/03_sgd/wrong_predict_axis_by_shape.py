"""With as many samples as classes, argmax runs over the samples.

loses: test_predict
"""
# %% predict
def predict(X, W, b):
    Z = X @ W + b
    return np.argmax(Z, axis=0 if Z.shape[0] == Z.shape[1] else 1)
