"""The shortfall is rounded to four digits before it is compared.

loses: test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    x = np.asarray(x, dtype=float)
    scores = x @ W
    hit = (np.round(scores - scores[label] + margin, 4) > 0).astype(float)
    hit[label] = 0
    hit[label] = -hit.sum()
    return np.outer(x, hit)
