"""A masked array without a mask in force."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    marks = np.ma.where(x @ W - x @ W[:, label] + margin > 0, 1.0, 0.0)
    marks[label] = 0
    marks[label] = -marks.sum()
    return np.ma.masked_invalid(np.outer(x, marks))
