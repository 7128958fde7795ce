from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0012_visits_begun"),
    ]

    operations = [
        migrations.AddField(
            model_name="drawnunitchange",
            name="is_called_off",
            field=models.BooleanField(default=False, verbose_name="不再实施"),
        ),
    ]
