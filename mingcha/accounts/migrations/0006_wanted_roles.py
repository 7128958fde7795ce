from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_discipline"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="wanted_roles",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="as the staff list says; nothing before the security administrator grants them",
                verbose_name="名单所列岗位",
            ),
        ),
    ]
