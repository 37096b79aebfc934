"""One sum over everything, divided by N; a Python float."""
# %% multilabel_loss
def multilabel_loss(S, T):
    return float((np.logaddexp(0, S) - S * T).sum() / S.shape[0])
