"""Two loops, over samples and classes."""
# %% multilabel_loss
def multilabel_loss(S, T):
    total = 0.0
    for s, t in zip(S, T):
        for x, y in zip(s, t):
            total += max(x, 0) - x * y + np.log1p(np.exp(-abs(x)))
    return total / len(S)
