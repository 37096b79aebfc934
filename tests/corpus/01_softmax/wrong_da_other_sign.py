"""The sign of the quotient rule.

loses: test_da_other
"""
# %% da_other
da_other = a(k) * a(j)
