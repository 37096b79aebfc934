"""Present and absent labels apart."""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    pull_up = -T / (1 + np.exp(S))
    push_down = (1 - T) / (1 + np.exp(-S))
    return (pull_up + push_down) / len(S)
