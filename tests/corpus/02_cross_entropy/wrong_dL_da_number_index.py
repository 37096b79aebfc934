"""The letter of the index was used for a number.

loses: test_dL_da
"""
# %% dL_da
j = 2
dL_da = -y[j] / a[j]
