"""Addresses of imports: one list, and the same steps for every kind that an app registered."""

from typing import Any

from django.urls import URLPattern, path

from mingcha.intake import views
from mingcha.intake.subjects import registered

STEPS: tuple[tuple[str, Any, str], ...] = (
    ("", views.import_upload, "import"),
    ("template/", views.import_template, "import_template"),
    ("sources/", views.import_sources, "import_sources"),
    ("sources/<uuid:pk>/", views.import_source, "import_source"),
    ("<uuid:pk>/", views.import_preview, "import_preview"),
    ("<uuid:pk>/columns/", views.import_columns, "import_columns"),
    ("<uuid:pk>/choose/", views.import_choose, "import_choose"),
    ("<uuid:pk>/recheck/", views.import_recheck, "import_recheck"),
    ("<uuid:pk>/confirm/", views.import_confirm, "import_confirm"),
    ("<uuid:pk>/refused/", views.import_refused, "import_refused"),
    ("<uuid:pk>/discard/", views.import_discard, "import_discard"),
    ("<uuid:pk>/take-back/", views.import_take_back, "import_take_back"),
)

urlpatterns: list[URLPattern] = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/works/<uuid:pk>/", views.import_work, name="import_work"),
    *(
        path(f"imports/{kind}/{place}", view, {"subject": subject}, name=f"{kind}_{name}")
        for kind, subject in registered().items()
        for place, view, name in STEPS
    ),
]
