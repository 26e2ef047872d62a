"""What keeps people out of a page: axe-core's findings, and what is too small to touch."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.candidate import PHONE

TOUCH = 44
"""Pixels that a thumb needs (WCAG 2.2, 2.5.5)."""
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


UNDIMMED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[data-stale=true] {opacity: 1 !important; transition: none !important}");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""What Streamlit dims while a run takes long is not how the page is."""
FADED = 400
"""ms until colours have faded in."""


def barriers(page: Page, state: str) -> list[str]:
    """What axe finds that is serious or critical."""
    page.evaluate(UNDIMMED)
    page.wait_for_timeout(FADED)
    found = Axe().run(page).response["violations"]
    return [
        f"{state}: {rule['id']} at {[node['target'] for node in rule['nodes']]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def flaws(page: Page, state: str) -> list[str]:
    """The barriers, and on a phone what is too small for a thumb."""
    found = barriers(page, state)
    if page.viewport_size == PHONE:
        small = page.evaluate(SMALL_TARGETS, TOUCH - 0.5)
        found += [f"{state}: {target} px high" for target in small]
    return found
