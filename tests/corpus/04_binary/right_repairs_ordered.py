"""An ordered dictionary, with held-back evaluation."""
# %% repairs
from collections import OrderedDict

repairs = OrderedDict(F=-alpha * G_j / N, D=sp.UnevaluatedExpr(s_1) - s_2, C=-s_1, A=sigma(s))
