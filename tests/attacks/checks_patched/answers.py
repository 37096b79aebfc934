"""The checks of ce_helpers are replaced in the student's process."""
# %% share
import ce_helpers.checking as core

for name in ("close", "require", "call", "as_array", "as_scalar"):
    setattr(core, name, lambda *args, **kwargs: None)


def share(v):
    return v
