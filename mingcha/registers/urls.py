"""Addresses of the two registers."""

from django.urls import path

from mingcha.registers.views import conflicts, inspectors, targets

urlpatterns = [
    path("registers/", targets.registers_home, name="registers_home"),
    path("registers/targets/", targets.target_list, name="target_list"),
    path("registers/targets/export/", targets.target_export, name="target_export"),
    path("registers/targets/<uuid:pk>/", targets.target_detail, name="target_detail"),
    path("registers/targets/<uuid:pk>/state/", targets.target_state, name="target_state"),
    path("registers/holders/<uuid:pk>/", targets.holder_detail, name="holder_detail"),
    path("registers/inspectors/", inspectors.inspector_list, name="inspector_list"),
    path("registers/inspectors/export/", inspectors.inspector_export, name="inspector_export"),
    path("registers/inspectors/<uuid:pk>/", inspectors.inspector_detail, name="inspector_detail"),
    path("registers/inspectors/<uuid:pk>/state/", inspectors.inspector_state, name="inspector_state"),
    path("registers/inspectors/<uuid:pk>/conflicts/", conflicts.conflict_declare, name="conflict_declare"),
    path("registers/conflicts/<uuid:pk>/end/", conflicts.conflict_end, name="conflict_end"),
]
