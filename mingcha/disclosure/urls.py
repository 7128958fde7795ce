"""Addresses of disclosure: the staff's below disclosure/, the public below public/."""

from django.urls import path

from mingcha.disclosure.views import bulletins, carrying, portal, public_bulletins, results

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
    path("disclosure/bulletins/", bulletins.bulletin_list, name="bulletin_list"),
    path("disclosure/bulletins/of/<uuid:pk>/", bulletins.bulletin_draft, name="bulletin_draft"),
    path("disclosure/bulletins/<uuid:pk>/", bulletins.bulletin_detail, name="bulletin_detail"),
    path("disclosure/bulletins/<uuid:pk>/edit/", bulletins.bulletin_edit, name="bulletin_edit"),
    path("disclosure/bulletins/<uuid:pk>/figures/", bulletins.bulletin_renew, name="bulletin_renew"),
    path("disclosure/bulletins/<uuid:pk>/submit/", bulletins.bulletin_submit, name="bulletin_submit"),
    path("disclosure/bulletins/<uuid:pk>/decide/", bulletins.bulletin_decide, name="bulletin_decide"),
    path("disclosure/bulletins/<uuid:pk>/publish/", bulletins.bulletin_publish, name="bulletin_publish"),
    path("disclosure/bulletins/<uuid:pk>/withdraw/", bulletins.bulletin_withdraw, name="bulletin_withdraw"),
    path("disclosure/bulletins/<uuid:pk>/paper.pdf", bulletins.bulletin_paper, name="bulletin_paper"),
    path("disclosure/bulletins/<uuid:pk>/paper.docx", bulletins.bulletin_document, name="bulletin_document"),
    path("public/", portal.public_portal, name="public_portal"),
    path("public/companies/", portal.public_companies, name="public_companies"),
    path("public/companies/<path:code>/", portal.public_company, name="public_company"),
    path("public/figures/", portal.public_figures, name="public_figures"),
    path("public/records/", portal.public_open, name="public_open"),
    path("public/records/<slug:key>/", portal.public_records, name="public_records"),
    # The page of a bulletin stands where that of any published record does.
    path(
        "public/records/bulletins/<slug:record>/",
        public_bulletins.public_bulletin_page,
        name="public_bulletin",
    ),
    path(
        "public/records/bulletins/<slug:record>/paper.pdf",
        public_bulletins.public_bulletin_paper,
        name="public_bulletin_paper",
    ),
    path(
        "public/records/bulletins/<slug:record>/paper.docx",
        public_bulletins.public_bulletin_document,
        name="public_bulletin_document",
    ),
    path("public/records/<slug:key>/<slug:record>/", portal.public_record_page, name="public_record"),
    path("public/records/<slug:key>.csv", portal.public_records_csv, name="public_records_csv"),
    path("public/records/<slug:key>.json", portal.public_records_json, name="public_records_json"),
    path("public/records/<slug:key>.schema.json", portal.public_records_schema, name="public_records_schema"),
    path("public/verifier/", portal.public_verifier, name="public_verifier"),
    path("public/verifier/drawproof.pyz", portal.public_verifier_program, name="public_verifier_program"),
    path("public/checkpoint.txt", portal.public_checkpoint, name="public_checkpoint"),
]
