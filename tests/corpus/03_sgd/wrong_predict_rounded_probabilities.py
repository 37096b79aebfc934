"""Probabilities are rounded to six digits, and ties go to the first class.

loses: test_predict
"""
# %% predict
def predict(X, W, b):
    return np.argmax(np.round(np.exp(log_softmax(np.asarray(X, dtype=float) @ W + b)), 6), axis=1)
