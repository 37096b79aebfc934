"""np.heaviside with ½ at the kink.

loses: test_gradient_sample_kink
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    marks = np.heaviside(scores - scores[label] + margin, 0.5)
    marks[label] = 0
    marks[label] = -marks.sum()
    return np.outer(x, marks)
