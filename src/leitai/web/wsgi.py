"""The WSGI application. Needs DATABASE_URL; `leitai serve` sets it for the embedded PostgreSQL."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitai.settings")
application = get_wsgi_application()
