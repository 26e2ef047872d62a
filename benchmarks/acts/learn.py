"""Learn the layer that tells acts by an embedding: ``python -m benchmarks.acts.learn``.

Each utterance counts as it is, without its marks (as speech is recognised), and with a courtesy; an
answer also with another one after it. About two minutes.
"""

import random
import re
from collections.abc import Iterator

import numpy as np

from benchmarks.acts.sets import LEARNT_FROM, Utterance, utterances
from core.understanding import DialogueAct
from core.understanding.classifier import LEARNT
from core.understanding.embedding import Vector, embedding

_COURTESY = {
    "ar": ("عفوا، {}", "مرحبا، {} شكرا."),
    "de": ("Entschuldigung, {}", "Guten Tag, {} Danke."),
    "en": ("sorry, {}", "hello, {} thank you.", "well, um, {}", "{} please"),
    "es": ("perdón, {}", "hola, {} gracias."),
    "fr": ("excusez-moi, {}", "bonjour, {} merci."),
    "hi": ("माफ कीजिए, {}", "नमस्ते, {} धन्यवाद।"),
    "it": ("mi scusi, {}", "buongiorno, {} grazie."),
    "nl": ("sorry, {}", "hallo, {} dank u."),
    "pl": ("przepraszam, {}", "dzień dobry, {} dziękuję."),
    "pt": ("desculpe, {}", "olá, {} obrigado."),
    "ru": ("извините, {}", "здравствуйте, {} спасибо."),
    "zh": ("不好意思，{}", "你好，{}谢谢。"),
}
_MARKS = re.compile(r"[.,?!;:。，？！؟،।]")
_STEPS, _RATE, _DECAY = 1500, 0.03, 2e-4


def variants(said: list[Utterance]) -> Iterator[tuple[DialogueAct, str]]:
    """Each utterance in the forms that it is learnt in."""
    chance = random.Random(1)
    for one in said:
        yield one.act, one.text
        yield one.act, _MARKS.sub(" ", one.text)
        yield one.act, chance.choice(_COURTESY[one.language]).format(one.text)
        if one.act is DialogueAct.ANSWER:
            others = [o.text for o in said if (o.act, o.language) == (one.act, one.language)]
            yield one.act, f"{one.text} {chance.choice(others)}"


def learnt(x: Vector, wanted: Vector) -> tuple[Vector, Vector]:
    """Weights and bias of a softmax regression with weight decay, by Adam on all rows at once."""
    spread = np.float32(x.std())
    x = np.c_[x / spread, np.ones(len(x), np.float32)]
    w = np.zeros((x.shape[1], wanted.shape[1]), np.float32)
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, _STEPS + 1):
        scores = x @ w
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        slope = x.T @ (shares - wanted) / len(x) + _DECAY * w
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        w -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return np.asarray(w[:-1] / spread, np.float32), np.asarray(w[-1], np.float32)


if __name__ == "__main__":
    rows = list(variants([one for name in LEARNT_FROM for one in utterances(name)]))
    vectors = np.array([embedding()(text) for _, text in rows])
    mean = vectors.mean(axis=0)
    acts = list(DialogueAct)
    wanted = np.eye(len(acts), dtype=np.float32)[[acts.index(act) for act, _ in rows]]
    weights, bias = learnt(vectors - mean, wanted)
    right = (((vectors - mean) @ weights + bias).argmax(1) == wanted.argmax(1)).mean()
    np.savez(LEARNT, weights=weights, bias=bias, mean=mean)
    print(f"{len(rows)} rows, {right:.1%} of them right")
