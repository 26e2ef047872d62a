"""The CSS of the candidate's pages, for touch and small screens."""

CANDIDATE = """<style>
:is(.stMain, .stDialog) button {min-height: 44px; min-width: 44px}
.stMain :is(.stLinkButton, .rc-way) a, [data-testid=stTextInputRootElement] {min-height: 44px}
.rc-way {margin: 0}
.rc-way a {display: inline-flex; align-items: center; color: inherit; font-weight: 600;
  overflow-wrap: anywhere}
.stMain .stCheckbox label, .stDialog [role=radiogroup] label {
  min-height: 44px; align-items: center}
.stMain summary {min-height: 44px}
@media (max-width: 640px) {
  .stMainBlockContainer {padding: 1.25rem 1rem 2rem}
  .stApp:has([data-testid=stExpandSidebarButton]) .stMainBlockContainer {padding-top: 4.5rem}
  .st-key-ways .stElementContainer {flex: 1 1 100% !important; max-width: none}
  .st-key-ways .stButton, .st-key-ways button {width: 100%}
}
</style>"""
"""For both pages of candidates, which members of the team see under the button of their menu; the
container ``ways`` has the buttons to go on."""

ROOM = """<style>
.stMainBlockContainer {padding-top: 2.5rem; padding-bottom: 1.5rem}
@media (max-width: 640px) {
  .stMainBlockContainer {padding: 1rem 1rem 15rem}
  .stMain:has(.st-key-notices .stAlert) {--rc-notice: 7.5rem}
  .st-key-actions {
    position: fixed; inset: auto 0 0 0; z-index: 99; padding: .625rem .75rem .75rem;
    background: var(--rc-background-color); border-top: 1px solid var(--rc-border-color);
    display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .375rem;
  }
  .st-key-actions > * {width: auto !important; min-width: 0 !important}
  .st-key-actions > :has(button[kind=primary]) {grid-column: 1 / -1}
  .st-key-actions .stButton, .st-key-actions button {width: 100%}
  .st-key-actions button[kind=secondary] {min-height: 56px; padding: .25rem 0}
  .st-key-actions button[kind=secondary] > div > span {flex-direction: column; gap: 0}
  .st-key-actions button[kind=secondary] p {font-size: .8125rem}
}
</style>"""
"""For the live room; the container ``actions`` is at the bottom of a phone."""
