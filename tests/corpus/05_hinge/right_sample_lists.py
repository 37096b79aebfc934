"""Lists of lists."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    scores = [sum(a * b for a, b in zip(x, column)) for column in W.T]
    hit = [float(j != label and s - scores[label] + margin > 0) for j, s in enumerate(scores)]
    hit[label] = -sum(hit)
    return [[float(value) * mark for mark in hit] for value in x]
