"""Printed chain of the slides: one path alone.

loses: test_dL_dw
"""

# %% dL_dw
dL_dw = -y[j] * (1 - a[j]) * x[i]
