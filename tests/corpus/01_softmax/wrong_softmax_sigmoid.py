"""The logistic function of each logit.

loses: test_softmax_values, test_softmax_axis, test_softmax_stable, test_softmax_types, test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
