"""One over the sum of the exponentials of differences."""
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(over='ignore'):
        return 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)
