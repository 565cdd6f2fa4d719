"""Debian's Chromium, driven over the two pipes that it offers: nothing but the standard library is needed.

It has no network: whatever a page asks for beyond its own file fails, and is told of in `Tab.problems`.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 30.0
_OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def find_chromium() -> str | None:
    """The path of a Chromium; None: there is none on this machine."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class BrowserError(Exception):
    """The browser did not do as it was told. One line."""


class Browser:
    """A running Chromium; ends with the `with` block."""

    def __init__(self, path: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        # Above 4, so that neither is overwritten while the other is put in its place.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (theirs_in, theirs_out)]
        sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
        words = [path, *_OPTIONS, *sandbox, f"--user-data-dir={self._folder.name}", "about:blank"]
        silence = [(os.POSIX_SPAWN_OPEN, end, os.devnull, os.O_WRONLY, 0) for end in (1, 2)]
        actions = [*silence, (os.POSIX_SPAWN_DUP2, ends[0], 3), (os.POSIX_SPAWN_DUP2, ends[1], 4)]
        self._process = os.posix_spawn(path, words, os.environ, file_actions=actions, setpgroup=0)
        for end in (*ends, theirs_in, theirs_out):
            os.close(end)
        self._buffer = b""
        self._number = 0
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for end in (self._out, self._in):
            os.close(end)
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if os.waitpid(self._process, os.WNOHANG)[0]:
                break
            time.sleep(0.02)
        else:
            os.killpg(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        self._folder.cleanup()

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """The answer to a command of the DevTools protocol. BrowserError: it was refused, or none came."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + _SECONDS
        while True:
            answer = self._next(deadline, method)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error'].get('message')}")
                return dict(answer["result"])
            self._events.append(answer)

    def wait_for(self, session: str, method: str) -> None:
        """Returns once the event *method* of *session* has come. BrowserError: it has not."""
        deadline = time.monotonic() + _SECONDS
        while not any(self._is(event, session, method) for event in self._events):
            self._events.append(self._next(deadline, method))

    def events(self, session: str) -> list[dict[str, Any]]:
        """What *session* has told so far."""
        return [event for event in self._events if event.get("sessionId") == session]

    def open(self, path: Path, *, width: int = 1000, height: int = 800, scheme: str = "light") -> Tab:
        """A tab that shows the file *path*, loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session, target)
        for domain in ("Page", "Runtime", "Log", "Network"):
            tab.call(f"{domain}.enable")
        tab.resize(width, height)
        tab.prefer(scheme)
        tab.call("Page.navigate", url=path.absolute().as_uri())
        self.wait_for(session, "Page.loadEventFired")
        return tab

    @staticmethod
    def _is(event: dict[str, Any], session: str, method: str) -> bool:
        return event.get("sessionId") == session and event.get("method") == method

    def _next(self, deadline: float, what: str) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._in], [], [], left)[0]:
                raise BrowserError(f"{what}: no answer in {_SECONDS:.0f} seconds")
            chunk = os.read(self._in, 1 << 20)
            if not chunk:
                raise BrowserError(f"{what}: the browser has ended")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(line))


class Tab:
    """One page in the browser."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self.browser, self.session, self.target = browser, session, target

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """As `Browser.call`, of this page."""
        return self.browser.call(method, self.session, **parameters)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript *expression*, a promise awaited. BrowserError: it threw."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(str(answer["exceptionDetails"].get("exception", {}).get("description")))
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and let go of *key*, a letter or a name such as `ArrowRight`, `Tab`, `Enter`."""
        code = {"Tab": 9, "Enter": 13, " ": 32, "ArrowLeft": 37, "ArrowRight": 39}.get(
            key, ord(key[0].upper())
        )
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        common = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def resize(self, width: int, height: int) -> None:
        """Show the page in a window of so many CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefer(self, scheme: str, *, media: str = "") -> None:
        """Prefer the colour *scheme* `light` or `dark`; *media* `print`: show it as printed."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def picture(self, path: Path) -> None:
        """Writes a PNG of what is seen to *path*."""
        data = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))

    def problems(self) -> list[str]:
        """Errors and warnings of the console, uncaught exceptions, and requests for anything but the file."""
        found = []
        for event in self.browser.events(self.session):
            method, said = event["method"], event["params"]
            if method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
                found.append(said["entry"]["text"])
            elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
                found.append(str(said["args"]))
            elif method == "Runtime.exceptionThrown":
                found.append(said["exceptionDetails"]["text"])
            elif method == "Network.requestWillBeSent" and not said["request"]["url"].startswith("file:"):
                found.append(f"asked for {said['request']['url']}")
            elif method == "Page.javascriptDialogOpening":
                found.append(f"dialog: {said['message']}")
        return found

    def close(self) -> None:
        """Close it."""
        self.browser.call("Target.closeTarget", targetId=self.target)
