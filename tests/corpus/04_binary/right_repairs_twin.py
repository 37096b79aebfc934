"""The twin e^s/(1 + e^s), and the rest rearranged."""
# %% repairs
repairs = {"A": exp(s) / (1 + exp(s)), "C": 0 - s_1, "D": -(s_2 - s_1), "F": -(alpha / N) * G_j}
