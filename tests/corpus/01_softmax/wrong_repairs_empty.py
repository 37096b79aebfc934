"""Left as it was given.

loses: test_repairs_classes, test_repairs_log
"""
# %% repairs
repairs = {}
