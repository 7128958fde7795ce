"""Addresses of disclosure: the staff's below disclosure/, the public below public/."""

from django.urls import path

from mingcha.disclosure.views import carrying, portal, results

urlpatterns = [
    path("disclosure/", carrying.disclosure_home, name="disclosure_home"),
    path("disclosure/results/", results.result_campaigns, name="result_campaigns"),
    path("disclosure/results/campaigns/<uuid:pk>/", results.result_list, name="result_list"),
    path("disclosure/results/campaigns/<uuid:pk>/publish/", results.results_publish, name="results_publish"),
    path("disclosure/results/campaigns/<uuid:pk>/close/", results.campaign_close, name="campaign_close"),
    path("disclosure/results/<uuid:pk>/", results.result_detail, name="result_detail"),
    path("disclosure/results/<uuid:pk>/publish/", results.result_publish, name="result_publish"),
    path("disclosure/results/<uuid:pk>/withhold/", results.result_withhold, name="result_withhold"),
    path("disclosure/results/<uuid:pk>/withdraw/", results.result_withdraw, name="result_withdraw"),
    path(
        "disclosure/results/<uuid:pk>/platforms/<slug:platform>/", results.result_entry, name="result_entry"
    ),
    path("disclosure/withholdings/<uuid:pk>/", results.withholding_decide, name="withholding_decide"),
    path("disclosure/make/", carrying.site_make, name="site_make"),
    path("disclosure/carried/", carrying.site_carried, name="site_carried"),
    path("disclosure/address/", carrying.site_address, name="site_address"),
    path("disclosure/files/<slug:part>.zip", carrying.site_download, name="site_download"),
    path("public/", portal.public_portal, name="public_portal"),
    path("public/companies/", portal.public_companies, name="public_companies"),
    path("public/companies/<path:code>/", portal.public_company, name="public_company"),
    path("public/figures/", portal.public_figures, name="public_figures"),
    path("public/records/", portal.public_open, name="public_open"),
    path("public/records/<slug:key>/", portal.public_records, name="public_records"),
    path("public/records/<slug:key>/<slug:record>/", portal.public_record_page, name="public_record"),
    path("public/records/<slug:key>.csv", portal.public_records_csv, name="public_records_csv"),
    path("public/records/<slug:key>.json", portal.public_records_json, name="public_records_json"),
    path("public/records/<slug:key>.schema.json", portal.public_records_schema, name="public_records_schema"),
    path("public/verifier/", portal.public_verifier, name="public_verifier"),
    path("public/verifier/drawproof.pyz", portal.public_verifier_program, name="public_verifier_program"),
    path("public/checkpoint.txt", portal.public_checkpoint, name="public_checkpoint"),
]
