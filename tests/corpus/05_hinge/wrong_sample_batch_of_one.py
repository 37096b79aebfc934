"""The gradient with a leading axis, as a batch of one.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    marks = (scores - scores[label] + margin > 0).astype(float)
    marks[label] = 0
    marks[label] = -marks.sum()
    return np.outer(x, marks)[np.newaxis]
