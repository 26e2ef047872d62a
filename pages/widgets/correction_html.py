"""A corrected line of a transcript as HTML: what was heard, struck out, and the correction."""

from html import escape

from core.text.characters import without_bidi_controls
from core.text.word_differences import Kept, word_changes

_STYLE = """<style>
.rc-changes del {color: color-mix(in srgb, currentColor 72%, transparent)}
.rc-changes ins {text-decoration: underline; text-decoration-thickness: 2px; font-weight: 600}
.rc-changes .rc-unseen {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap}
</style>"""
_TAGS = {Kept.BEFORE: ("del", "heard as"), Kept.AFTER: ("ins", "corrected to")}


def correction_html(heard: str, said: str) -> str:
    """Both versions in one text, marked by lines and, for screen readers, by words."""
    parts = (
        _marked(words.kept, words.text)
        for words in word_changes(without_bidi_controls(heard), without_bidi_controls(said))
    )
    return f'{_STYLE}<span class="rc-changes">{"".join(parts)}</span>'


def _marked(kept: Kept, text: str) -> str:
    if kept is Kept.BOTH:
        return escape(text)
    tag, spoken = _TAGS[kept]
    return f'<{tag}><span class="rc-unseen">[{spoken}:] </span>{escape(text)}</{tag}>'
