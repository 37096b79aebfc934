"""Which TeX commands a student's text may hold: those that set a formula, by name.

MathJax also turns TeX into links, attributes, loaded code and things drawn anywhere on the page.
A command that is not listed loses its backslash, and is read as the word it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container

_NAMES = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu
xi omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega
Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega digamma ell hbar imath jmath wp Re Im
aleph beth partial nabla infty prime emptyset varnothing forall exists nexists neg lnot top bot
angle triangle square Box diamond Diamond star dagger ddagger checkmark degree
arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup
ln log max min Pr sec sin sinh sup tan tanh argmax argmin bmod pmod mod pod
sum prod coprod int iint iiint oint bigcup bigcap bigvee bigwedge bigoplus bigotimes bigodot
biguplus bigsqcup pm mp times div cdot ast circ bullet cap cup uplus sqcap sqcup vee lor wedge land
setminus smallsetminus wr oplus ominus otimes oslash odot amalg
le leq leqslant ge geq geqslant lt gt ne neq equiv sim simeq approx cong propto ll gg prec succ
preceq succeq subset supset subseteq supseteq subsetneq supsetneq in ni notin perp mid nmid
parallel nparallel models vdash dashv asymp doteq triangleq coloneqq not
gets to leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longleftarrow
longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow implies impliedby
iff mapsto longmapsto hookrightarrow hookleftarrow uparrow downarrow updownarrow Uparrow Downarrow
nearrow searrow swarrow nwarrow xrightarrow xleftarrow rightharpoonup leftharpoonup
left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr
Biggm lbrace rbrace lbrack rbrack lfloor rfloor lceil rceil langle rangle lvert rvert lVert rVert
vert Vert backslash
frac dfrac tfrac cfrac binom dbinom tbinom choose over atop sqrt root stackrel overset underset
overbrace underbrace overline underline overrightarrow overleftarrow hat widehat tilde widetilde
bar vec dot ddot dddot acute grave breve check mathring boxed cancel substack
mathbf mathbb mathcal mathfrak mathit mathrm mathsf mathscr mathtt boldsymbol bm bf it rm sf tt cal
text textbf textit textrm textsf texttt textnormal mbox operatorname mathop mathbin mathrel mathord
mathopen mathclose mathpunct
begin end cr hline quad qquad enspace thinspace displaystyle textstyle scriptstyle
scriptscriptstyle limits nolimits dots ldots cdots vdots ddots dotsb dotsc colon color tag nonumber
notag intercal
"""
NAMES = frozenset(_NAMES.split())
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_UPWARDS = re.compile(r"(\\\\\s*\[)\s*-")
_ENTITY = re.compile(r"&(#0*92|#[xX]0*5[cC]|bsol);?")
_CODE = re.compile(r"(<(code|pre)\b.*?</\2>)", re.DOTALL)
_WORD = "\N{SET MINUS}"


def tamed(text: str, commands: Container[str] | None = None) -> str:
    r"""Return text in which commands are words.

    Parameters
    ----------
    text : str
        TeX, or text with formulas.
    commands : container of str, optional
        Which ones; those that are not on the list unless given.

    Returns
    -------
    str
        With another sign in place of their backslashes.

    Examples
    --------
    >>> print(tamed(r"$\href{made-up:x}{\alpha}$"))
    $∖href{made-up:x}{\alpha}$
    """

    def shown(command: re.Match[str]) -> str:
        name = command[1]
        live = name not in NAMES if commands is None else name in commands
        return _WORD + name if live else command[0]

    return _UPWARDS.sub(r"\1", _COMMAND.sub(shown, text))


def tamed_page(page: str) -> str:
    """Return HTML in which `tamed` was applied where MathJax looks: not in code.

    Parameters
    ----------
    page : str
        HTML.

    Returns
    -------
    str
        HTML.
    """
    parts = _CODE.split(page)  # text, code, its tag, text, …
    parts[::3] = [tamed(_ENTITY.sub(r"\\", part)) for part in parts[::3]]
    return "".join(part for place, part in enumerate(parts) if place % 3 != 2)


def foreign(page: str) -> set[str]:
    """Return the commands of a page that are not on the list.

    Parameters
    ----------
    page : str
        HTML.

    Returns
    -------
    set of str
        Their names; "[" for a line that is moved upwards.
    """
    text = html.unescape("".join(_CODE.split(page)[::3]))
    names = {name for name in _COMMAND.findall(text) if name not in NAMES}
    return names | ({"["} if _UPWARDS.search(text) else set())
