from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('inspections', '0001_whole'),
    ]

    operations = [
        migrations.AddField(
            model_name='inspectionrecord',
            name='given_up_for',
            field=models.CharField(blank=True, max_length=200, verbose_name='放弃原因'),
        ),
        migrations.AlterField(
            model_name='inspectionrecord',
            name='state',
            field=models.CharField(choices=[('asked', '更正待批准'), ('draft', '填写中'), ('submitted', '待另一人确认'), ('confirmed', '已确认'), ('returned', '已退回'), ('declined', '不予更正'), ('superseded', '已被新版替代'), ('given_up', '已放弃')], default='draft', max_length=16, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='inspectionrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'given_up'), models.Q(('given_up_for', ''), _negated=True)), models.Q(models.Q(('state', 'given_up'), _negated=True), ('given_up_for', '')), _connector='OR'), name='record_given_up_with_reason'),
        ),
    ]
