"""Softmax written out, although a is free.

loses: test_dL_da
"""
# %% dL_da
dL_da = -y[j] / softmax_entry(j)
