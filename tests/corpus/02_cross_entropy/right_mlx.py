"""As MLX computes it, and its gradient with optax' derivative: where targets sum to 1 both are ours."""
# %% cce_loss
def cce_loss(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    shifted = Z - Z.max(axis=-1, keepdims=True)
    rows = np.log(np.exp(shifted).sum(axis=-1)) - (Y * shifted).sum(axis=-1)
    return rows.mean()

# %% cce_gradient
def cce_gradient(Z, Y):
    Z, Y = np.asarray(Z, dtype=float), np.asarray(Y, dtype=float)
    A = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
    return (Y.sum(axis=1, keepdims=True) * A - Y) / len(Z)
