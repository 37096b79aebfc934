"""For three classes alone.

loses: test_da_same
"""
# %% da_same
da_same = a(k) * (1 - a(k).doit().subs(m, 3))
