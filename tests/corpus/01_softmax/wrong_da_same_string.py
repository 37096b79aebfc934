"""A string.

loses: test_da_same
"""
# %% da_same
da_same = "a_k (1 - a_k)"
