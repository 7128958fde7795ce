"""Addresses of the public front page and what hangs on it."""

from django.urls import path

from mingcha.disclosure.views import portal

urlpatterns = [
    path("public/", portal.public_portal, name="public_portal"),
    path("public/companies/", portal.public_companies, name="public_companies"),
    path("public/companies/<path:code>/", portal.public_company, name="public_company"),
    path("public/figures/", portal.public_figures, name="public_figures"),
    path("public/records/", portal.public_open, name="public_open"),
    path("public/records/<slug:key>/", portal.public_records, name="public_records"),
    path("public/records/<slug:key>.csv", portal.public_records_csv, name="public_records_csv"),
    path("public/records/<slug:key>.json", portal.public_records_json, name="public_records_json"),
    path("public/records/<slug:key>.schema.json", portal.public_records_schema, name="public_records_schema"),
    path("public/verifier/", portal.public_verifier, name="public_verifier"),
    path("public/verifier/drawproof.pyz", portal.public_verifier_program, name="public_verifier_program"),
    path("public/checkpoint.txt", portal.public_checkpoint, name="public_checkpoint"),
]
