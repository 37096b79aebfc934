"""Not answered.

loses: test_repairs_chain, test_repairs_mean
"""

# %% repairs
repairs = {}
