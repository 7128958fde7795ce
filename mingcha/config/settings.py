"""Settings of one office's installation. Everything that differs between installations comes from the
environment; everything that must be kept lies in one data folder (`MINGCHA_DATA`): database, media, keys."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from mingcha.config.data_folder import DataFolder

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA = DataFolder(Path(env.str("MINGCHA_DATA", default=str(BASE_DIR / "data"))))

SECRET_KEY = DATA.django_secret
DEBUG = False
IS_DEMO = DATA.is_demo
ALLOWED_HOSTS = env.list("MINGCHA_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("MINGCHA_ORIGINS", default=[])
BEHIND_TLS = env.bool("MINGCHA_TLS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "mingcha.common",
    "mingcha.ledger",
    "mingcha.accounts",
    "mingcha.law",
    "mingcha.intake",
    "mingcha.upkeep",
    "mingcha.papers",
    "mingcha.registers",
    "mingcha.items",
    "mingcha.plans",
    "mingcha.draws",
    "mingcha.inspections",
    "mingcha.disclosure",
    "mingcha.oversight",
    "mingcha.config",
    # After our own, whose account pages replace theirs.
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mingcha.config.middleware.FirstStartMiddleware",
    "mingcha.config.middleware.LoginRequiredMiddleware",
    "mingcha.config.middleware.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mingcha.config.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "mingcha.config.urls"
WSGI_APPLICATION = "mingcha.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingcha.config.context.page_frame",
            ],
            "builtins": ["mingcha.common.templatetags.mc"],
        },
    }
]

# A register of draws must survive a power cut, hence FULL; one writer at a time, hence IMMEDIATE.
# Not trusted_schema=OFF: SQLite 3.40 then refuses JSON_VALID in the CHECK of every JSON column.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
    "PRAGMA cell_size_check=ON; PRAGMA cache_size=-65536;",
}
DATABASES = {"default": env.db_url("MINGCHA_DATABASE_URL", default=f"sqlite:///{DATA.database}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # The in-memory test database would hide WAL and locking. xdist adds a suffix per worker.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA.root / "test.sqlite3")}
else:
    # A server that is not there is said after seconds, not after the minutes that the network takes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mingcha.accounts.password_validators.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "mingcha.accounts.password_validators.NotCommon"},
    {
        "NAME": "mingcha.accounts.password_validators.NotTheOwnName",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "mingcha.accounts.adapter.NoSignupAdapter"
ACCOUNT_FORMS = {
    "login": "mingcha.accounts.login_forms.PlainLoginForm",
    "change_password": "mingcha.accounts.login_forms.PlainChangePasswordForm",
    "reauthenticate": "mingcha.accounts.login_forms.PlainReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Guesses are held back by login name: five, then a pause of that name alone. An address is that of everybody:
# in an office behind one router, and behind a proxy that does not name its clients. So its limit is one that
# only a machine reaches (it tries many names), and comes second: what a paused name goes on trying does not
# count against the colleagues. Every login counts towards `login`, and all come at half past eight.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,60/m/ip", "login": "300/m/ip"}
# The proxy with TLS names its client last. Who reaches it with a name of the own making is still held by the
# first limit.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_TLS)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_FAILURE_VIEW = "mingcha.config.views.csrf_refused"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Where the public reads this office's records; empty where they are only reached within its network.
PUBLIC_ADDRESS = env("MINGCHA_PUBLIC_ADDRESS", default="").rstrip("/")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".venv" / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA.media), "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = str(DATA.uploads)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
