"""A dictionary with a default."""
# %% verdicts
from collections import defaultdict

verdicts = defaultdict(bool, A=False, B=True, C=True, D=False)
