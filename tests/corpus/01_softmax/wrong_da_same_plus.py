"""Plus for minus in the quotient rule.

loses: test_da_same
"""
# %% da_same
da_same = a(k) * (1 + a(k))
