"""The factor a_k forgotten.

loses: test_da_other
"""
# %% da_other
da_other = -a(j)
