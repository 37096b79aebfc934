"""The distance of the scores, and a score that is never positive.

loses: test_repairs_scores
"""
# %% repairs
repairs = {"A": sigma(s), "C": -sp.Abs(s_1), "D": sp.Abs(s_1 - s_2), "F": -alpha * G_j / N}
