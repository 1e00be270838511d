"""The one settings file: every value comes from the environment, is checked here, and fails loudly.

Each variable is described in docs/settings.md; a test holds the two together.
"""

from datetime import date
from pathlib import Path

from csp.constants import NONE, SELF

from leitai.accounts.domain import Role
from leitai.environment import ZONE, Environment

ENV = Environment.from_process()

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = ENV.path("LEITAI_DATA", default=Path.cwd() / "var")
DEBUG = ENV.flag("LEITAI_DEBUG", default=False)
DEMO = ENV.flag("LEITAI_DEMO", default=False)
DEMO_DAY = date(2019, 7, 9) if DEMO else None  # the day the demonstration shows; due and late count from it
SECRET_KEY = ENV.secret("LEITAI_SECRET_KEY", kept_in=DATA_DIR / "secret.key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENV.words("LEITAI_ALLOWED_HOSTS", default=())]  # probes stay in
CSRF_TRUSTED_ORIGINS = ENV.words("LEITAI_TRUSTED_ORIGINS", default=())
HTTPS = ENV.flag("LEITAI_HTTPS", default=False)
PROXIES = ENV.number("LEITAI_PROXIES", default=0, least=0)
SEAL_KEY = ENV.text("LEITAI_SEAL_KEY")
IDLE_MINUTES = ENV.number("LEITAI_IDLE_MINUTES", default=30, least=1)

DATABASES = {"default": ENV.database("DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "leitai.web",
    "leitai.divisions",
    "leitai.accounts",
    "leitai.ledger",
    "leitai.intake",
    "leitai.league",
    "leitai.meetings",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leitai.web.middleware.request_log",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "leitai.accounts.middleware.acting_post",
    "django.contrib.messages.middleware.MessageMiddleware",
    "leitai.accounts.middleware.duties_first",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "leitai.web.middleware.without_nul",
    "leitai.web.middleware.fitting",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "leitai.web.urls"
WSGI_APPLICATION = "leitai.web.wsgi.application"
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
                "leitai.web.context.shell",
            ],
        },
    }
]

# sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [  # memory-hard first; the other one reads what older versions wrote
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "leitai.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes this platform write to strangers
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SECOND_FACTOR_ROLES = frozenset() if DEMO else frozenset(ENV.words_among("LEITAI_SECOND_FACTOR_ROLES", list(Role)))
PASSWORD_DAYS = ENV.number("LEITAI_PASSWORD_DAYS", default=0, least=0)
SOCIALACCOUNT_PROVIDERS = ENV.openid_connect("LEITAI_OIDC")
SOCIALACCOUNT_ADAPTER = "leitai.accounts.adapter.SingleSignOnAdapter"
SINGLE_SIGN_ON_CLAIM = ENV.text("LEITAI_OIDC_CLAIM") or "preferred_username"
SINGLE_SIGN_ON_ORIGINS = [*ENV.origin("LEITAI_OIDC_URL"), *ENV.words("LEITAI_OIDC_ORIGINS", default=())]
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts failures, in the database and for every process
AXES_FAILURE_LIMIT = ENV.number("LEITAI_SIGN_IN_FAILURES", default=5, least=1)
AXES_COOLOFF_TIME = ENV.number("LEITAI_LOCK_HOURS", default=1, least=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "leitai.accounts.addresses.address_of"
AXES_USERNAME_CALLABLE = "leitai.accounts.adapter.sign_in_name"
AXES_LOCKOUT_TEMPLATE = "web/errors/locked.html"

NINJA_PAGINATION_MAX_LIMIT = 1000  # rows in one answer of the API, whoever asks

# sessions, cookies, transport -----------------------------------------------------------------------------------
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]  # asked by programs on this machine, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_COOKIE_HTTPONLY = False  # open pages read the token of now from it, see assets/js/token.js
CSRF_FAILURE_VIEW = "leitai.web.views.stale"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {  # nothing inline, nothing from elsewhere
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *SINGLE_SIGN_ON_ORIGINS],  # a form leads to the provider, who leads on
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# languages, time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = ENV.choice("LEITAI_LANGUAGE", default="zh-hans", among=("zh-hans", "en"))
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "web" / "locale"]
TIME_ZONE = ZONE
USE_TZ = True

# static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# e-mail: reminders only; without a server nothing is sent, and the pages say so ---------------------------------
MAIL = ENV.mail("LEITAI_EMAIL_URL")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL.backend, MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL.starttls, MAIL.tls, 20
DEFAULT_FROM_EMAIL = ENV.text("LEITAI_EMAIL_FROM") or "leitai@localhost"
ADDRESS = next(iter(ENV.origin("LEITAI_ADDRESS")), "")  # where the letters lead to

# logs -----------------------------------------------------------------------------------------------------------
LOG_LEVEL = ENV.choice("LEITAI_LOG_LEVEL", default="INFO", among=("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING_CONFIG = "leitai.web.logs.configure"
LOGGING = {"level": LOG_LEVEL, "json": ENV.flag("LEITAI_LOG_JSON", default=True)}
