"""Overflow, or numbers that do not fit their type.

base: solution
loses: test_cce_loss_stable
"""

# %% cce_loss
def cce_loss(Z, Y):
    log_A = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -np.sum(Y * log_A) / len(Z)
