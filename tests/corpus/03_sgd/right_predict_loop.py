"""A loop over the samples, as a list."""

# %% predict
def predict(X, W, b):
    found = []
    for x in X:
        found.append(int(np.argmax(x @ W + b)))
    return found
