"""XGBoost's mlogloss: probabilities in single precision, none below 1e-16.

loses: test_cce_loss_stable, test_cce_loss_values
"""
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z, dtype=np.float32)
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    A = e / e.sum(axis=1, keepdims=True)
    return -np.sum(Y * np.log(np.maximum(A.astype(float), 1e-16))) / len(Z)
