"""Built on cross_entropy, of probabilities that have rounded to 0.

loses: test_cce_loss_stable
"""
# %% cce_loss
def cce_loss(Z, Y):
    exponentials = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return np.mean(cross_entropy(Y, exponentials / exponentials.sum(axis=1, keepdims=True)))
