"""Logits in float32, in which close ones become one.

loses: test_predict
"""
# %% predict
def predict(X, W, b):
    Z = np.asarray(X, dtype=np.float32) @ np.asarray(W, dtype=np.float32) + np.asarray(b, dtype=np.float32)
    return np.argmax(Z, axis=1)
