"""A step that leads up for every sign of the slope.

loses: test_repairs_step
"""
# %% repairs
repairs = {"A": sigma(s), "C": -s_1, "D": s_1 - s_2, "F": alpha * sp.Abs(G_j) / N}
