"""sys.exit, exit and quit in the answer cell."""
# %% share
import sys

exit()

# %% total
quit()
sys.exit(0)

# %% slope
slope = 2 * x * sp.exp(x**2)
