#!/usr/bin/env python
"""Ingang voor alle beheercommando's; `VERZUIMLOKET_EMBEDDED=1` start of gebruikt de ingebouwde servers."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verzuimloket.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
