"""Nothing.
"""
# %% repairs
repairs = {}
