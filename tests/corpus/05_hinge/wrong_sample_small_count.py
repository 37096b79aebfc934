"""The marks are int8, which counts to 127.

loses: test_gradient_sample
"""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = x @ W
    marks = (scores - scores[label] + margin > 0).astype(np.int8)
    marks[label] = 0
    marks[label] = -marks.sum(dtype=np.int8)
    return np.outer(x, marks)
