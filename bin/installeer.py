"""Maak .venv met precies de vastgelegde pakketten: `installeer.py [dev|productie]`. Heeft alleen Python zelf nodig."""

import subprocess
import sys
import venv
from pathlib import Path

BASIS = Path(__file__).resolve().parent.parent
VENV = BASIS / ".venv"
LIJST = BASIS / "requirements" / f"{sys.argv[1] if len(sys.argv) > 1 else 'dev'}.txt"

if sys.version_info < (3, 11):  # noqa: UP036 - dit script draait met de Python van de machine
    sys.exit(f"Verzuimloket heeft Python 3.11 of nieuwer nodig; dit is {sys.version.split()[0]}.")
if not (VENV / "bin" / "python").exists():
    print("Omgeving .venv wordt gemaakt ...")
    venv.create(VENV, with_pip=True)
print("Pakketten worden geïnstalleerd (met vastgelegde versies en hashes) ...")
subprocess.run(
    [
        VENV / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        LIJST,
    ],
    check=True,
)
(VENV / "klaar").touch()
