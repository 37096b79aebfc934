"""A deque of steps.
"""
# %% dL_dz_steps
from collections import deque

dL_dz_steps = deque([chain_sum, Sum(y[k] * a[j], (k, 1, m)) - y[j],
                     a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]])
