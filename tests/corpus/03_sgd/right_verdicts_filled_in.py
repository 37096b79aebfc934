"""Filled in one by one."""

# %% verdicts
verdicts = {"A": None, "B": None, "C": None, "D": None}
for letter in verdicts:
    verdicts[letter] = letter in "AC"
# %% reasons
reasons = dict(zip("BD", "path mean".split()))
