from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def as_rows(apps: Any, schema_editor: Any) -> None:
    """Each chunk of the attached files as a row, in the order of the published chain."""
    Recording = apps.get_model("draws", "Recording")
    RecordingChunk = apps.get_model("draws", "RecordingChunk")
    places: dict[Any, int] = {}
    for recording in Recording.objects.order_by("sitting_id", "number"):
        rows = []
        for number, (size, sha256) in enumerate(recording.chunks, start=1):
            place = places[recording.sitting_id] = places.get(recording.sitting_id, 0) + 1
            rows.append(
                RecordingChunk(
                    sitting_id=recording.sitting_id,
                    recording=recording,
                    place=place,
                    number=number,
                    size=size,
                    sha256=sha256,
                    received_at=recording.attached_at,
                )
            )
        RecordingChunk.objects.bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [("draws", "0007_filmed_sittings")]

    operations = [
        migrations.RunPython(as_rows, migrations.RunPython.noop),
        migrations.RemoveField(model_name="recording", name="chunks"),
        migrations.AlterField(
            model_name="recordingchunk",
            name="recording",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="chunks", to="draws.recording"
            ),
        ),
    ]
