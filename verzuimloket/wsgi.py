"""WSGI-ingang voor gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verzuimloket.settings")
application = get_wsgi_application()

# deze kunnen pas als Django klaarstaat
from verzuimloket.checks import eis_productie, waarschuw_voor_rol  # noqa: E402
from verzuimloket.gate import LoketRequest  # noqa: E402

application.request_class = LoketRequest
eis_productie()
waarschuw_voor_rol()
