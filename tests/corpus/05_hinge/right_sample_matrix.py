"""np.matrix."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = np.asarray(x @ W, dtype=float)
    marks = np.where(scores + margin > scores[label], 1.0, 0.0)
    marks[label] = 0
    marks[label] = -np.count_nonzero(marks)
    return np.asmatrix(x).T * np.asmatrix(marks)
