"""Columns gathered in a dictionary."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    u = {j: x @ (W[:, j] - W[:, label]) + margin for j in range(W.shape[1]) if j != label}
    hit = [j for j, fall in u.items() if fall > 0]
    columns = {j: np.zeros(len(x)) for j in range(W.shape[1])}
    for j in hit:
        columns[j] = columns[j] + x
        columns[label] = columns[label] - x
    return np.array([columns[j] for j in sorted(columns)]).T
