"""a_k twice.

loses: test_da_other
"""
# %% da_other
da_other = -a(k)**2
