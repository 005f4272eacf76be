"""`make test`: alle tests, met echte servers en een echte browser. EIS_BROWSER=1: zonder browser geen groen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BASIS = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser() -> str | None:
    return next((pad for naam in BROWSERS if (pad := shutil.which(naam))), None)


def installeer_browser() -> None:
    """Debians Chromium, als dat mag: als root, of met sudo zonder wachtwoord."""
    if not shutil.which("apt-get"):
        return
    voor = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if voor and (not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode):
        return
    print("Chromium wordt geïnstalleerd voor de browsertests ...", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for opdracht in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run([*voor, "apt-get", *opdracht], env=env, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    if not browser():
        installeer_browser()
    extra: list[str] = []
    if not browser():
        print("\n!! Chromium ontbreekt: de browsertests worden OVERGESLAGEN. Installeer Chromium om alles te testen.\n")
        if os.environ.get("EIS_BROWSER") == "1":
            print("EIS_BROWSER=1: zonder browser is dit niet geslaagd.")
            return 1
        extra = ["-m", "not browser"]
    omgeving = os.environ | {"CHROMIUM": browser() or ""}
    opdracht = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *extra, *sys.argv[1:]]
    return subprocess.run(opdracht, cwd=BASIS, env=omgeving).returncode


if __name__ == "__main__":
    sys.exit(main())
