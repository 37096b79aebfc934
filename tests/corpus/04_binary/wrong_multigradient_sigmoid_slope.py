"""A factor p(1 - p) too many.

loses: test_multilabel_gradient
"""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    P = 1 / (1 + np.exp(-S))
    return (P - T) * P * (1 - P) / len(S)
