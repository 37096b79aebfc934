"""The errata page lists all 41 rows of the notes, and each check it names runs."""

import importlib.util
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "errata.md"
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([ENO]) \|(.*)\| ([^|]+) \|$", re.MULTILINE)


def load_checks():
    """Return the module of checks beside this file."""
    spec = importlib.util.spec_from_file_location("errata_checks", HERE / "errata_checks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECKS = load_checks()
ROWS = {int(row[0]): row for row in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def test_the_page_has_every_row_once():
    """Rows 1 to 41, in order, none twice."""
    numbers = [int(row[0]) for row in ROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert numbers == list(range(1, 42))


def test_every_error_has_a_check():
    """No row of kind E rests on words alone."""
    errors = {number for number, row in ROWS.items() if row[2] == "E"}
    assert len(errors) == 21
    assert errors <= set(CHECKS.CHECKS)


@pytest.mark.parametrize("number", sorted(CHECKS.CHECKS))
def test_the_page_says_what_its_check_does(number):
    """The last column of a row is the docstring of the check that runs."""
    assert ROWS[number][4].strip() == CHECKS.CHECKS[number].__doc__


@pytest.mark.parametrize("number", sorted(CHECKS.CHECKS))
def test_erratum(number):
    """The printed formula fails and the repair holds."""
    CHECKS.CHECKS[number]()


def test_wocjans_equation_2_is_no_erratum():
    """What was confirmed correct stays confirmed."""
    CHECKS.softmax_is_proved()
