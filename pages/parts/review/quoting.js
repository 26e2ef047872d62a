// Loaded by quoting.py. Turns words that are selected in the transcript into a span of a turn, and
// scrolls to the span that somebody wants to see. The transcript itself is HTML of the page.

const SAID = ".rc-said[data-turn]"
const LONGEST_HINT = 90

/** Characters as Python counts them: an emoji is one. */
const characters = text => Array.from(text).length

/** The line of the transcript that contains the whole selection; null if none does. */
function lineOf(range) {
  const at = node => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)
  const start = at(range.startContainer)?.closest(SAID)
  const end = at(range.endContainer)?.closest(SAID)
  // A triple click ends before the first letter of what comes next.
  return start && (end === start || range.endOffset === 0) ? start : null
}

function selectedSpan() {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null
  const range = selection.getRangeAt(0)
  const line = lineOf(range)
  if (!line) return null
  const before = document.createRange()
  before.selectNodeContents(line)
  const whole = before.toString()
  before.setEnd(range.startContainer, range.startOffset)
  const first = before.toString().length
  const words = whole.slice(first, first + range.toString().length)
  if (!words.trim()) return null
  const start = characters(whole.slice(0, first))
  return { turn: line.dataset.turn, start, end: start + characters(words), quote: words }
}

const instances = new WeakMap()

/** The state of this component between its renders. */
function instanceOf(parentElement) {
  if (!instances.has(parentElement)) {
    const instance = { look: () => {}, focus: null }
    instance.listener = () => instance.look()
    document.addEventListener("selectionchange", instance.listener)
    instances.set(parentElement, instance)
  }
  return instances.get(parentElement)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const instance = instanceOf(parentElement)
  const box = parentElement.querySelector(".quoting")
  const hint = parentElement.querySelector("#hint")
  const button = parentElement.querySelector("#attach")
  box.hidden = !data.about
  let span = null

  instance.look = () => {
    span = selectedSpan()
    button.disabled = !span
    const shown = span && span.quote.trim()
    hint.textContent = shown
      ? `Selected: “${shown.length > LONGEST_HINT ? shown.slice(0, LONGEST_HINT) + "…" : shown}”`
      : "Select words of one answer in the transcript."
  }

  button.onmousedown = event => event.preventDefault() // keeps the selection
  button.onclick = () => {
    if (span) setTriggerValue("span", span)
    document.getSelection()?.removeAllRanges()
  }
  instance.look()

  if (data.focus && instance.focus !== data.focus) {
    instance.focus = data.focus
    const show = () => {
      const target = document.querySelector("mark.rc-focus") ?? document.getElementById(data.turn)
      target?.scrollIntoView({ block: "center", behavior: "auto" })
    }
    requestAnimationFrame(() => setTimeout(show, 120)) // after the transcript is drawn again
  }
  return () => {
    document.removeEventListener("selectionchange", instance.listener)
    instances.delete(parentElement)
  }
}
