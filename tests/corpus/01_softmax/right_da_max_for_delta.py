"""A delta as the maximum of 0 and 1 − |j − k|."""
# %% da
da = a(k) * (sp.Max(0, 1 - sp.Abs(j - k)) - a(j))
