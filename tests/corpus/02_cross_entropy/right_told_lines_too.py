"""Some lines more than are asked.
"""
# %% verdicts
verdicts = {letter: letter in "EIK" for letter in "ACDEGHIKN"}
# %% reasons
import numpy as np

reasons = dict(zip("ACDGHN", np.array(["index", "sign", "score", "free", "path", "sign"])))
# %% repairs
repairs = {letter: -claims[letter] for letter in "CN"}
repairs |= {letter: -Sum(y[k] * log(a[k]), (k, 1, m)) for letter in "AD"}
repairs |= dict.fromkeys("FGH", chain_sum)
