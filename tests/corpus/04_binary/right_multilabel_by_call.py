"""Built on bce_with_logits."""
# %% multilabel_loss
def multilabel_loss(S, T):
    return np.mean(np.sum(bce_with_logits(S, T), axis=1))
