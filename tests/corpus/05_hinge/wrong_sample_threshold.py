"""A rival counts only from u = 1e-4 on.

loses: test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    x = np.asarray(x, dtype=float)
    scores = x @ W
    hit = (scores - scores[label] + margin > 1e-4).astype(float)
    hit[label] = 0
    hit[label] = -hit.sum()
    return np.outer(x, hit)
