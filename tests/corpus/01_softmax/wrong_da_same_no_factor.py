"""The factor a_k forgotten.

loses: test_da_same
"""
# %% da_same
da_same = 1 - a(k)
