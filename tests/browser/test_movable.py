"""Pictures that move: each slider is moved by the keyboard, and what is shown is computed again."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from ce_helpers.plots import movable

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PAGE = '<!doctype html><html lang="en"><title>A picture</title><main><h1>A picture</h1>{}</main>'


def numbers(text: str) -> list[float]:
    """Return the numbers of a sentence; two places at least where they are of a picture."""
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def temperature(page: Page, told: Locator) -> None:
    """Softmax of the logits over the temperature, and its Jacobian divided by T."""
    page.get_by_role("slider", name="z₃").press("End")
    page.get_by_role("slider", name="temperature T").press("ArrowRight")
    logits, T = np.array([1.0, 0.2, 4.0]), 1.1
    a = np.exp(logits / T) / np.exp(logits / T).sum()
    expect(told).to_contain_text("temperature 1.1")
    assert numbers(told.inner_text())[:3] == pytest.approx(a, abs=6e-4)
    shown = numbers(" ".join(page.locator("svg text").filter(has_text="+").all_text_contents()))
    assert shown == pytest.approx(np.diag(np.diag(a) - np.outer(a, a)) / T, abs=6e-3)


def lead(page: Page, told: Locator) -> None:
    """Beyond the margin the hinge is flat; cross-entropy has a slope everywhere."""
    expect(told).to_contain_text("hinge costs 0.500, slope −1.00")
    slider = page.get_by_role("slider", name="lead")
    for _ in range(8):
        slider.press("ArrowRight")
    expect(told).to_contain_text("lead 1.3: hinge costs 0.000, slope +0.00")
    cost, slope = math.log1p(math.exp(-1.3)), -1 / (1 + math.exp(1.3))
    assert numbers(told.inner_text())[-2:] == pytest.approx([cost, slope], abs=6e-3)


def step(page: Page, told: Locator) -> None:
    """Small batches make more steps; short ones of all samples go down, and not far."""
    page.get_by_role("slider", name="batch size").press("End")
    page.get_by_role("slider", name="α").press("Home")
    expect(told).to_contain_text("batches of 64: 6 steps in 6 epochs, from loss 0.693")
    far = numbers(told.inner_text())[-1]
    page.get_by_role("slider", name="batch size").press("Home")
    expect(told).to_contain_text("batches of 1: 384 steps")
    near = numbers(told.inner_text())[-1]
    page.get_by_role("slider", name="α").press("End")
    expect(told).to_contain_text("α = 16")
    assert near < far < math.log(2) < numbers(told.inner_text())[-1]


@pytest.mark.parametrize("drive", [temperature, lead, step], ids=lambda drive: drive.__name__)
def test_a_picture_moves_with_its_sliders(
    browser: Browser, drive: Callable[[Page, Locator], None]
) -> None:
    """By keyboard, without a network; each slider has a name, and a sentence says what is seen."""
    page, wrong = browser.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route("**/*", lambda route: route.abort())
    page.set_content(PAGE.format(movable.html(drive.__name__)))
    drive(page, page.locator("[aria-live]"))
    found = Axe().run(page, {"exclude": [["svg rect"]]}).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == wrong == []
    page.close()
