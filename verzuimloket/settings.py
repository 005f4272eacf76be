"""Instellingen van het portaal. Elke waarde komt via env.py; docs/beheer/instellingen.md beschrijft ze allemaal."""

import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from verzuimloket import embedded_aan
from verzuimloket.bijdragen import (  # noqa: F401 - wat de kamers bijdragen, hier alleen als instelling
    BUITEN_EIGEN_LOCATIES,
    FUSIE_TELT,
    FUSIE_VOLGT,
    GEMEENTEN_VAN_INSTANTIE,
    INZAGEBRONNEN,
    LEZER_LEERLINGEN,
    LEZER_LOCATIES,
    LEZER_PERSONEN,
    MENU_TELLERS,
    NUMMERS_UIT_BESTAND,
    NUMMERS_VAN_PERSOON,
    OP_DE_LIJST,
    OPEN_BIJ_ORGANISATIE,
    OPEN_WERK,
    OPSCHOONREGELS,
    STARTPAGINA_TEGELS,
    WAT_ZIET,
)
from verzuimloket.clock import klok_verschil
from verzuimloket.env import env_bool, env_email, env_int, env_list, env_secret, env_str
from verzuimloket.vaste_taken import vaste_taken

BASE_DIR = Path(__file__).resolve().parent.parent
# --- wijze van draaien -----------------------------------------------------------------------------------------
DEBUG = False
DEMO = env_bool("VERZUIMLOKET_DEMO")
TEST = env_bool("VERZUIMLOKET_TEST")
PROEF = DEMO or TEST  # alleen dan mogen de klok verzet en de bekende demogeheimen gebruikt worden

_DEMOGEHEIM = "alleen-voor-demo-en-test"
SECRET_KEY = env_secret("SECRET_KEY", _DEMOGEHEIM if PROEF else None, nooit=None if PROEF else _DEMOGEHEIM)
AUDIT_SLEUTEL = env_secret("AUDIT_SLEUTEL", _DEMOGEHEIM if PROEF else None, nooit=None if PROEF else _DEMOGEHEIM)
TOKEN_SLEUTEL = env_secret("TOKEN_SLEUTEL", _DEMOGEHEIM if PROEF else None, nooit=None if PROEF else _DEMOGEHEIM)
DEMO_WERELD = "demo.wereld"  # wie E010 (checks.py) in productie niet wil tegenkomen; met naam genoemd
PROXY_AANTAL = env_int("PROXY_AANTAL", 0)  # eigen proxy's ervoor; zoveel adressen van X-Forwarded-For tellen
BASIS_URL = env_str("BASIS_URL", "http://localhost:8000" if PROEF else "https://localhost").rstrip("/")
VEILIG = BASIS_URL.startswith("https://")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver" if PROEF else "")
CSRF_TRUSTED_ORIGINS = [BASIS_URL]

# --- klok ------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
KLOK_START = env_str("VERZUIMLOKET_NU")
KLOK_VERSCHIL = timedelta()
if KLOK_START:
    if not PROEF:
        raise ImproperlyConfigured("VERZUIMLOKET_NU mag alleen in demo- of testmodus gezet zijn.")
    try:
        _anker = float(env_str("VERZUIMLOKET_NU_ANKER", str(time.time())))
        klok_verschil("2026-01-01", _anker)  # ook oneindig en het jaar 300.000 zijn geen moment
    except (ValueError, OverflowError, OSError):
        raise ImproperlyConfigured("VERZUIMLOKET_NU_ANKER moet een moment in seconden sinds 1970 zijn.") from None
    try:
        KLOK_VERSCHIL = klok_verschil(KLOK_START, _anker)
    except (ValueError, OverflowError):
        raise ImproperlyConfigured("VERZUIMLOKET_NU moet een moment zijn als 2026-11-24T09:00:00+01:00.") from None

# --- database en koerier ---------------------------------------------------------------------------------------
DEMO_MAP = Path(env_str("DEMO_MAP", str(BASE_DIR / ".demo")))
_database_url, _redis_url = embedded_aan.adressen(
    env_secret("DATABASE_URL", ""),
    env_str("REDIS_URL"),
    aan=env_bool("VERZUIMLOKET_EMBEDDED"),
    map_=BASE_DIR / ".test" if TEST else DEMO_MAP,
    snel=TEST,
)
DATABASES = {
    "default": dj_database_url.parse(_database_url, conn_max_age=60, conn_health_checks=True)
    | {
        "ENGINE": "verzuimloket.db",  # stuurt met elke transactie mee wie het is (besluit 25)
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": f"-c lock_timeout=10s -c statement_timeout={env_int('DB_STATEMENT_TIMEOUT_MS', 0)}"
            " -c idle_in_transaction_session_timeout=10min",
        },
        "TEST": {"NAME": env_str("TEST_DB_NAAM", "test_verzuimloket")},
    }
}
if "?host=" in _database_url:  # een socketmap staat in de query van de URL
    DATABASES["default"]["HOST"] = unquote(_database_url.partition("?host=")[2])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = _redis_url

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True  # geen result backend: de uitkomst staat in PostgreSQL
CELERY_TASK_PUBLISH_RETRY = False  # een webverzoek wacht nooit op Redis
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,  # een por probeert één keer te verbinden; de worker en beat herhalen op hun eigen manier
    "visibility_timeout": 900,  # langer dan de langste taak; taken zijn bovendien herhaalbaar
    # wat een gedode worker liet liggen: elke 5 s kijken in plaats van elke 100 s
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_TIME_LIMIT = 840
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # anders logt de worker buiten LOGGING om, met persoonsgegevens
CELERY_WORKER_LOG_COLOR = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = vaste_taken(proef=PROEF)

# --- apps ------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "demo",
    "rapportages",
    "meldingen",
    "bron",
    "accounts",
    "verzuimloket.components",
    "verzuimloket.outbox",
    "verzuimloket.audit",
    "verzuimloket.db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_otp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    # deze vier zetten alleen koppen, ook op wat de poort weigert
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "verzuimloket.gate.KoppenMiddleware",
    "verzuimloket.gate.PoortMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "verzuimloket.db.bereik.BereikMiddleware",
    "verzuimloket.audit.middleware.OperatieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessieMiddleware",  # in plaats van OTPMiddleware: zelfde betekenis, geen extra query
    "accounts.middleware.ToegangMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "verzuimloket.urls"
WSGI_APPLICATION = "verzuimloket.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.schil",
            ],
            "builtins": ["verzuimloket.components.templatetags.loket"],
        },
    }
]
FORM_RENDERER = "verzuimloket.components.renderer.LoketRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- wie bent u ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Gebruiker"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.LoketBackend"]
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["accounts.hashers.LoketArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.wachtwoorden.MinimaleLengte", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_HANDLER = "accounts.services.inlogrem.Axesrem"  # per account en per adres (besluit 37)
AXES_LOCKOUT_CALLABLE = "accounts.views.inloggen.geblokkeerd"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSIE_RUST = timedelta(minutes=env_int("SESSIE_RUST_MINUTEN", 30, minimaal=1))
SESSIE_MAXIMUM = timedelta(hours=10)
SESSION_COOKIE_AGE = int(SESSIE_MAXIMUM.total_seconds())
SESSION_COOKIE_NAME = "__Host-sessie" if VEILIG else "sessie"
SESSION_COOKIE_SECURE = VEILIG
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if VEILIG else "csrf"
CSRF_COOKIE_SECURE = VEILIG
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "verzuimloket.pagina.csrf_mislukt"

# --- koppen ----------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = VEILIG
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if VEILIG else None
SECURE_HSTS_SECONDS = 31536000 if VEILIG else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = VEILIG
SECURE_HSTS_PRELOAD = VEILIG
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # 10 MB tekst krijgt een fout bij het veld, niet een kale weigering
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- bestanden -------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
# demo en tests lezen uit static/; de verzamelde map bestaat pas na collectstatic, een stap van het image
STATIC_ROOT = None if PROEF else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PROEF
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = PROEF
ROD_GROOTSTE_BERICHT = env_int("ROD_GROOTSTE_BERICHT_KB", 1024, minimaal=16) * 1024  # bytes
BIJLAGEN_MAP = Path(env_str("BIJLAGEN_MAP", str(BASE_DIR / "bijlagen")))
AANLEVERING_GROOTSTE = env_int("AANLEVERING_GROOTSTE_MB", 2048, minimaal=1) * 1024 * 1024  # bytes
CLAMAV_URL = env_str("CLAMAV_URL")
THEMA = env_str("VERZUIMLOKET_THEMA")

# --- mail en log -----------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 10
globals().update(env_email("EMAIL_URL", "smtp://localhost:1025"))
DEFAULT_FROM_EMAIL = env_str("MAIL_AFZENDER", "Verzuimloket <verzuimloket@localhost>")
ZEGEL_ADRES = env_str("ZEGEL_ADRES")  # wie elke dag het laatste zegel van het logboek krijgt; leeg: alleen in het log
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "regel": {"()": "verzuimloket.log.SchoneFormatter", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "root": {"handlers": ["console"], "level": env_str("LOG_NIVEAU", "INFO")},
    "loggers": {
        "axes": {
            "level": "ERROR"
        },  # zijn waarschuwingen noemen gebruikersnamen; mislukte pogingen staan in het logboek
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
