"""Line D left out.

loses: test_repairs_scores
"""
# %% repairs
repairs = {"A": 1 / (1 + exp(-s)), "C": -s_1, "F": -alpha * G_j / N}
