"""NaN swept under the carpet.

loses: test_softmax_stable, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))
