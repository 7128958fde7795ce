"""The texts that published lists cite are known to the law from now on; of lists already published, from here."""

from typing import Any

from django.db import migrations

from mingcha.law.rules import title_key


def note(apps: Any, schema_editor: Any) -> None:
    items = apps.get_model("items", "InspectionItem").objects
    questions = apps.get_model("items", "ChecklistQuestion").objects
    cited_text = apps.get_model("law", "CitedText")
    found: set[tuple[Any, str]] = set()
    for office, citations in (
        *items.filter(item_list__state="published").values_list("item_list__office", "citations"),
        *questions.filter(checklist__item__item_list__state="published").values_list(
            "checklist__item__item_list__office", "citations"
        ),
    ):
        found |= {(office, title_key(one["title"])) for one in citations}
    cited_text.objects.bulk_create(
        [cited_text(office_id=office, key=key) for office, key in sorted(found, key=str)]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("items", "0002_citations_checklists_powers"),
        ("law", "0004_cited_texts"),
    ]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
