"""A Fraction of an exact sum."""
# %% hinge_loss
def hinge_loss(X, labels, W, margin=1.0):
    from fractions import Fraction

    scores = X @ W
    total = sum(
        max(Fraction(0), Fraction(float(s[j])) - Fraction(float(s[y])) + Fraction(float(margin)))
        for s, y in zip(scores, labels)
        for j in range(len(s))
        if j != y
    )
    return total / len(X)
