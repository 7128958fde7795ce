from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0013_called_off_units"),
    ]

    operations = [
        migrations.AlterField(
            model_name="plan",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "编制中"),
                    ("submitted", "待批准"),
                    ("approved", "已批准"),
                    ("published", "已公布"),
                    ("filed", "已备案"),
                    ("closed", "已办结"),
                    ("discarded", "已作废"),
                ],
                default="draft",
                max_length=16,
                verbose_name="状态",
            ),
        ),
        migrations.RemoveConstraint(model_name="plan", name="one_plan_of_a_year"),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "discarded"), _negated=True),
                fields=("office", "year"),
                name="one_plan_of_a_year",
            ),
        ),
    ]
