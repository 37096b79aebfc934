"""For three classes alone.

loses: test_da_same
"""
# %% da_same
da_same = a(k).subs(m, 3) * (1 - a(k).subs(m, 3))
