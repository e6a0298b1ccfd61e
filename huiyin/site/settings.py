"""Django's settings, made from the environment (env.py lists what can be set) and from nothing else."""

from pathlib import Path
from typing import Any

from huiyin.lib.posting import Network
from huiyin.lib.sentences import Stop
from huiyin.site import env
from huiyin.site.database import Embedded, django_database

BASE_DIR = ROOT = env.ROOT
HUIYIN_HOME: Path = env.HOME.read()
HUIYIN_PRODUCTION: bool = env.PRODUCTION.read()
DEBUG: bool = env.DEBUG.read()
HUIYIN_DEMO_LOGINS: bool = not HUIYIN_PRODUCTION  # the login page shows them, on loopback only
HUIYIN_FIELD_KEYS: Path = env.FIELD_KEYS.read() or HUIYIN_HOME / "secrets" / "fields.json"
TRIAL_SECRET = "this-copy-is-for-trial-and-its-sessions-are-not-protected"  # noqa: S105


def _secret_key() -> str:
    """The given key; in a trial the one `huiyin run` made; never a made-up one in production."""
    given: str = env.SECRET_KEY.read()
    if HUIYIN_PRODUCTION and (len(given) < 50 or given == TRIAL_SECRET):
        raise Stop("production_secret")
    made = HUIYIN_HOME / "secrets" / "sessions.txt"
    if not given and made.exists():
        given = made.read_text().strip()
    return given or TRIAL_SECRET


def _database() -> dict[str, Any]:
    role: str = env.ROLE.read()
    url: str = env.DATABASE_URL.read()
    if not url:
        if HUIYIN_PRODUCTION:
            raise Stop("production_database")
        return Embedded(HUIYIN_HOME).django(role)
    if role != "web":
        own = env.OWNER_URL if role == "owner" else env.CLOCK_URL
        url = own.read()
        if not url:
            raise Stop("role_url", name=own.name, role=role)
    return django_database(url)


if HUIYIN_PRODUCTION and DEBUG:
    raise Stop("production_debug")
if HUIYIN_PRODUCTION and env.DEMO.read():
    raise Stop("production_demo")
if HUIYIN_PRODUCTION and not env.HOSTS.read():
    raise Stop("production_hosts")

SECRET_KEY = _secret_key()
DATABASES = {"default": _database()}
ALLOWED_HOSTS: list[str] = [*env.HOSTS.read(), "localhost", "127.0.0.1", "[::1]"]

HUIYIN_ADDRESS: str = env.ADDRESS.read()

INSTALLED_APPS = [
    "huiyin.site.apps.SiteConfig",
    "huiyin.portal",
    "huiyin.api",
    "huiyin.reports",
    "huiyin.privacy",
    "huiyin.administration",
    "huiyin.sheets",
    "huiyin.intake",
    "huiyin.recording",
    "huiyin.inspection",
    "huiyin.rounds",
    "huiyin.lots",
    "huiyin.accounts",
    "huiyin.reach",
    "huiyin.duties",
    "huiyin.forums",
    "huiyin.help",
    "huiyin.research",
    "huiyin.villages",
    "huiyin.publish",
    "huiyin.search",
    "huiyin.register",
    "huiyin.receptions",
    "huiyin.supervision",
    "huiyin.matters",
    "huiyin.contacts",
    "huiyin.sealed",
    "huiyin.outbox",
    "huiyin.notices",
    "huiyin.people",
    "huiyin.files",
    "huiyin.orgs",
    "huiyin.audit",
    "huiyin.ui",
    "django.contrib.auth",  # our own user model, but Django's login, middleware and password checks
    "django.contrib.contenttypes",  # only because auth wants it
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # lets our renderer find Django's own widget templates
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "huiyin.ui.csp.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huiyin.site.compressing.CompressedPages",
    "huiyin.site.idle.IdleSessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "huiyin.orgs.middleware.CountyScope",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "huiyin.site.urls"
WSGI_APPLICATION = "huiyin.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "huiyin.ui.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huiyin.site.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "orgs.Official"
AUTHENTICATION_BACKENDS = ["huiyin.orgs.backend.OfficialBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/login/"
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HUIYIN_HOME / "static"
STATICFILES_DIRS = [("using", ROOT / "docs" / "using" / "pictures")]
_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": _STORAGE if HUIYIN_PRODUCTION else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = (
    not HUIYIN_PRODUCTION
)  # a trial serves the source files, production what collectstatic gathered
WHITENOISE_AUTOREFRESH = not HUIYIN_PRODUCTION

SESSION_ENGINE = "huiyin.site.idle"
SESSION_COOKIE_AGE = 30 * 60  # idle time in seconds: huiyin.site.idle moves the end on with use
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = f"huiyin_{env.PORT.read()}"  # two copies on one machine share the host's cookies
CSRF_COOKIE_NAME = f"huiyin_form_{env.PORT.read()}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HUIYIN_PRODUCTION
CSRF_COOKIE_HTTPONLY = False
SECURE_SSL_REDIRECT = HUIYIN_PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if HUIYIN_PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if HUIYIN_PRODUCTION and env.BEHIND_TLS.read() else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HUIYIN_CLAMD: str = env.CLAMD.read()
HUIYIN_MAY_CALL: tuple[Network, ...] = env.MAY_CALL.read()
FILE_UPLOAD_HANDLERS = ["huiyin.files.receiving.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"huiyin": {"level": "INFO"}},
}
