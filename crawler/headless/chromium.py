"""The Chromium that shows pages: where it is, how it is started, what is missing without it."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OWN_BROWSERS = "~/.cache/ms-playwright"
_ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    # All names are looked up, and all connections made, by our gateway.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


class BrowserMissing(Exception):
    """A site needs a browser and there is none; the message says what to install."""


def check() -> None:
    """Raise BrowserMissing unless a page could be rendered here."""
    if find_spec("scrapy_playwright") is None:
        raise BrowserMissing("browser = true needs scrapy-playwright: pip install -e '.[browser]'")
    if executable() is None:
        raise BrowserMissing(
            "browser = true needs Chromium: apt-get install chromium"
            " (or playwright install chromium)"
        )


def executable() -> str | None:
    """Return the path of a Chromium: the system's, or the one that Playwright installed."""
    found = (path for name in SYSTEM_BROWSERS if (path := shutil.which(name)))
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or _OWN_BROWSERS).expanduser()
    own = map(str, folder.glob("chromium-*/chrome-*/chrome"))
    return next(found, None) or max(own, default=None)


def launch_options(gateway: str) -> dict[str, object]:
    """Return how Playwright starts the browser; its connections all go through the gateway."""
    return {
        "executable_path": executable(),
        "headless": True,
        "chromium_sandbox": _has_sandbox(),
        "args": list(_ARGUMENTS),
        "proxy": {"server": gateway},
        "handle_sigint": False,  # a signal is for the crawler, which ends the browser in time
        "handle_sigterm": False,
        "handle_sighup": False,
    }


def _has_sandbox() -> bool:
    """Tell whether Chromium can put pages in a sandbox; root, and some containers, cannot."""
    if os.geteuid() == 0 or not (unshare := shutil.which("unshare")):
        return False
    return subprocess.run([unshare, "--user", "true"], capture_output=True).returncode == 0
