"""The sigmoid by the hyperbolic tangent, times 1/N."""
# %% multilabel_gradient
def multilabel_gradient(S, T):
    return (1 / len(T)) * (0.5 + 0.5 * np.tanh(0.5 * S) - T)
