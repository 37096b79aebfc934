"""z_j thought absent from a_k, as a Python number.

loses: test_da_other
"""
# %% da_other
da_other = 0
