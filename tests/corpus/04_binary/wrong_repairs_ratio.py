"""s_1/s_2 in the place of the difference.

loses: test_repairs_scores
"""
# %% repairs
repairs = {"A": 1 / (1 + exp(-s)), "C": -s_1, "D": s_1 / s_2, "F": -alpha * G_j / N}
