"""In an index that is not there.

loses: test_da_other
"""
# %% da_other
da_other = -a(k) * a(sp.Symbol("q", integer=True))
