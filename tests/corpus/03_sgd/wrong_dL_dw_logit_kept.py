"""Slope by the probability instead of the logit.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = -y[j] / a[j] * x[i]
