# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mingcha.common.whole_app import WholeApp


class Migration(WholeApp):

    replaces = [('upkeep', '0001_first'), ('upkeep', '0002_platform_entries'), ('upkeep', '0003_entries_of_results'), ('upkeep', '0004_entries_of_penalties')]

    initial = True

    dependencies = [
        ('accounts', '0002_saved_views_of_lists'),
        ('intake', '0003_sources_and_their_traces'),
    ]

    operations = [
        migrations.CreateModel(
            name='Upkeep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='upkeeps', to='accounts.office')),
                ('kind', models.CharField(choices=[('targets', '检查对象名录库'), ('inspectors', '执法检查人员名录库'), ('items', '随机抽查事项清单')], max_length=16, verbose_name='名录')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='upkeeps', to='accounts.section')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='upkeeps', to=settings.AUTH_USER_MODEL)),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='最近一次确认')),
                ('confirmed_how', models.CharField(blank=True, choices=[('import', '导入'), ('confirm', '核对无误'), ('publish', '公布新版')], max_length=16, verbose_name='方式')),
                ('confirmed_by', models.CharField(blank=True, max_length=64, verbose_name='确认人')),
            ],
            options={
                'verbose_name': '更新责任',
                'constraints': [models.UniqueConstraint(fields=('office', 'kind'), name='one_upkeep_of_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['inspectors', 'items', 'targets'])), name='upkeep_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_how', ''), ('confirmed_on', None)), models.Q(('confirmed_on__isnull', False), models.Q(('confirmed_how', ''), _negated=True)), _connector='OR'), name='upkeep_confirmed_somehow')],
            },
        ),
        migrations.CreateModel(
            name='PlatformEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='platform_entries', to='accounts.office')),
                ('kind', models.CharField(choices=[('plan', '年度计划'), ('draw', '抽取'), ('result', '检查结果'), ('penalty', '行政处罚')], max_length=8, verbose_name='录入内容')),
                ('subject', models.UUIDField(verbose_name='事项编号')),
                ('title', models.CharField(max_length=120, verbose_name='事项')),
                ('platform', models.CharField(choices=[('provincial', '省双随机平台'), ('national', '国家企业信用信息公示系统'), ('credit', '信用中国')], max_length=12, verbose_name='平台')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几次登记')),
                ('entered_on', models.DateField(verbose_name='录入日期')),
                ('entered_by', models.CharField(max_length=64, verbose_name='录入人')),
                ('entry_no', models.CharField(blank=True, max_length=64, verbose_name='平台编号')),
                ('receipt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.prooffile')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正理由')),
                ('recorded_by', models.CharField(max_length=64, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '平台录入',
                'ordering': ('platform', '-number'),
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'subject', 'platform', 'number'), name='platform_entry_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='platform_entry_number_from_one'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='platform_entry_corrected_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('entry_no', ''), _negated=True), ('receipt__isnull', False), _connector='OR'), name='platform_entry_has_a_trace')],
            },
        ),
    ]
