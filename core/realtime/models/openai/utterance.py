"""One utterance while the model speaks it (pure)."""

from dataclasses import dataclass, field

from core.realtime.models.model import VOICE_RATE, Utterance
from core.realtime.models.openai.messages import Message, words_of_interviewer

_BYTES = 2


@dataclass
class _Item:
    samples: int = 0
    text: str = ""
    apart: bool = False


@dataclass(eq=False)
class OngoingUtterance:
    """What has come of an utterance so far; the model may need several items for it.

    Attributes:
        question_id: of the question that is open while it is said.
        tries: how often the model was told to say it so far.
        done: whether all of it has come.
        apart: whether what comes now is made beside the conversation, which does not remember it.
    """

    utterance: Utterance
    question_id: str = "none"
    tries: int = 1
    done: bool = False
    apart: bool = False
    _items: dict[str, _Item] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All words so far."""
        return " ".join(item.text.strip() for item in self._items.values() if item.text.strip())

    @property
    def begun(self) -> bool:
        """Whether anything of it was heard or read."""
        return any(item.samples or item.text for item in self._items.values())

    def sound(self, item_id: str, pcm: bytes) -> None:
        """Take audio of an item."""
        self._item(item_id).samples += len(pcm) // _BYTES

    def word(self, item_id: str, words: str) -> None:
        """Take words of an item."""
        self._item(item_id).text += words

    def cut(self, played_samples: int) -> list[Message]:
        """Messages that make the endpoint's memory end where the voice was stopped.

        Every item is truncated to what was played of it and received from it, never beyond;
        an item of which nothing was played is deleted. Written text was read, so it stays.
        """
        if not self.utterance.voiced:
            return []
        messages, left = [], played_samples
        for item_id, item in self._items.items():
            if item.apart:
                messages += self._cut_apart(item_id, item, left)
                left = max(0, left - item.samples)
                continue
            milliseconds = min(left, item.samples) * 1_000 // VOICE_RATE
            messages.append(_truncate(item_id, milliseconds) if milliseconds else delete(item_id))
            left = max(0, left - item.samples)
        return messages

    def remember(self) -> list[Message]:
        """Messages that tell the endpoint what was said beside the conversation."""
        items = [(item_id, item) for item_id, item in self._items.items() if item.apart]
        return [
            words_of_interviewer(item.text.strip(), _told(item_id))
            for item_id, item in items
            if item.text.strip()
        ]

    def _cut_apart(self, item_id: str, item: _Item, left: int) -> list[Message]:
        """What was told of an item is forgotten; the words in ``left`` samples of it are told."""
        share = min(1.0, left / item.samples) if item.samples else 0.0
        text = item.text.strip()
        heard = text if share == 1 else text[: int(share * len(text))].rpartition(" ")[0]
        forget = [delete(_told(item_id))] if self.done and text else []
        return [*forget, *([words_of_interviewer(heard, _cut(item_id))] if heard else [])]

    def strays(self, item_ids: list[str]) -> list[Message]:
        """Messages that delete items that nobody heard."""
        if self.apart:
            return []
        return [delete(item_id) for item_id in item_ids if item_id not in self._items]

    def _item(self, item_id: str) -> _Item:
        return self._items.setdefault(item_id, _Item(apart=self.apart))


def _told(item_id: str) -> str:
    """The name under which the endpoint is told of an item; an id has at most 32 characters."""
    return f"said-{item_id[-24:]}"


def _cut(item_id: str) -> str:
    return f"cut-{item_id[-24:]}"


def delete(item_id: str) -> Message:
    """Forget an item."""
    return {"type": "conversation.item.delete", "item_id": item_id}


def _truncate(item_id: str, milliseconds: int) -> Message:
    return {
        "type": "conversation.item.truncate",
        "item_id": item_id,
        "content_index": 0,
        "audio_end_ms": milliseconds,
    }
