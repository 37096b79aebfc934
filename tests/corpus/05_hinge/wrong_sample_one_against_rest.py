"""One class against the rest.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    signs = -np.ones(W.shape[1])
    signs[label] = 1
    return np.outer(x, -signs * (margin - signs * (x @ W) > 0))
