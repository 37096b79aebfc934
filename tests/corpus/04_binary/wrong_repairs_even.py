"""A sigmoid that is right for positive scores alone.

loses: test_repairs_scores
"""
# %% repairs
repairs = {"A": 1 / (1 + exp(-sp.Abs(s))), "C": -s_1, "D": s_1 - s_2, "F": -alpha * G_j / N}
