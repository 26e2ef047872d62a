"""Firefox ESR over WebDriver BiDi: what a journey needs of it, and no more.

Playwright drives only a Firefox of its own, which would have to be downloaded.
"""

import itertools
import json
import re
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

PREFERENCES = {
    "media.navigator.streams.fake": True,  # a microphone that hums
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
EVERYWHERE = """
  window.everywhere = (kind, root = document) => [
    ...root.querySelectorAll(kind),
    ...[...root.querySelectorAll("*")].flatMap((one) =>
      one.shadowRoot ? window.everywhere(kind, one.shadowRoot) : []),
  ];
"""
"""Elements of a kind (CSS), in the components' shadows as well."""
PEERS = """
  window.peers = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) { super(...args); window.peers.push(this); }
  };
"""
"""All connections that a frame makes, oldest first."""
_LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One window of the system's Firefox, headless; ``close`` it.

    ``evaluate`` and ``waits_for`` take the body of a JavaScript function.
    """

    def __init__(
        self, home: Path, preferences: dict[str, Any] | None = None, *, patience: float = 120
    ) -> None:
        """``patience``: seconds in which what is waited for must come."""
        self._patience = patience
        path = shutil.which("firefox-esr") or shutil.which("firefox")
        if path is None:
            pytest.fail(
                "Firefox is missing: .ci/run installs it, or `apt-get install firefox-esr`."
            )
        profile = home / "profile"
        profile.mkdir(parents=True)
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in {**PREFERENCES, **(preferences or {})}.items()
        ]
        (profile / "user.js").write_text("\n".join(lines))
        log = home / "firefox.log"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [path, "--headless", "--no-remote", "--profile", str(profile),
                 "--remote-debugging-port=0", "about:blank"],
                stdout=out, stderr=out, env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
            )  # fmt: skip
        self._open = ExitStack()
        self._numbers = itertools.count(1)
        self._socket = self._connect(log)
        self._call("session.new", capabilities={})
        tree = self._call("browsingContext.getTree", maxDepth=0)
        self._page = tree["contexts"][0]["context"]
        self.runs_first(EVERYWHERE)

    def _connect(self, log: Path) -> ClientConnection:
        end = time.monotonic() + 60
        while not (found := _LISTENING.search(log.read_text(errors="replace"))):
            assert self._process.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < end, "Firefox does not start"
            time.sleep(0.1)
        return self._open.enter_context(connect(f"{found[1]}/session", max_size=None))

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(120))
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                result: dict[str, Any] = answer["result"]
                return result

    def runs_first(self, script: str) -> None:
        """Run the body ``script`` in every page and frame before their own scripts."""
        self._call("script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}")

    def goto(self, url: str) -> None:
        """Open ``url``."""
        self._call("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def evaluate(self, body: str) -> Any:
        """What the body of an async function returns in the page, through JSON."""
        found = self._call(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify(await (async () => {{ {body} }})())",
            awaitPromise=True,
            target={"context": self._page},
        )
        assert found["type"] == "success", found
        value = found["result"].get("value")
        return None if value is None else json.loads(value)

    def waits_for(self, body: str, seconds: float | None = None) -> Any:
        """Wait until ``body`` returns something true; returns it."""
        seconds = seconds or self._patience
        end = time.monotonic() + seconds
        while not (value := self.evaluate(body)):
            shown = "return document.body.innerText"
            assert time.monotonic() < end, f"not in {seconds} s: {body}\n{self.evaluate(shown)}"
            time.sleep(0.2)
        return value

    def clicks(self, kind: str, text: str) -> None:
        """Click the enabled ``kind`` (CSS) whose text ends so, once it is there and all is calm.

        An icon's name may come before the text.
        """
        self.waits_for(
            "if (!window.settled()) return false;"
            f"const one = window.everywhere({json.dumps(kind)}).find((each) => !each.disabled"
            f" && each.innerText.trim().endsWith({json.dumps(text)}));"
            "one?.click(); return Boolean(one);"
        )

    def press(self, name: str) -> None:
        """Click the button with this name."""
        self.clicks("button", name)

    def ticks(self, name: str) -> None:
        """Tick the box with this name, and wait until it is ticked."""
        box = f"window.everywhere('input[aria-label={json.dumps(name)}]')[0]"
        self.waits_for(
            f"const box = {box}; if (box && !box.checked && window.settled()) box.click();"
            "return Boolean(box?.checked) && window.settled();"
        )

    def close(self) -> None:
        """End it."""
        self._open.close()
        self._process.terminate()
        self._process.wait(20)
