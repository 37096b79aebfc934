"""From the set of lines that hold."""
# %% verdicts
holds = {"B", "E"}
verdicts = {letter: letter in holds for letter in "FEDCBA"}
# %% reasons
reasons = dict(zip("ACDF", "sign score condition mean".split()))
