"""What students get back: the sentence of the check, and nothing that runs or gives away."""

import re
import sys
from html import unescape

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_grader.intake.formulas import formula, no_tags
from ce_grader.intake.page import clean_html, piece_of_page, unset_formulas
from ce_grader.nbgrader_seams.feedback import StudentView, shorten
from ce_grader.trusted.clean import clean_outputs
from tests.grader.notebooks import answer, check, graded
from tools.build import ROOT

BOX = '<div style="contain: layout paint; overflow: auto">'

HIDDEN = """check = 1
### BEGIN HIDDEN TESTS
secret_value = 0.123456
assert np.allclose(f(), secret_value), "the exponent has the wrong sign"
### END HIDDEN TESTS
shown = 2"""


def view(notebook: str, **settings: object) -> nbformat.NotebookNode:
    """Return an autograded notebook as its student sees it."""
    nb = nbformat.reads(notebook, as_version=4)
    for index, cell in enumerate(nb.cells):
        StudentView(**settings).preprocess_cell(cell, {}, index)
    return nb


def test_a_failed_test_shows_its_sentence_and_no_hidden_test():
    """The instructor's notebook keeps the traceback; the student's page has the sentence."""
    result = graded(answer("def f():\n    return 1.0"), check(HIDDEN))
    assert "secret_value" in result.verdicts[0].traceback
    assert "in <module>" in result.notebook
    cell = view(result.notebook).cells[-1]
    assert cell.source == "check = 1\nshown = 2"
    (error,) = cell.outputs
    assert error.traceback == ["AssertionError: the exponent has the wrong sign"]


def test_an_unclosed_hidden_region_is_left_out_to_the_end():
    """A forgotten end marker gives nothing away."""
    nb = nbformat.from_dict({"cells": [check("a = 1\n  ### BEGIN HIDDEN TESTS\nsecret = 1")]})
    cell, _ = StudentView().preprocess_cell(nb.cells[0], {}, 0)
    assert cell.source == "a = 1"


SEEN = f"assert f() == 2, 'f is not two'\n{HIDDEN}"
SEEN_LAST = """\
### BEGIN HIDDEN TESTS
secret = 1
### END HIDDEN TESTS
assert f() == 2, 'f is not two'"""


@pytest.mark.parametrize("recorded", [True, False], ids=["graded", "graded by an older version"])
def test_visible_checks_are_told_of_without_the_hidden_tests(recorded):
    """A visible check's sentence stays wherever it stands; what a hidden one said does not."""
    unseen = HIDDEN.replace("check = 1", "# the rest is hidden").replace("shown = 2", "")
    tests = {"seen": SEEN, "last": SEEN_LAST, "hidden": HIDDEN, "unseen": unseen}
    result = graded(answer("def f():\n    return 1.0"), *[check(t, n) for n, t in tests.items()])
    assert {v.grade_id for v in result.verdicts if v.hidden} == {"hidden", "unseen"}
    text = result.notebook if recorded else result.notebook.replace('"hidden": ', '"other": ')
    cells = {cell.id: cell for cell in view(text, tells="visible checks").cells}
    said = {name: [output.evalue for output in cells[name].outputs] for name in tests}
    sentence = ["AssertionError: f is not two"]
    told = {"seen": sentence, "last": sentence} if recorded else {"seen": [], "last": []}
    assert said == {**told, "hidden": [], "unseen": []}
    marks = {name: cells[name].metadata.nbgrader for name in tests}
    passed = {name for name, mark in marks.items() if mark.get("score") == 1}
    assert passed == {name for name, sentences in said.items() if not sentences}
    assert {name for name, mark in marks.items() if mark.get("waiting")} == {"unseen"}


SCHEME = "Question 1.\n\n=== BEGIN MARK SCHEME ===\n\nTwo points.\n\n=== END MARK SCHEME ==="


@pytest.mark.parametrize(("shown", "source"), [(False, "Question 1."), (True, SCHEME)])
def test_the_marking_scheme_is_for_instructors(shown, source):
    """It holds a model answer; a setting shows it, and a student's own text is left alone."""
    question = nbformat.v4.new_markdown_cell(SCHEME, metadata={"nbgrader": {"locked": True}})
    own = nbformat.v4.new_markdown_cell(SCHEME, metadata={"nbgrader": {"locked": False}})
    student_view = StudentView(marking_scheme=shown)
    assert student_view.preprocess_cell(question, {}, 0)[0].source == source
    assert student_view.preprocess_cell(own, {}, 1)[0].source == SCHEME


def test_paths_of_the_installation_are_cut_short():
    """Tracebacks of the student's own errors name modules, not folders."""
    text = f'File "{sys.prefix}/lib/python3.11/site-packages/numpy/core.py", line 3'
    assert shorten(text) == 'File "…/numpy/core.py", line 3'
    result = graded(answer("np.linalg.inv(np.zeros((2, 2)))"))
    shown = str(view(result.notebook).cells[-1].outputs)
    assert "LinAlgError" in shown
    assert sys.prefix not in shown and sys.base_prefix not in shown


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<a href='made-up:x()'>a</a>",
        "<a href=' made\n-up:x()'>a</a>",
        "<iframe src='https://example.org'></iframe>",
        "<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>",
        "<svg onload=x()></svg>",
        "<form action='https://example.org'><input></form>",
        "<div style='background:url(made-up:x())'>a</div>",
        "<math><mtext onclick=x()>a</mtext></math>",
        "$\\href{made-up:x()}{a}$",
        "<meta http-equiv=refresh content='0;url=https://example.org'>",
    ],
)
@pytest.mark.parametrize("made", [clean_html, piece_of_page])
def test_html_that_could_run_is_taken_apart(made, html):
    """No element, attribute, address or TeX command is left that a browser would act on."""
    tags = " ".join(re.findall("<[^<>]*>", made(html).lower().replace(BOX, "")))
    elements = ("<script", "<iframe", "<svg", "<form", "<meta", "<input")
    attributes = ("onerror=", "onload=", "onclick=", "style=", 'href="data', 'href="made')
    for word in (*elements, *attributes, "made-up:x()'", "\\href{"):
        assert word not in tags


WORDS = ["a", "list<int>", "<lambda>", "<max", "x<y", "</p2>", "<script>", "<b>", "</b>", "& <!--",
         "<math>", "<foreignObject>", "<title>", "<i", "\n\n", "<p", ">"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_the_letters_of_a_written_answer_survive(words):
    """A tag that is not on the list is text: no word goes with it, and none behind it."""
    text = " ".join(words)
    shown = unescape(re.sub("<[^<>]*>", "", clean_html(no_tags(text))))
    unlisted = re.sub(r"</?[bip](\s[^<>]*)?>", "", text)
    assert [*filter(str.isalnum, shown)] == [*filter(str.isalnum, unlisted)]


def formulas() -> list[tuple[str, bool]]:
    """Return the TeX of all solutions, and which of it stands on its own."""
    files = sorted((ROOT / "solutions").glob("*/*.ipynb"))
    cells = [cell for path in files for cell in nbformat.read(path, as_version=4).cells]
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    prose = [re.sub(r"`[^`]*`", "", text) for text in texts]
    shown = [tex for text in prose for tex in re.findall(r"\$\$(.*?)\$\$", text, re.S)]
    rest = [re.sub(r"\$\$.*?\$\$", "", text, flags=re.S) for text in prose]
    inline = [tex for text in rest for tex in re.findall(r"(?<!\\)\$([^$]+)\$", text)]
    return [(tex, True) for tex in shown] + [(tex, False) for tex in inline]


def letters(page: str) -> str:
    """Return the text of a page, between its tags."""
    return "".join(unescape(re.sub("<[^<>]*>", "", page)).split())


def test_every_formula_of_the_course_is_set_and_cleaning_takes_no_letter():
    """MathML of all of them; none falls back to its TeX."""
    made = [(tex, formula(tex, display=display)) for tex, display in set(formulas())]
    assert len(made) > 400
    assert [tex for tex, page in made if "<code" in page] == []
    for tex, page in made:
        assert letters(clean_html(page)) == letters(page), tex


def test_a_formula_that_cannot_be_set_is_shown_as_its_tex():
    """Named for the log, and the text around it stays."""
    page = piece_of_page(r"before $\unheard{a<b}$ after")
    assert unset_formulas(page) == [r"\unheard{a<b}"]
    assert "before" in page and "after" in page


def test_a_formula_nested_too_deep_leaves_the_page_whole():
    """Converting it ends another process; the next text is rendered all the same."""
    deep = "$" + "{" * 30_000 + "a" + "}" * 30_000 + "$"
    assert "<pre>" in piece_of_page(deep)
    assert "<math" in piece_of_page("$a$")


def test_ordinary_html_stays():
    """What answers are written with is kept: lists, tables, pictures, formulas."""
    html = '<p>$\\frac{a}{b}$ <b>bold</b></p><table><tr><td align="left">1</td></tr></table>'
    assert clean_html(html).replace("<tbody>", "").replace("</tbody>", "") == html
    assert "<math" in piece_of_page("$a$")
    assert 'src="data:image/png;base64,AA"' in clean_html('<img src="data:image/png;base64,AA">')


def test_only_known_outputs_are_kept():
    """Markup, scripts, widgets and false pictures are dropped; their plain text stays."""
    data = {
        "text/html": "<script>x()</script>",
        "application/javascript": "x()",
        "image/svg+xml": "<svg onload='x()'/>",
        "image/png": "not a picture",
        "application/vnd.jupyter.widget-view+json": "{}",
        "text/plain": "shown \x00\ud800",
        "text/latex": "$\\href{made-up:x()}{a}$",
    }
    (output,) = clean_outputs([{"output_type": "display_data", "data": data}])
    assert set(output["data"]) == {"text/plain", "text/latex"}
    assert output["data"]["text/plain"] == "shown \ufffd\ufffd"
    assert "\\href" not in output["data"]["text/latex"]


@pytest.mark.parametrize(
    "outputs",
    [
        None,
        "text",
        [1, None, "x"],
        [{"output_type": "stream", "name": "stdout", "text": 7}],
        [{"output_type": "stream", "name": "elsewhere", "text": "x"}],
        [{"output_type": "display_data", "data": "x"}],
        [{"output_type": "error", "ename": "E", "evalue": "", "traceback": "x"}],
        [{"output_type": ["error"]}],
        [{"output_type": np.zeros(2)}],
        [{"output_type": "stream", "name": np.zeros(2), "text": "x"}],
        [{"output_type": "update_display_data", "data": {"text/plain": "x"}}],
    ],
)
def test_malformed_outputs_are_dropped(outputs):
    """A student's process may send anything in place of outputs."""
    assert clean_outputs(outputs) == []


def test_long_outputs_are_dropped_beyond_the_limit():
    """A process that ignores its own cap meets ours."""
    flood = [{"output_type": "stream", "name": "stdout", "text": "x" * 10_000}] * 150
    assert 1 <= len(clean_outputs(flood, 20_000)) <= 3
