"""A dictionary with a default."""
# %% verdicts
from collections import defaultdict

verdicts = defaultdict(lambda: False)
verdicts |= {"B": True, "E": True}
for letter in "ACDF":
    verdicts[letter]
