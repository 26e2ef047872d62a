"""The icon of the site, and the CSS that every page has."""

from pathlib import Path

ICON = Path(__file__).with_name("icon.svg")
# Each paragraph has the direction of its own first letter, as with dir="auto". No target is smaller
# than WCAG 2.2 asks for (2.5.8).
STYLE = """<style>
.stMainBlockContainer {padding-top: 4rem; padding-bottom: 3rem}
button:is([data-variant="segmented_control"], [data-variant="pills"])[data-selected="true"] {
  color: inherit !important}
:is(p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, summary, textarea, input,
  [data-testid="stText"]) {unicode-bidi: plaintext}
bdi {unicode-bidi: isolate}
:is(button, .stCheckbox label, [data-testid="stRadioOption"]) {min-height: 24px; min-width: 24px}
@media (max-width: 640px) {.stMain h1 {font-size: 1.75rem; padding-top: 0}}
</style>"""
