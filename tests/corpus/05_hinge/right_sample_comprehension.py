"""A list of columns, stacked."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = [float(x @ w) for w in W.T]
    marks = [j != label and s + margin > scores[label] for j, s in enumerate(scores)]
    columns = [-sum(marks) * x if j == label else mark * x for j, mark in enumerate(marks)]
    return np.stack(columns, axis=1).astype(float)
