"""Softmax over the samples.
"""
# %% cce_gradient
def cce_gradient(Z, Y):
    e = np.exp(Z - np.max(Z, axis=0))
    return (e / e.sum(axis=0) - Y) / len(Z)
