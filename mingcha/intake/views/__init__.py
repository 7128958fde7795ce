"""Pages of imports."""

from mingcha.intake.views.closing import import_discard, import_refused, import_take_back
from mingcha.intake.views.lists import import_list, import_template
from mingcha.intake.views.previewing import (
    import_choose,
    import_columns,
    import_confirm,
    import_preview,
    import_recheck,
)
from mingcha.intake.views.sources import import_source, import_sources
from mingcha.intake.views.uploading import import_upload
from mingcha.intake.views.works import import_work

__all__ = [
    "import_choose",
    "import_columns",
    "import_confirm",
    "import_discard",
    "import_list",
    "import_preview",
    "import_recheck",
    "import_refused",
    "import_source",
    "import_sources",
    "import_take_back",
    "import_template",
    "import_upload",
    "import_work",
]
