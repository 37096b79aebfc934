"""log of the raw scores, as 003 prints it.

loses: test_cce_loss_stable, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    return -np.sum(Y * np.log(np.maximum(Z, 1e-12))) / len(Z)
