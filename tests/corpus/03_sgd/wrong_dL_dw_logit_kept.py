"""Slope by the probability instead of the logit.

loses: 
"""

# %% dL_dw
dL_dw = -y[j] / a[j] * x[i]
