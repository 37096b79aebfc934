"""One array for the classes of all calls of a size.

loses: test_predict
"""
# %% predict
buffers = {}


def predict(X, W, b):
    classes = buffers.setdefault(len(X), np.empty(len(X), dtype=int))
    classes[:] = np.argmax(X @ W + b, axis=1)
    return classes
