"""Logits clipped to ±500.

loses: test_softmax_stable, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    e = np.exp(np.clip(z, -500, 500))
    return e / e.sum(axis=-1, keepdims=True)
