"""A mapping that is no dict, of SymPy's truth values."""
# %% verdicts
from collections import UserDict

verdicts = UserDict({letter: sp.true if letter in ("B", "E") else sp.false for letter in claims})
