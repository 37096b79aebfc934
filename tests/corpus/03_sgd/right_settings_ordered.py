"""An ordered dictionary, with a fraction in it."""

# %% settings
from collections import OrderedDict

settings = OrderedDict(learning_rate=sp.Rational(1, 2), epochs=np.int64(12), batch_size=32)
