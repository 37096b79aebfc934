"""An S-shaped curve, but too steep.

loses: test_repairs_scores
"""
# %% repairs
repairs = {"A": 1 / (1 + exp(-2 * s)), "C": -s_1, "D": s_1 - s_2, "F": -alpha * G_j / N}
