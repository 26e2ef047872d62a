"""Every state of the candidate's page, checked by axe-core, in both themes and on a phone."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.candidate import LAPTOP, PATIENCE, PHONE, Candidate
from tests.e2e.conftest import Invite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TOUCH = 44
SMALL_TARGETS = """least => {
    const found = [];
    const look = root => {
        for (const one of root.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            if (!one.matches("button, select, textarea, summary, label:has(input)")) continue;
            const box = one.getBoundingClientRect();
            const streamlits = one.closest("[data-testid=stHeader]");
            if (box.height > 0 && box.height < least && !streamlits && one.checkVisibility())
                found.push(`${one.innerText || one.ariaLabel} ${box.height}`);
        }
    };
    look(document);
    return found;
}"""


def flaws(page: Page, state: str) -> list[str]:
    """What axe finds that is serious or critical, and targets too small for a thumb."""
    found = Axe().run(page).response["violations"]
    serious = [
        f"{state}: {rule['id']} at {[node['target'] for node in rule['nodes']]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    phone = page.viewport_size == PHONE
    small = page.evaluate(SMALL_TARGETS, TOUCH - 0.5) if phone else []
    return serious + [f"{state}: {target} px high" for target in small]


@pytest.mark.parametrize(("size", "theme"), [(LAPTOP, "light"), (PHONE, "dark"), (PHONE, "light")])
def test_nothing_keeps_anybody_out(
    invite: Invite,
    come: Callable[..., Candidate],
    size: dict[str, int],
    theme: Literal["light", "dark"],
) -> None:
    ada = come(size, theme=theme)
    found: list[str] = []

    def check(state: str) -> None:
        ada.page.wait_for_timeout(350)  # colours fade in
        found.extend(flaws(ada.page, state))

    ada.page.goto(invite("Senior Data Engineer").link)
    ada.sees(re.compile("You speak with an AI"))
    check("consent")
    ada.agree()
    ada.press("Turn on the microphone")
    ada.button("Start the interview").wait_for()
    ada.picks("Try a practice question")
    ada.picks("Do you need anything to be different?")
    check("green room")
    ada.press("Start the interview")
    ada.sees("The interviewer is speaking")
    check("speaking")
    ada.press("I'm thinking")
    ada.sees(re.compile("Take your time"))
    check("thinking")
    ada.press("Trouble")
    ada.dialog.wait_for()
    check("trouble")
    ada.press("Back to the interview")
    expect(ada.dialog).to_be_hidden(timeout=PATIENCE)
    ada.press("Pause")
    ada.sees(re.compile("Paused"))
    check("paused")
    ada.press("Go on")
    ada.press("Type")
    ada.page.get_by_label("Your answer").wait_for()
    check("writing")
    ada.press("End")
    ada.dialog.wait_for()
    check("end")
    ada.clicks(ada.dialog.get_by_role("button", name="End the interview"))
    ada.page.get_by_role("heading", name="Thank you", exact=True).wait_for()
    check("thanks")
    assert found == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_fails_is_readable_by_everybody(
    invite: Invite, come: Callable[..., Candidate], theme: Literal["light", "dark"]
) -> None:
    ada = come(PHONE, theme=theme, microphone="denied")
    ada.page.goto(invite("Senior Data Engineer").link)
    ada.agree()
    ada.press("Turn on the microphone")
    ada.sees(re.compile("does not let this page use your microphone"))
    assert flaws(ada.page, "denied") == []
