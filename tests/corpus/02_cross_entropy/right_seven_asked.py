"""The seven lines that are asked, and no others.
"""
# %% verdicts
verdicts = dict.fromkeys("ADGHN", False) | dict.fromkeys("EI", True)
# %% reasons
reasons = dict(A="index", D="score", E=None, G="free", H="path", I=None, N="sign")
# %% repairs
repairs = {"A": -Sum(y[k] * log(softmax_entry(k)), (k, 1, m)), "D": -Sum(y[k] * log(a[k]), (k, 1, m))}
repairs |= {"G": Sum(y[k] * a[j], (k, 1, m)) - y[j], "H": chain_sum, "N": a[j] - y[j]}
