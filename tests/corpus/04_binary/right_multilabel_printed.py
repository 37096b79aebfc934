"""The printed formula as it stands."""
# %% multilabel_loss
def multilabel_loss(S, T):
    p = 1 / (1 + np.exp(-S))
    return np.mean(np.sum(-T * np.log(p) - (1 - T) * np.log(1 - p), axis=1))
