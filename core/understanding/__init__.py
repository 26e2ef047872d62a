"""What a candidate does by what they say, in twelve languages and without a language model."""

from core.understanding.acts import URGENT, DialogueAct
from core.understanding.reading import acts_in, dialogue_act

__all__ = ["URGENT", "DialogueAct", "acts_in", "dialogue_act"]
