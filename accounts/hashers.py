"""Wachtwoorden: Argon2id met 64 MiB, drie rondes, één baan. Vier gelijktijdige inlogpogingen kosten 256 MiB."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LoketArgon2(Argon2PasswordHasher):
    time_cost = 3
    memory_cost = 65536
    parallelism = 1
