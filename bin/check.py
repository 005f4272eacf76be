"""`make check`: stijl, typen, de wet van het huis, migraties en de instellingen van productie. Alles wordt gedraaid."""

import os
import subprocess
import sys
from pathlib import Path

BASIS = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PRODUCTIE = {
    "SECRET_KEY": "alleen-voor-deze-controle-" + "x7Kq" * 12,
    "AUDIT_SLEUTEL": "alleen-voor-deze-controle-" + "p3Wz" * 12,
    "TOKEN_SLEUTEL": "alleen-voor-deze-controle-" + "t5Rm" * 12,
    "DATABASE_URL": "postgresql://verzuimloket@db/verzuimloket",
    "REDIS_URL": "redis://redis/0",
    "BASIS_URL": "https://verzuimloket.example",
    "ALLOWED_HOSTS": "verzuimloket.example",
    "EMAIL_URL": "smtp+tls://mail.example:587",
    "MAIL_AFZENDER": "Verzuimloket <verzuimloket@verzuimloket.example>",
}
TEST = {"VERZUIMLOKET_TEST": "1", "VERZUIMLOKET_EMBEDDED": "1", "BASIS_URL": "http://testserver"}
STAPPEN: tuple[tuple[str, list[str], dict[str, str]], ...] = (
    ("stijl", [str(BIN / "ruff"), "check", "."], {}),
    ("opmaak", [str(BIN / "ruff"), "format", "--check", "."], {}),
    ("typen", [str(BIN / "mypy")], TEST),
    ("verdiepingen", [str(BIN / "lint-imports"), "--no-cache"], TEST),
    ("migraties", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"], TEST),
    (
        "instellingen van productie",
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTIE,
    ),
)


def main() -> int:
    fout = []
    for naam, opdracht, omgeving in STAPPEN:
        print(f"== {naam}", flush=True)
        schoon = {sleutel: waarde for sleutel, waarde in os.environ.items() if not sleutel.startswith("VERZUIMLOKET")}
        if subprocess.run(opdracht, cwd=BASIS, env=schoon | omgeving).returncode:
            fout.append(naam)
    print(f"\nNiet in orde: {', '.join(fout)}" if fout else "\nAlles in orde.")
    return 1 if fout else 0


if __name__ == "__main__":
    sys.exit(main())
