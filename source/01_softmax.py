# ---
# jupyter:
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
# ---

# %% [markdown]
# # 01 · Softmax: from scores to probabilities
#
# **You will**
#
# - *see* what softmax does to a vector of scores, before any algebra;
# - *prove* that it is a distribution, and find its derivative in two ways, for any number of
#   classes;
# - *write* it, its logarithm and its derivative so that no score overflows;
# - *mend* printed formulas that do not hold.
#
# About two hours, 20 points. You need derivatives, sums and NumPy broadcasting; nothing from
# the other notebooks.
#
# Run the cells in order. Write each answer over the line below `# Your answer`. The check below
# names what it first finds missing; grading tries more cases: read *Done when*. Stuck? Unfold
# **hint**, then **next step**.

# %% nbgrader={"grade_id": "setup", "locked": true}
# NumPy, SymPy, Matplotlib and Python's own modules are there when your work is graded; no others
import numpy as np
import sympy as sp
from sympy import KroneckerDelta, Sum, exp, log

from ce_helpers import hand_in
from ce_helpers import softmax as check
from ce_helpers.softmax import plots
from ce_helpers.softmax.symbolic import a, c, j, k, l, m, s, z
from ce_helpers.symbolic import check_steps, differentiate

hand_in.look()

# %% [markdown]
# ## Which digit, and how sure?
#
# A classifier was shown four handwritten digits that it had never seen. It gave a *score* to each
# of ten classes; the highest one names its digit. How sure is it of each?

# %%
fig, axes = plots.four_digits()

# %% [markdown]
# You should see: a 6 whose score stands out; a digit with two scores as high as each other; one for
# which 4 leads clearly; one for which no score is high. But "10.5" says nothing about how sure, and
# scores may be negative. Turning them into probabilities is what *softmax* does. Then you find out
# how a small change of a score moves each probability: learning needs no more.
#
# ## Notation
#
# Formulas count classes from 1 to $m$, code from 0 to $C-1$. log is the natural logarithm. 000 to 003
# are this course's notes.
#
# <details><summary>Letters, shapes and what they mean</summary>
#
# | here | shape | meaning |
# |---|---|---|
# | $C$, in proofs $m$ | | classes |
# | $D$ | | features |
# | $N$ | | samples, one per row |
# | $z$, `z` | $(C,)$ | logits of one sample |
# | $a$, `a` | $(C,)$ | softmax of $z$ |
# | $Z$, $A$ | $(N, C)$ | the same for a batch |
# | $k$, $j$ | | which output, which logit |
# | $W$, $b$ | $(D, C)$, $(C,)$ | weights, biases |
# | $x$, $\theta$ | $(D,)$ | features, and parameters of one score |
# | $t$ | | target as one number: the class, 0 or 1 of two, 1 to $m$ of many |
# | $s$ | any | one score, no vector |
# | $\sigma(s)$ | as $s$ | logistic function |
#
# </details>
#
# In proofs SymPy writes `z[k]` for $z_k$ and `a(k)` for $a_k$, which is

# %% nbgrader={"grade_id": "letters", "locked": true}
a(k).doit()

# %% [markdown]
# ## 1 · One score: how sure of two classes?
#
# One score decides between two classes: $s = \theta^T x$, for features $x$ and parameters $\theta$,
# both of shape $(D,)$. The *logistic function* makes it a probability,
#
# $$
# h_\theta(x) = P(t = 1 \mid x; \theta) = \sigma(s) = \frac{1}{1 + e^{-s}},
# $$
#
# and $P(t = 0 \mid x; \theta) = 1 - \sigma(s)$. Solved for $s$, that is
# $s = \log \frac{\sigma}{1 - \sigma}$: a score is the logarithm of the odds, which is what *logit*
# means. Where is the curve steepest, and how steep is it there?

# %%
fig, axes = plots.logistic()

# %% [markdown]
# You should see: on the left an S that climbs from 0 to 1 and passes ½ at $s = 0$; on the right
# its slope, a hill that is symmetric about 0, ¼ high, and almost flat beyond $|s| = 6$.
#
# ### Step 1: the inner function
#
# Write $\sigma = 1/v$ with $v = 1 + e^{-s}$. The chain rule gives
#
# $$
# \frac{dv}{ds} = -e^{-s}, \qquad
# \frac{d\sigma}{ds} = -\frac{1}{v^2} \frac{dv}{ds} = \frac{e^{-s}}{(1 + e^{-s})^2}.
# $$
#
# `check_steps` compares each expression with the one before. *Proved* holds for every size;
# *evaluated* was computed for the sizes or numbers that it names. *Undecided*, of an answer of yours,
# costs you nothing: your instructor looks at it.

# %% nbgrader={"grade_id": "logistic_step_1", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import exp

from ce_helpers.softmax.symbolic import s

sigma = 1 / (1 + exp(-s))
v = 1 + exp(-s)
check_steps([sp.diff(sigma, s), -sp.diff(v, s) / v**2, exp(-s) / v**2], name="derivative of sigma")

# %% [markdown]
# ### Exercise 1 · The derivative of the logistic function
#
# > - **Given** `sigma`, which is $\sigma(s)$ as an expression in `s`
# > - **Write** `d_logistic`: the derivative of $\sigma$, built from `sigma` alone
# > - **Shapes** one expression for one score
# > - **Done when** it equals the right-hand side of step 1 for every $s$, and is neither that side
# >   copied nor what SymPy makes of it
#
# <details><summary>Hint</summary>
#
# Split step 1 into two factors. One of them is $\sigma$; what is the other?
#
# </details>
# <details><summary>Next step</summary>
#
# $\dfrac{e^{-s}}{(1+e^{-s})^2} = \dfrac{1}{1+e^{-s}} \cdot \dfrac{e^{-s}}{1+e^{-s}}$, and the
# second factor is what is left of 1 when you take the first away.
#
# </details>

# %% nbgrader={"grade_id": "d_logistic", "solution": true}
d_logistic = None  # replace None by an expression in sigma
### BEGIN SOLUTION
d_logistic = sigma * (1 - sigma)
### END SOLUTION

# %% nbgrader={"grade_id": "test_d_logistic", "points": 1}
check.d_logistic(d_logistic)
### HIDDEN

# %% [markdown]
# ## 2 · Why does one formula need two halves?
#
# At $s = -1000$ the term $e^{1000}$ of $1/(1+e^{-s})$ is beyond the largest float. Multiplied above
# and below by $e^{s}$, the formula is safe exactly there: $e^{s}/(1 + e^{s})$.

# %% nbgrader={"grade_id": "logistic_twin", "locked": true}
from sympy import exp

from ce_helpers.softmax.symbolic import s

check_steps([1 / (1 + exp(-s)), exp(s) / (1 + exp(s))], name="the twin")

# %% [markdown]
# ### Exercise 2 · The logistic function in code
#
# > - **Given** `z`, an array of scores, floats or integers
# > - **Write** `logistic(z)`, element by element
# > - **Shapes** any shape → the same shape
# > - **Done when** values are exact far out, too; scores of $\pm 10^4$ give no warning; a new
# >   array comes back, and `z` stays as it was
#
# <details><summary>Hint</summary>
#
# Each twin, on its own side of 0, uses the exponential of a number that is never positive: $-|z|$.
#
# </details>
# <details><summary>Next step</summary>
#
# Let `e = np.exp(-np.abs(z))`, which lies between 0 and 1. Where $z \ge 0$ the value is
# $1/(1+e)$, elsewhere $e/(1+e)$; `np.where` chooses.
#
# </details>


# %% nbgrader={"grade_id": "logistic", "solution": true}
def logistic(z):
    """Return 1 / (1 + exp(-z)), element by element, without overflow."""
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    exp_minus_abs = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_logistic_values", "points": 1}
check.logistic_values(logistic)
### HIDDEN

# %% nbgrader={"grade_id": "test_logistic_stable", "points": 1}
check.logistic_stable(logistic)
### HIDDEN

# %% [markdown]
# ## 3 · Many scores: softmax
#
# With $C$ classes there is one score per class, and one neuron per score: the last layer of a
# network.

# %%
fig, ax = plots.layer()

# %% [markdown]
# You should see: features $x_1 … x_D$ on the left, each joined to every logit; every logit
# joined to every output $a_k$.
#
# In vector form, with row $j$ of $W^T$ the weights of class $j$,
#
# $$
# z = W^T x + b,
# \qquad
# \begin{bmatrix} P(t = 1 \mid z) \\ \vdots \\ P(t = m \mid z) \end{bmatrix}
# = \begin{bmatrix} a_1 \\ \vdots \\ a_m \end{bmatrix}
# = \frac{1}{\sum_{l=1}^m e^{z_l}} \begin{bmatrix} e^{z_1} \\ \vdots \\ e^{z_m} \end{bmatrix}.
# $$
#
# The logistic function works on each score alone. Softmax needs the whole vector; it is a
# function, not a loss.

# %%
from ce_helpers.plots import movable

fig, axes = plots.simplex()
movable.show("temperature")

# %% [markdown]
# You should see: on the left a square grid in the plane of logits; on the right the same grid
# inside a triangle, the *simplex* of all $a$ with $a_k > 0$ and $\sum_k a_k = 1$. The curve follows
# $z/T$: a high *temperature* $T$ ends in the centre, where all classes are equal; a low one in the
# corner of the largest score. (With sliders, in JupyterLab: guess before you move them.)
#
# ### Step 1: softmax is a distribution
#
# Each $e^{z_k}$ is positive, so every $a_k$ is. The denominator does not depend on $k$ and leaves the
# sum: $\sum_k a_k = \sum_k e^{z_k} / \sum_l e^{z_l} = 1$.

# %% nbgrader={"grade_id": "softmax_sums_to_one", "locked": true}
from sympy import Sum, exp

from ce_helpers.softmax.symbolic import a, k, l, m, z

S = Sum(exp(z[l]), (l, 1, m))
check_steps([Sum(a(k), (k, 1, m)), Sum(exp(z[k]), (k, 1, m)) / S, 1], name="sum of all a_k")

# %% [markdown]
# ### Step 2: a shift changes nothing
#
# Add the same $c$ to every logit. The factor $e^c$ cancels:
#
# $$
# \frac{e^{z_k + c}}{\sum_l e^{z_l + c}}
# = \frac{e^c\, e^{z_k}}{e^c \sum_l e^{z_l}} = a_k.
# $$

# %% nbgrader={"grade_id": "softmax_shift", "locked": true}
from sympy import Sum, exp

from ce_helpers.softmax.symbolic import S, a, c, k, l, m, z

shifted = exp(z[k] + c) / Sum(exp(z[l] + c), (l, 1, m))
check_steps([shifted, exp(c) * exp(z[k]) / (exp(c) * S), a(k)], name="shift by c")

# %% [markdown]
# In floating point the choice of $c$ is everything:

# %%
fig, ax = plots.overflow()

# %% [markdown]
# You should see: three level lines, the true softmax of $(c, c+1, c+2)$, which no $c$ changes.
# The printed formula follows them only between two cliffs: above $c \approx 708$ it computes ∞/∞,
# below $c \approx -747$ 0/0. The kinks beside the cliffs are worse: finite and wrong.
#
# ### Exercise 3 · Softmax in code
#
# > - **Given** `z`, logits as an array of floats or integers; the last axis is the class
# > - **Write** `softmax(z)` over the last axis
# > - **Shapes** `(..., C)` → `(..., C)`: one vector, a batch, any leading shape
# > - **Done when** each row sums to 1 and is right on its own; logits up to $\pm 10^4$ give no
# >   warning; integers and float32 work; a new array comes back, and `z` stays as it was
#
# <details><summary>Hint</summary>
#
# Use step 2. Which $c$, one for each row, makes the largest exponent 0?
#
# </details>
# <details><summary>Next step</summary>
#
# Subtract `np.max(z, axis=-1, keepdims=True)`, take the exponential into a new array, and
# divide by its sum over the last axis, again with `keepdims=True`.
#
# </details>


# %% nbgrader={"grade_id": "softmax", "solution": true}
def softmax(z):
    """Return exp(z_k) / sum_l exp(z_l) over the last axis, without overflow."""
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    exp_shifted = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return exp_shifted / np.sum(exp_shifted, axis=-1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_softmax_values", "points": 1}
check.softmax_values(softmax)
### HIDDEN

# %% nbgrader={"grade_id": "test_softmax_axis", "points": 1}
check.softmax_axis(softmax)
### HIDDEN

# %% nbgrader={"grade_id": "test_softmax_stable", "points": 1}
check.softmax_stable(softmax)
### HIDDEN

# %% nbgrader={"grade_id": "test_softmax_types", "points": 1}
check.softmax_types(softmax)
### HIDDEN

# %% [markdown]
# The four digits of the beginning, with your function between the scores and the bars:

# %%
fig, axes = plots.four_digits(softmax)

# %% [markdown]
# You should see: all but 1 for the 6; the second torn between 5 and 7; 98 % for a 4, though the
# third is a 7; the last spread over many. Softmax tells how sure the scores are, not whether they are
# right.
#
# ## 4 · What is left of a tiny probability?
#
# A loss takes $\log a_k$. When $a_k$ is tiny, `softmax` rounds it to 0 and the logarithm is
# $-\infty$, although the true value is an ordinary number:
#
# $$
# \log a_k = \log \frac{e^{z_k}}{\sum_l e^{z_l}} = z_k - \log \sum_{l=1}^m e^{z_l}.
# $$

# %% nbgrader={"grade_id": "log_softmax_step", "locked": true}
from sympy import log

from ce_helpers.softmax.symbolic import S, a, k, z

check_steps([log(a(k)), z[k] - log(S)], name="log of a_k")

# %% [markdown]
# The last term is known as *log-sum-exp*.
#
# ### Exercise 4 · The logarithm of softmax
#
# > - **Given** `z`, logits as in exercise 3
# > - **Write** `log_softmax(z)` over the last axis
# > - **Shapes** `(..., C)` → `(..., C)`
# > - **Done when** it is right to $10^{-9}$ for logits up to $\pm 10^4$, where $a_k$ itself rounds
# >   to 0; it gives no warning; a new array comes back, and `z` stays as it was
#
# <details><summary>Hint</summary>
#
# Do not take the logarithm of `softmax(z)`. Shift first; the formula above then needs the
# logarithm of one sum only, and that sum is at least 1.
#
# </details>
# <details><summary>Next step</summary>
#
# With `shifted = z - max`, row by row, the answer is `shifted` minus the logarithm of the sum
# of `np.exp(shifted)`.
#
# </details>


# %% nbgrader={"grade_id": "log_softmax", "solution": true}
def log_softmax(z):
    """Return log(softmax(z)) over the last axis, finite where softmax rounds to 0."""
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_log_softmax_values", "points": 1}
check.log_softmax_values(log_softmax)
### HIDDEN

# %% nbgrader={"grade_id": "test_log_softmax_stable", "points": 1}
check.log_softmax_stable(log_softmax)
### HIDDEN

# %% [markdown]
# ## 5 · One logit moves: what does each output do?
#
# Nudge one logit $z_j$: how does each output $a_k$ respond? Measured first, with central
# differences, at $z = (2, 1, 0, -1)$:

# %%
fig, ax = plots.measured_jacobian(np.array([2.0, 1.0, 0.0, -1.0]))

# %% [markdown]
# You should see: a square of signed numbers. The diagonal is positive: raising $z_k$ raises
# $a_k$. All else is negative (−0 is too small for two digits): raising $z_j$ takes from the other
# classes. Each row and column adds up to 0.
#
# Now by the quotient rule. Let $u = e^{z_k}$ and $S = \sum_l e^{z_l}$, so $a_k = u/S$. With $\partial$
# short for $\partial/\partial z_j$, $\partial(u/S) = (S\,\partial u - u\,\partial S)/S^2$. Always
# $\partial S = e^{z_j}$; the two cases of $\partial a_k$ differ in $\partial u$ alone:
#
# $$
# j = k:\ \frac{e^{z_k} S - e^{z_k} e^{z_k}}{S^2},
# \qquad
# j \ne k:\ \frac{0 \cdot S - e^{z_k} e^{z_j}}{S^2}.
# $$

# %% nbgrader={"grade_id": "quotient_rule", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import KroneckerDelta, Sum, exp, log

from ce_helpers.softmax.symbolic import S, a, j, k, l, m, z

check_steps([differentiate(S, z[j]), exp(z[j])], name="derivative of S")
same = (exp(z[k]) * S - exp(z[k]) * exp(z[k])) / S**2
other = (0 * S - exp(z[k]) * exp(z[j])) / S**2
check_steps([differentiate(a(k), z[k]), same], name="case j = k")
check_steps([differentiate(a(k), z[j]).subs(KroneckerDelta(j, k), 0), other], name="case j ≠ k")

# %% [markdown]
# ### Exercise 5 · The derivative, case by case
#
# > - **Given** `a(k)`, `a(j)`: softmax entries as SymPy expressions in `z` and `m`
# > - **Write** `da_same`: $\partial a_k/\partial z_k$ from `a(k)` alone; and `da_other`:
# >   $\partial a_k/\partial z_j$ for $j \ne k$, from `a(k)` and `a(j)`
# > - **Shapes** one expression each, for any number of classes `m`
# > - **Done when** each equals its case above, and is written in `a`, not in logits
#
# <details><summary>Hint</summary>
#
# Divide $S^2$ among the factors: each exponential takes one $S$ and becomes an $a$.
#
# </details>
# <details><summary>Next step</summary>
#
# $\dfrac{e^{z_k}}{S} \cdot \dfrac{S - e^{z_k}}{S}$ for $j = k$, and
# $-\dfrac{e^{z_k}}{S} \cdot \dfrac{e^{z_j}}{S}$ for $j \ne k$. Compare the first with
# `d_logistic`.
#
# </details>

# %% nbgrader={"grade_id": "da_same", "solution": true}
da_same = None  # replace None by an expression in a(k)
### BEGIN SOLUTION
da_same = a(k) * (1 - a(k))
### END SOLUTION

# %% nbgrader={"grade_id": "test_da_same", "points": 1}
check.da_same(da_same)
### HIDDEN

# %% nbgrader={"grade_id": "da_other", "solution": true}
da_other = None  # replace None by an expression in a(k) and a(j)
### BEGIN SOLUTION
da_other = -a(k) * a(j)
### END SOLUTION

# %% nbgrader={"grade_id": "test_da_other", "points": 1}
check.da_other(da_other)
### HIDDEN

# %% [markdown]
# ## 6 · Can one formula hold both cases?
#
# The *Kronecker delta* $\delta_{jk}$ is 1 if $j = k$, else 0; in SymPy `KroneckerDelta(j, k)`.
#
# In $a_k = e^{z_k} \cdot S^{-1}$ only $z_k$ moves the first factor; every logit moves the second, by
# the chain rule:
#
# $$
# \frac{\partial e^{z_k}}{\partial z_j} = \delta_{jk}\, e^{z_k},
# \qquad
# \frac{\partial S^{-1}}{\partial z_j} = -S^{-2}\, e^{z_j}.
# $$

# %% nbgrader={"grade_id": "product_rule_factors", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import KroneckerDelta, Sum, exp, log

from ce_helpers.softmax.symbolic import S, a, j, k, l, m, z

check_steps([differentiate(exp(z[k]), z[j]), KroneckerDelta(j, k) * exp(z[k])], name="factor 1")
check_steps([differentiate(1 / S, z[j]), -exp(z[j]) / S**2], name="factor 2")

# %% [markdown]
# ### Exercise 6 · The derivative in one formula
#
# > - **Given** `a(k)`, `a(j)` and `KroneckerDelta(j, k)`
# > - **Write** `da`: $\partial a_k/\partial z_j$ for all $j$, $k$ at once
# > - **Shapes** one expression, for any number of classes `m`
# > - **Done when** it equals the derivative for $j = k$, and for $j \ne k$, written in `a` and the
# >   delta, not in logits
#
# <details><summary>Hint</summary>
#
# Product rule: the first factor's derivative times the second, plus the first factor times the
# second's derivative.
#
# </details>
# <details><summary>Next step</summary>
#
# $\delta_{jk} e^{z_k} S^{-1} - e^{z_k} S^{-2} e^{z_j}$. Both terms contain $a_k$: take it out.
#
# </details>

# %% nbgrader={"grade_id": "da", "solution": true}
da = None  # replace None by an expression in a(k), a(j) and KroneckerDelta(j, k)
### BEGIN SOLUTION
da = a(k) * (KroneckerDelta(j, k) - a(j))
### END SOLUTION

# %% nbgrader={"grade_id": "test_da_diagonal", "points": 1}
check.da_diagonal(da)
### HIDDEN

# %% nbgrader={"grade_id": "test_da_off_diagonal", "points": 1}
check.da_off_diagonal(da)
### HIDDEN

# %% [markdown]
# The cross-entropy loss lives on a consequence: $\log x$ has the derivative $1/x$, so the factor
# $a_k$ in front of your formula cancels, and $\partial \log a_k/\partial z_j = \delta_{jk} - a_j$:

# %% nbgrader={"grade_id": "log_softmax_slope", "locked": true}
from sympy import KroneckerDelta, log

from ce_helpers.softmax.symbolic import a, j, k, z

check_steps([differentiate(log(a(k)), z[j]), KroneckerDelta(j, k) - a(j)], name="derivative of log a_k")

# %% [markdown]
# ## 7 · All derivatives at once
#
# Together they are the *Jacobian* $J$ of softmax, with $\partial a_k/\partial z_j$ in row $k$ and
# column $j$.
#
# ### Exercise 7 · The Jacobian in code
#
# > - **Given** `z`, the logits of one sample
# > - **Write** `softmax_jacobian(z)`; its entry `[k, j]` is $\partial a_k/\partial z_j$
# > - **Shapes** `(C,)` → `(C, C)`
# > - **Done when** it is the derivative to all digits, with logits up to $\pm 10^4$ and with
# >   integers, too; a new array comes back, and `z` stays as it was
#
# <details><summary>Hint</summary>
#
# Your `da` has two terms. What matrix has $a_k \delta_{jk}$ as its entries, and what matrix
# $a_k a_j$?
#
# </details>
# <details><summary>Next step</summary>
#
# `np.diag` of $a$ for the first, `np.outer` of $a$ with itself for the second. No `softmax` yet?
# Then shift by the maximum here as well.
#
# </details>


# %% nbgrader={"grade_id": "softmax_jacobian", "solution": true}
def softmax_jacobian(z):
    """Return the Jacobian of softmax: entry [k, j] is the derivative of a_k with respect to z_j."""
    ### BEGIN SOLUTION
    a = softmax(z)
    return np.diag(a) - np.outer(a, a)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_softmax_jacobian", "points": 1}
if "softmax" in globals():  # one that takes batches alone is given rows here
    softmax = check.for_vectors(softmax)
check.softmax_jacobian(softmax_jacobian)
### HIDDEN

# %% nbgrader={"grade_id": "test_softmax_jacobian_stable", "points": 1}
if "softmax" in globals():
    softmax = check.for_vectors(softmax)
check.softmax_jacobian_stable(softmax_jacobian)
### HIDDEN

# %% [markdown]
# ## 8 · Backwards through softmax, without the Jacobian
#
# Behind softmax stands a loss $L$. Training needs $\partial L/\partial z_j$ from
# $g_k = \partial L/\partial a_k$. Each logit reaches *every* output, so the chain rule sums:
#
# $$
# \frac{\partial L}{\partial z_j} = \sum_{k=1}^m g_k \frac{\partial a_k}{\partial z_j}
# = \sum_{k=1}^m g_k a_k (\delta_{jk} - a_j)
# = a_j \Bigl( g_j - \sum_{k=1}^m g_k a_k \Bigr).
# $$
#
# That is entry $j$ of $J^T g$. But a $C \times C$ Jacobian for each sample would be a waste: a million
# entries for 1000 classes.
#
# ### Exercise 8 · The product with the Jacobian
#
# > - **Given** `A`, rows of softmax outputs, and `G`, rows $g$ of derivatives
# > - **Write** `softmax_vjp(A, G)`: each row $J^T g$, without forming $J$
# > - **Shapes** `(N, C)`, `(N, C)` → `(N, C)`
# > - **Done when** each row equals $J^T g$ of its own sample, for any `G`; no array of $C \times C$
# >   entries is made; a new array comes back, and `A` and `G` stay as they were
#
# <details><summary>Hint</summary>
#
# $\sum_k g_k a_k$ is one number per row: a sum over the last axis that keeps its axis.
#
# </details>
# <details><summary>Next step</summary>
#
# `np.sum(G * A, axis=-1, keepdims=True)` has shape `(N, 1)`. Subtract it from `G`; multiply by
# `A`.
#
# </details>


# %% nbgrader={"grade_id": "softmax_vjp", "solution": true}
def softmax_vjp(A, G):
    """Return J^T g for each row a of A and g of G, without forming J."""
    ### BEGIN SOLUTION
    weighted_mean = np.sum(G * A, axis=-1, keepdims=True)
    return A * (G - weighted_mean)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_softmax_vjp", "points": 1}
check.softmax_vjp(softmax_vjp)
### HIDDEN

# %% nbgrader={"grade_id": "test_softmax_vjp_batch", "points": 1}
check.softmax_vjp_batch(softmax_vjp)
### HIDDEN

# %% [markdown]
# ## 9 · Are the printed lines right?
#
# Four printed lines, where $n$ is the number of features and $m$ that of classes.
#
# | | left side | printed right side | note |
# |---|---|---|---|
# | A | the length of $a$ | $n$ | 000, before (1) |
# | B | $a_k$ | $e^{z_k} / \sum_{j=1}^n e^{z_j}$ | 000 (1) |
# | C | $P(t = 0 \mid x; \theta)$, where $s = \theta^T x$ | $e^{-s}/(1 + e^{-s})$ | 002, logistic |
# | D | `(log x)'/x`: the derivative of $\log x$, divided by $x$ | $1/x$ | 002, derivative of log |

# %% nbgrader={"grade_id": "claims", "locked": true}
# the letters again, whatever a cell above has made of them
from sympy import Sum, exp, log

from ce_helpers.softmax.claims import n, x  # a whole number, a positive number
from ce_helpers.softmax.symbolic import a, j, k, l, m, s, z

claims = {
    "A": n,
    "B": exp(z[k]) / Sum(exp(z[j]), (j, 1, n)),
    "C": exp(-s) / (1 + exp(-s)),
    "D": 1 / x,
}
check.try_claims(claims)

# %% [markdown]
# You should see: each right side beside a number for the left side; then kinds of slip.
#
# ### Exercise 9a · Which lines hold?
#
# > - **Given** `claims`, the right sides, and the words above
# > - **Write** `verdicts`: for each letter `True` if the line holds, else `False`; `reasons`: for each
# >   other line the word for its kind of slip
# > - **Shapes** dictionaries; the keys of `verdicts` are A to D
# > - **Done when** all verdicts and reasons are right
#
# <details><summary>Hint</summary>
#
# The numbers settle the verdicts; a number cannot prove a line, but one that differs disproves it.
# For a reason look at the line: what does $n$ count? What is done to $\log x$ on the left of D?
#
# </details>
# <details><summary>Next step</summary>
#
# How many entries has $a$ with 2 features and 3 classes? What do three values of B add up to?
# What is the derivative of $\log x$, before it is divided by $x$?
#
# </details>

# %% nbgrader={"grade_id": "verdicts", "solution": true}
verdicts = {"A": None, "B": None, "C": None, "D": None}  # True or False for each
### BEGIN SOLUTION
verdicts = {"A": False, "B": False, "C": True, "D": False}
### END SOLUTION

# %% nbgrader={"grade_id": "reasons", "solution": true}
reasons = {}  # such as {"Z": "sign"}, had a line Z lost a minus
### BEGIN SOLUTION
reasons = {"A": "count", "B": "count", "D": "factor"}
### END SOLUTION

# %% nbgrader={"grade_id": "test_verdicts", "points": 1}
check.verdicts(verdicts, claims, reasons)
### HIDDEN

# %% [markdown]
# ### Exercise 9b · Mend the others
#
# > - **Given** the lines that do not hold, with their left sides as printed
# > - **Write** `repairs`: for the letter of each such line, the right side that belongs to it
# > - **Shapes** SymPy expressions in `m`, `n`, `z`, `k`, `x`
# > - **Done when** every repaired line is an identity
#
# <details><summary>Hint</summary>
#
# A and B share one slip: which of $m$ and $n$ counts the entries of $a$? For D, differentiate
# $\log x$, then divide by $x$.
#
# </details>
# <details><summary>Next step</summary>
#
# B is `a(k)`, written out. The note meant that $\log x$ has the derivative $1/x$; the left side
# it prints is one division further.
#
# </details>

# %% nbgrader={"grade_id": "repairs", "solution": true}
repairs = {}  # for example {"C": 1 - sigma}, had C been wrong
### BEGIN SOLUTION
repairs = {
    "A": m,
    "B": exp(z[k]) / Sum(exp(z[l]), (l, 1, m)),
    "D": 1 / x**2,
}
### END SOLUTION

# %% nbgrader={"grade_id": "test_repairs_classes", "points": 1}
check.repairs_classes(repairs, claims)
### HIDDEN

# %% nbgrader={"grade_id": "test_repairs_log", "points": 1}
check.repairs_log(repairs, claims)
### HIDDEN

# %% [markdown]
# ## You have
#
# - seen softmax press the plane of logits into the simplex, and a shift do nothing; what comes out
#   are probabilities by form: whether 0.9 is right nine times of ten, *calibration*, is for data to say;
# - proved $\partial a_k/\partial z_j = a_k(\delta_{jk} - a_j)$ twice, for any number of classes;
# - written `logistic`, `softmax`, `log_softmax`, `softmax_jacobian` and `softmax_vjp`, none of
#   which overflows;
# - mended three printed lines.
#
# Next: `02_cross_entropy` puts a loss behind softmax, and almost everything cancels. What stands
# below the count, *Further*, is there if you like: no points depend on it.

# %%
check.summary()

# %% [markdown]
# ## Further · No cliff

# %%
fig, ax = plots.overflow(softmax)

# %% [markdown]
# You should see: the three lines of section 3, with your function, level from end to end.
#
# ## Further · A sure softmax hardly responds
#
# Your Jacobian, at logits that lie further and further apart.

# %%
fig, axes = plots.jacobian_by_scale(softmax_jacobian, np.array([2.0, 1.0, 0.0, -1.0]))

# %% [markdown]
# You should see: three squares with one colour scale. At $z/4$ all classes respond; at $z$ the
# first two compete; at $4z$ hardly any colour is left: a network that is sure hardly responds,
# and learns slowly from this derivative alone. (That of softmax at a temperature $T$ has a factor
# $1/T$ more.)

# %% [markdown]
# ## Further · The sum of section 8, proved
#
# `out[k]` stands for the number $a_k$.

# %% nbgrader={"grade_id": "vjp_step", "locked": true}
from sympy import KroneckerDelta, Sum

from ce_helpers.softmax.symbolic import j, k, m

g, out = sp.IndexedBase("g", real=True), sp.IndexedBase("a", real=True)
product = Sum(g[k] * out[k] * (KroneckerDelta(j, k) - out[j]), (k, 1, m))
check_steps([product, out[j] * (g[j] - Sum(g[k] * out[k], (k, 1, m)))], name="J transposed times g")

# %% [markdown]
# <details><summary>The letters of the notes</summary>
#
# | here | 000 Wocjan | 001 Purcell | 002 Lê | 003 sheet |
# |---|---|---|---|---|
# | $C$, in proofs $m$ | $m$ | | $K$, $C$ | $C$ |
# | $D$ | $n$ | | $n$ | |
# | $N$ | | | $n$, $m$ | |
# | $z$, `z` | $z$ | $z$ | $z$ | $s$ |
# | $a$, `a` | $a$ | $a$, $\sigma(z_i)$ | $y$, $\varsigma(z)$ | $f(s_i)$ |
# | $Z$, $A$ | | | $Y$ for $A$ | |
# | $k$, $j$ | $k$, $j$ | $i$, $j$ | $i$, $j$ | $i$, $j$ |
# | $W$, $b$ | $W$, $b$ | | $\theta$ | $W$ |
# | $x$, $\theta$ | $x$ | | $x$, $\theta$ | $x_i$ |
# | $t$ | $y$ | | $y$; $t$ | $t$ |
# | $s$ | | | $z$, $\theta^T x$ | $s_i$ |
# | $\sigma(s)$ | sigmoid | | $\sigma(z)$, $h_\theta(x)$ | $f(s_i)$ |
#
# </details>
# <details><summary>Sources, and what this notebook covers of them</summary>
#
# - Pawel Wocjan, *Softmax and categorical cross-entropy loss*, 2019 (000): softmax, positive
#   and of sum 1; the Jacobian by product and chain rule; the Kronecker delta.
# - John Purcell, *Derivative of the Categorical Cross-Entropy Function*, 2021 (001):
#   $\partial \log a_i/\partial z_j$.
# - Lê Anh Cường, *Multi-class classification with Softmax function* (002, after Peter Roelants): the logistic
#   function, $h_\theta(x)$, $P(y = 0 \mid x; \theta)$; the softmax layer as matrix and picture;
#   $P(t = c \mid z)$; the cases $i = j$ and $i \ne j$ by the quotient rule; the derivative of
#   log.
# - *Understanding Cross-Entropy Loss …*, unsigned, after Raúl Gómez (003): the logistic function is elementwise;
#   softmax is not, and is a function, not a loss.
# - Of the course's list of misprints, `docs/errata.md`: 1, 2, 15, 16, 20 and 23.
#
# </details>
