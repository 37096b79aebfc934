"""Built on bce_gradient."""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return bce_gradient(S, T) / S.shape[0]
