"""Softmax written out in the logits."""

# %% dL_db
dL_db = softmax_entry(j) - y[j]
