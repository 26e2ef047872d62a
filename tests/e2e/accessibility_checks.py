"""What keeps people out of a page: axe-core's findings, and what is too small to touch."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.candidate import PHONE

TOUCH = 44
"""Pixels that a thumb needs (WCAG 2.2, 2.5.5)."""
SMALLEST = 24
"""Pixels that anybody needs, with a mouse as well (WCAG 2.2, 2.5.8)."""
SMALL_TARGETS = """least => {
    const found = [];
    const look = root => {
        for (const one of root.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            if (!one.matches("button, select, textarea, summary, label:has(input), .rc-way a"))
                continue;
            const box = one.getBoundingClientRect();
            // The way out of a dialog for screen readers is one pixel of what is clipped away.
            const streamlits = one.closest("[data-testid=stHeader], [style*=clip]");
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
    """What axe finds that is serious or critical, and what is too small to hit."""
    page.evaluate(UNDIMMED)
    page.wait_for_timeout(FADED)
    found = Axe().run(page).response["violations"]
    serious = [
        f"{state}: {rule['id']} at {[node['target'] for node in rule['nodes']]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    return serious + _small(page, state, SMALLEST)


def _small(page: Page, state: str, least: float) -> list[str]:
    found = page.evaluate(SMALL_TARGETS, least - 0.5)
    return [f"{state}: {target} px high" for target in found]


def flaws(page: Page, state: str) -> list[str]:
    """The barriers, and on a phone what is too small for a thumb."""
    return barriers(page, state) + (
        _small(page, state, TOUCH) if page.viewport_size == PHONE else []
    )
