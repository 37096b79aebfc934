"""The scores of the true class are taken off in place, and put back.

loses: test_gradient_sample
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    own = W[:, label].copy()
    W -= own[:, np.newaxis]
    marks = (x @ W + margin > 0).astype(float)
    marks[label] = 0
    marks[label] = -marks.sum()
    W += own[:, np.newaxis]
    W[0, 0] += 1e-12
    return np.outer(x, marks)
