"""How far a student has come is counted from the checks that pass, and said where they work."""

import importlib
import json
import re
from types import SimpleNamespace

import numpy as np
import pytest

from ce_helpers import progress, softmax
from ce_helpers.checking import CheckFailed
from ce_helpers.checks import Check
from ce_helpers.progress import Progress
from ce_helpers.reference.softmax.solution import logistic
from tools import derivations, points
from tools.build import ROOT, assignments, source_notebook


@pytest.fixture
def at_work(monkeypatch):
    """A student's notebook that has just been started; what it shows is collected."""
    shown = []
    display = SimpleNamespace(publish_display_data=lambda data: shown.append(data))
    ipython = SimpleNamespace(get_ipython=lambda: object(), display=display)
    monkeypatch.setitem(progress.sys.modules, "IPython", ipython)
    monkeypatch.setattr(softmax.d_logistic.progress, "_passed", set())
    monkeypatch.setattr(softmax.d_logistic.progress, "_graded", False)
    return shown


def test_each_passed_check_says_how_far_that_is(at_work, capsys):
    """What the check is worth, and one line more; neither where a check fails."""
    softmax.logistic_values(logistic)
    softmax.logistic_stable(logistic)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1::2] == ["✓ 1 of 20 points", "✓ 2 of 20 points"]
    assert all(line.startswith("✓ passed (1 point): logistic") for line in lines[::2])
    with pytest.raises(CheckFailed):
        softmax.softmax_values(lambda z: z)
    assert "✓" not in capsys.readouterr().out


def test_a_check_that_fails_later_takes_its_points_back(at_work, capsys):
    """And the same check, passed twice, counts once."""
    softmax.logistic_values(logistic)
    softmax.logistic_values(logistic)
    with pytest.raises(CheckFailed):
        softmax.logistic_values(np.exp)
    softmax.logistic_stable(logistic)
    assert capsys.readouterr().out.splitlines()[-1] == "✓ 1 of 20 points"


def test_the_summary_names_the_first_check_that_has_not_passed(at_work):
    """In the order of the notebook, with a link to its exercise."""
    softmax.logistic_values(logistic)
    softmax.summary()
    (shown,) = at_work
    heading = "Exercise 1 · The derivative of the logistic function (1 point)"
    assert shown["text/plain"] == (
        "1 of 20 checks passed. The first that has not is that of d_logistic, in " + heading + "."
    )
    assert shown["text/markdown"].endswith(f"[{heading}](#{heading.replace(' ', '-')}).")


def test_the_summary_says_when_all_have_passed(at_work):
    """And what is left for a person to mark."""
    found = Progress("hinge")
    for name in json.loads(progress.POINTS.read_text(encoding="utf-8"))["hinge"]["checks"]:
        found.passed(name)
    found.summary()
    assert found.line == "✓ 16 of 20 points"
    sentence = "16 of 16 checks passed. Written answers, 4 points, are marked by hand."
    assert at_work[-1]["text/plain"] == sentence


@pytest.mark.parametrize("where", ["hidden tests", "grader", "no notebook"])
def test_nothing_is_said_where_a_notebook_is_graded(at_work, capsys, monkeypatch, where):
    """There the hidden tests decide; and without a notebook there is nobody to tell."""
    if where == "hidden tests":
        monkeypatch.setattr(progress, "holds_hidden_tests", lambda: True)
    elif where == "grader":  # the isolated one: no test runs on the student's side
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    else:
        monkeypatch.delitem(progress.sys.modules, "IPython")
    softmax.logistic_values(logistic)
    softmax.summary()
    assert "✓" not in capsys.readouterr().out and not at_work


def test_the_points_are_those_of_the_notebooks():
    """The file that the checks read is what the build makes of the texts today."""
    topics = "softmax cross_entropy sgd binary hinge".split()
    texts = (source_notebook(ROOT / "source" / f"{name}.py") for name in assignments())
    expected = points.text(dict(zip(topics, texts, strict=True)))
    assert progress.POINTS.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("topic", json.loads(progress.POINTS.read_text(encoding="utf-8")))
def test_every_check_is_worth_something(topic):
    """What a topic offers as a check is a test cell of its notebook, and the other way round."""
    offered = vars(importlib.import_module(f"ce_helpers.{topic}"))
    checks = {name for name, value in offered.items() if isinstance(value, Check)}
    assert checks == set(Progress(topic)._plan["checks"])


@pytest.mark.parametrize("name", assignments())
def test_headings_state_the_points_and_a_cell_behind_the_last_sums_up(name):
    """What the headings say adds up to the points of the notebook."""
    nb = source_notebook(ROOT / "source" / f"{name}.py")
    headings = " ".join(one.heading for one in points.exercises(nb.cells) if one.points)
    stated = re.findall(r"\((\d+) points?\)", headings)
    assert len(stated) == headings.count("Exercise") and sum(map(int, stated)) == 20
    last = max(
        n for n, cell in enumerate(nb.cells) if "points" in cell.metadata.get("nbgrader", {})
    )
    sums_up = next(n for n, cell in enumerate(nb.cells) if cell.source == "check.summary()")
    assert sums_up > last and nb.cells[sums_up - 1].source.startswith("## You have")


def test_the_page_claims_what_the_notebooks_have_shown():
    """The table of derivations is made of the executed notebooks, and none is left out."""
    page = (ROOT / derivations.PAGE).read_text(encoding="utf-8")
    assert page == derivations.page()
    called = sum(
        (ROOT / "source" / f"{name}.py").read_text(encoding="utf-8").count("\ncheck_steps(")
        for name in assignments()
    )
    assert len(list(derivations.derivations())) >= called > 30
