"""Return inside the loop: the first sample alone.

loses: test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    for z, y_row in zip(np.asarray(Z), Y):
        s = z - z.max()
        return -np.sum(y_row * (s - np.log(np.exp(s).sum())))
