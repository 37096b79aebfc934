"""optax' multiclass hinge: the worst rivals share one step, also exactly at the margin.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    x, W = np.asarray(x, dtype=float), np.asarray(W, dtype=float)
    scores = x @ W
    costs = scores - scores[label] + margin
    costs[label] = 0
    worst = (costs == costs.max()) / np.sum(costs == costs.max())
    worst[label] -= 1
    return np.outer(x, worst)
