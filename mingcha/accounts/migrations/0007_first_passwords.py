from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0006_wanted_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="has_first_password",
            field=models.BooleanField(
                default=False,
                help_text="issued by somebody else; to be replaced before anything else is done",
                verbose_name="首次密码未改",
            ),
        ),
    ]
