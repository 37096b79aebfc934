"""Nothing is returned where no rival violates the margin.

loses: test_gradient_sample
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    marks = (scores - scores[label] + margin > 0).astype(float)
    marks[label] = 0
    if not marks.any():
        return
    marks[label] = -marks.sum()
    return np.outer(x, marks)
