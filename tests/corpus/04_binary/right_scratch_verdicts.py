"""Numbers in the letters of the repairs."""
# %% verdicts
verdicts = {"A": False, "B": True, "C": False, "D": False, "E": True, "F": False}
s, s_1, s_2, alpha, G_j, N = 2.0, 0.7, -0.4, 0.6, 1.5, 5
a_1 = np.exp(s_1) / (np.exp(s_1) + np.exp(s_2))
exp, log = np.exp, np.log
sigma = lambda x: 1 / (1 + exp(-x))
