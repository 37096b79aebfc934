"""Filled in key by key, with a line that holds as well."""
# %% repairs
repairs = {}
repairs["F"] = alpha * (-G_j / N)
repairs["D"] = (-s_2) + s_1
repairs["C"] = -s_1
repairs["B"] = claims["B"]
repairs["A"] = sigma(s)
