"""Softmax written out in the logits."""

# %% dL_dw
dL_dw = x[i] * (softmax_entry(j) - y[j])
