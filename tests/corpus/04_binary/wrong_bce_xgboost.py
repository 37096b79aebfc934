"""XGBoost's logloss: a float32 sigmoid, and neither it nor what it leaves below 1e-16.

loses: test_bce_elementwise, test_bce_tails, test_bce_values
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    with np.errstate(over="ignore"):
        p = (1 / (1 + np.exp(-np.asarray(s, dtype=np.float32)))).astype(float)
    return -t * np.log(np.maximum(p, 1e-16)) - (1 - t) * np.log(np.maximum(1 - p, 1e-16))
