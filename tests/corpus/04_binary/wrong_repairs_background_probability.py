"""A probability in the place of a score.

loses: test_repairs_scores
"""
# %% repairs
repairs = {"A": 1 / (1 + exp(-s)), "C": 1 - sigma(s_1), "D": s_1 - s_2, "F": -alpha * G_j / N}
