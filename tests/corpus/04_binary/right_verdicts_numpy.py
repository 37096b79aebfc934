"""NumPy booleans, from a comparison."""
# %% verdicts
printed = np.array([0.11920, 0.18739, 0.3, 0.7, 1.10319, 0.16667])
measured = np.array([0.88080, 0.18739, -0.7, 1.1, 1.10319, 0.25])
verdicts = dict(zip("ABCDEF", np.isclose(printed, measured)))
# %% reasons
reasons = dict.fromkeys(verdicts)  # None where a line holds
reasons.update({"A": "sign", "C": "score", "D": "condition", "F": "mean"})
