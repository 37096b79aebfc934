"""Softmax twice.

loses: test_cce_loss_stable, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    for _ in range(2):
        e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
        Z = e / e.sum(axis=1, keepdims=True)
    return -np.sum(Y * np.log(Z)) / len(Z)
