"""One answer ends the interpreter.

base: solution
loses: test_dL_db
"""

# %% dL_db
import os

os._exit(1)
