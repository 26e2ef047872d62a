"""Installs the counterparts beside the project: `python -m tests.counterparts.install`.

Needs npm with Node.js 20 or newer, and the registries that pip and npm are set up for.
"""

import shutil
import subprocess
import sys
import sysconfig
import venv

from tests.counterparts.places import HERE, INSTALLED


def install_aimock() -> None:
    """The language model server, from npm."""
    place = INSTALLED / "aimock"
    place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "aimock" / name, place / name)
    subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=place, check=True
    )


def install_speech_to_speech() -> None:
    """The Realtime server, in an environment of its own that sees the project's as well."""
    place = INSTALLED / "speech-to-speech"
    venv.create(place, with_pip=True, clear=True)
    requirements = HERE / "speech_to_speech.txt"
    pip = [str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "-r", str(requirements)], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    own = place / "lib" / version / "site-packages"
    (own / "project.pth").write_text(sysconfig.get_path("purelib") + "\n")


if __name__ == "__main__":
    install_aimock()
    install_speech_to_speech()
