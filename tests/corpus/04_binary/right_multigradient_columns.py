"""Class by class, as C binary problems."""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    gradient = np.zeros(S.shape)
    for c in range(S.shape[1]):
        gradient[:, c] = 1 / (1 + np.exp(-S[:, c])) - T[:, c]
    return gradient / len(S)
