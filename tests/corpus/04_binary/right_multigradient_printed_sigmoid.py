"""The printed sigmoid, overflow and all."""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return (1 / (1 + np.exp(-S)) - T) / S.shape[0]
