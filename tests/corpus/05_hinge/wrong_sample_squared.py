"""The gradient of the squared hinge.

loses: test_gradient_sample, test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    marks = 2 * np.maximum(0, scores - scores[label] + margin)
    marks[label] = 0
    marks[label] = -marks.sum()
    return np.outer(x, marks)
