"""From the set of lines that hold."""
# %% verdicts
holds = {"B", "E"}
verdicts = {letter: letter in holds for letter in "FEDCBA"}
