# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
import django.db.models.deletion
import uuid
from django.db import migrations, models

from mingcha.common.whole_app import WholeApp


class Migration(WholeApp):

    replaces = [('law', '0001_first'), ('law', '0002_legal_texts'), ('law', '0003_calendar_and_deadlines'), ('law', '0004_cited_texts'), ('law', '0005_obligations')]

    initial = True

    dependencies = [
        ('accounts', '0002_saved_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='accounts.office')),
                ('key', models.CharField(max_length=48, verbose_name='编号')),
                ('title', models.CharField(max_length=64, verbose_name='名称')),
                ('value', models.CharField(blank=True, help_text='whole number or p/q', max_length=24, verbose_name='数值')),
                ('unit', models.CharField(blank=True, max_length=16, verbose_name='单位')),
                ('clause', models.CharField(max_length=200, verbose_name='依据')),
                ('quote', models.CharField(blank=True, max_length=200, verbose_name='原文')),
                ('confidence', models.CharField(choices=[('S', '已核'), ('P', '待核'), ('C', '存疑')], max_length=1, verbose_name='可信程度')),
                ('in_force_from', models.DateField(verbose_name='施行日期')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('is_on', models.BooleanField(default=True, verbose_name='执行')),
            ],
            options={
                'verbose_name': '法定义务',
                'db_table': 'law_figure',
                'ordering': ('key', 'in_force_from'),
                'constraints': [models.UniqueConstraint(fields=('office', 'key', 'in_force_from'), name='figure_once_a_day'), models.CheckConstraint(condition=models.Q(('in_force_until', None), ('in_force_until__gte', models.F('in_force_from')), _connector='OR'), name='figure_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('unit', ''), ('value', '')), models.Q(models.Q(('value', ''), _negated=True), models.Q(('unit', ''), _negated=True)), _connector='OR'), name='figure_has_its_unit')],
            },
        ),
        migrations.CreateModel(
            name='ObligationChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligation_changes', to='accounts.office')),
                ('key', models.CharField(max_length=48, verbose_name='编号')),
                ('title', models.CharField(max_length=64, verbose_name='名称')),
                ('value', models.CharField(blank=True, max_length=24, verbose_name='数值')),
                ('unit', models.CharField(blank=True, max_length=16, verbose_name='单位')),
                ('clause', models.CharField(max_length=200, verbose_name='依据')),
                ('quote', models.CharField(blank=True, max_length=200, verbose_name='原文')),
                ('confidence', models.CharField(choices=[('S', '已核'), ('P', '待核'), ('C', '存疑')], max_length=1, verbose_name='可信程度')),
                ('in_force_from', models.DateField(verbose_name='施行日期')),
                ('is_on', models.BooleanField(default=True, verbose_name='执行')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('proposed', '待批准'), ('approved', '已批准'), ('declined', '未批准'), ('withdrawn', '已撤回')], default='proposed', max_length=16, verbose_name='状态')),
                ('proposer', models.UUIDField(verbose_name='提出人编号')),
                ('proposed_by', models.CharField(max_length=64, verbose_name='提出人')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('decided_by', models.CharField(blank=True, max_length=64, verbose_name='决定人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
            ],
            options={
                'verbose_name': '义务变动',
                'ordering': ('-proposed_at',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('office', 'key'), name='one_open_change_of_an_obligation'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), models.Q(('decided_at', None), _negated=True)), _connector='OR'), name='obligation_change_decided_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LegalText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_texts', to='accounts.office')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('key', models.CharField(help_text='law.rules.title_key of the title', max_length=120, verbose_name='简称')),
                ('level', models.CharField(choices=[('law', '法律'), ('regulation', '行政法规'), ('local_regulation', '地方性法规'), ('rule', '部门规章'), ('local_rule', '地方政府规章'), ('normative', '规范性文件')], max_length=16, verbose_name='效力层级')),
                ('issued_by', models.CharField(blank=True, max_length=64, verbose_name='制定机关')),
                ('document_no', models.CharField(blank=True, max_length=64, verbose_name='文号')),
                ('change', models.CharField(choices=[('制定', '制定（首次公布）'), ('修正', '修正（改动部分条款）'), ('修订', '修订（整部重新公布）')], max_length=8, verbose_name='版本')),
                ('made_on', models.DateField(blank=True, null=True, verbose_name='制定或修改日期')),
                ('in_force_from', models.DateField(verbose_name='施行日期')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='law.legaltext')),
                ('confidence', models.CharField(choices=[('S', '已核'), ('P', '待核'), ('C', '存疑')], max_length=1, verbose_name='可信程度')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
            ],
            options={
                'verbose_name': '法律文本',
                'ordering': ('key', '-in_force_from'),
                'constraints': [models.UniqueConstraint(fields=('office', 'key', 'in_force_from'), name='text_version_once_a_day'), models.CheckConstraint(condition=models.Q(('in_force_until', None), ('in_force_until__gte', models.F('in_force_from')), _connector='OR'), name='text_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='HolidayNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holiday_notices', to='accounts.office')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几次登记')),
                ('document_no', models.CharField(max_length=40, verbose_name='文号')),
                ('issued_on', models.DateField(verbose_name='印发日期')),
                ('holidays', models.JSONField(help_text='paragraphs as `rules.notices.as_stored` writes them', verbose_name='放假安排')),
                ('count_note', models.CharField(blank=True, max_length=200, verbose_name='天数说明')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正理由')),
                ('entered_by', models.CharField(max_length=64, verbose_name='登记人')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('moved', models.JSONField(default=list, help_text='title, address, old and new day of each', verbose_name='变动的期限')),
            ],
            options={
                'verbose_name': '放假安排',
                'ordering': ('-year', '-number'),
                'constraints': [models.UniqueConstraint(fields=('office', 'year', 'number'), name='notice_number_once_a_year'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='notice_number_from_one'), models.CheckConstraint(condition=models.Q(('document_no', ''), _negated=True), name='notice_names_its_document'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='notice_corrected_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='accounts.office')),
                ('kind', models.CharField(max_length=32, verbose_name='种类')),
                ('subject', models.UUIDField(verbose_name='事项编号')),
                ('title', models.CharField(max_length=120, verbose_name='事项')),
                ('url', models.CharField(blank=True, max_length=200, verbose_name='页面')),
                ('clause', models.CharField(max_length=200, verbose_name='依据')),
                ('starts_on', models.DateField(verbose_name='起算日')),
                ('count', models.PositiveSmallIntegerField(verbose_name='期限')),
                ('unit', models.CharField(choices=[('working', '个工作日'), ('calendar', '日')], max_length=8, verbose_name='单位')),
                ('due_on', models.DateField(verbose_name='到期日')),
                ('is_provisional', models.BooleanField(default=False, verbose_name='暂定')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
            ],
            options={
                'verbose_name': '期限',
                'ordering': ('due_on', 'title'),
                'indexes': [models.Index(fields=['office', 'closed_at', 'due_on'], name='law_deadlin_office__9a24c9_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('office', 'kind', 'subject'), name='one_open_deadline'), models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='deadline_of_a_day_or_more'), models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('starts_on'))), name='deadline_after_its_start')],
            },
        ),
        migrations.CreateModel(
            name='CitedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cited_texts', to='accounts.office')),
                ('key', models.CharField(max_length=120, verbose_name='名称')),
            ],
            options={
                'verbose_name': '清单引用的文本',
                'constraints': [models.UniqueConstraint(fields=('office', 'key'), name='cited_text_once')],
            },
        ),
    ]
