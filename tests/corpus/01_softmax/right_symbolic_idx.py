"""Idx for the indices, and hyperbolic functions for a sigmoid.
"""
# %% d_logistic
d_logistic = sp.sech(s / 2) ** 2 / 4
# %% da_same
q = sp.Idx("k")
da_same = a(q) - a(q) ** 2
# %% da_other
r = sp.Idx("j")
da_other = -a(q) * a(r)
# %% da
q, r = sp.Idx("k"), sp.Idx("j")
da = a(q) * (KroneckerDelta(r, q) - a(r))
