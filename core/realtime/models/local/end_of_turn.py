"""Whether somebody sounds as if they had finished, by the melody of what they said.

The model is smart-turn v3.2 (BSD-2; its licence stands beside its weights in ``smart_turn/``). It
hears 8 s of sound and knows no words. It was trained on speech of people: of three synthesisers it
judges one well, one fairly and one by chance.
"""

from typing import Any

import numpy as np

from core.realtime.models.local.transcriber import HEAR_RATE
from core.realtime.models.local.weights import checked

HEARD_SECONDS = 8
"""What the model hears of the end; what was said before makes no difference."""
_SAMPLES = HEARD_SECONDS * HEAR_RATE
_FRAMES = HEARD_SECONDS * 100


class EndOfTurn:
    """One model; its use blocks for about 50 ms of processor time."""

    def __init__(self) -> None:
        """Load the weights."""
        import onnxruntime
        from faster_whisper.feature_extractor import FeatureExtractor

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(checked("core.realtime.models.local")), options, providers=["CPUExecutionProvider"]
        )
        self._features: Any = FeatureExtractor(chunk_length=HEARD_SECONDS)

    def completeness(self, pcm: bytes) -> float:
        """Probability, 0 to 1, that who speaks in ``pcm`` (mono s16 at ``HEAR_RATE``) is done.

        ``pcm`` ends with about 200 ms of the silence after it.
        """
        samples = np.frombuffer(pcm, np.int16)[-_SAMPLES:].astype(np.float32) / 32_768
        samples = np.pad(samples, (_SAMPLES - samples.size, 0))
        samples = (samples - samples.mean()) / np.sqrt(samples.var() + 1e-7)
        features = self._features(samples, padding=0)[None, :, :_FRAMES].astype(np.float32)
        return float(self._session.run(None, {"input_features": features})[0].ravel()[0])
