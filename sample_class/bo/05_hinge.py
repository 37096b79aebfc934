"""Everything right, in another style.

base: solution
"""

# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    total = 0.0
    for x, y in zip(X, labels):
        scores = x @ W
        for j in range(W.shape[1]):
            if j != y:
                total += max(0.0, float(scores[j] - scores[y] + margin))
    return total / len(X)
