# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
import django.db.models.deletion
import uuid
from django.db import migrations, models

from mingcha.common.whole_app import WholeApp


class Migration(WholeApp):

    replaces = [('papers', '0001_first'), ('papers', '0002_templates_of_offices'), ('papers', '0003_papers_of_visits'), ('papers', '0004_signed_before_a_change'), ('papers', '0005_bulletins')]

    initial = True

    dependencies = [
        ('accounts', '0003_former_names'),
        ('intake', '0003_sources_and_their_traces'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentSeries',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='document_series', to='accounts.office')),
                ('kind', models.CharField(choices=[('sitting', '抽取会'), ('announcement', '抽取公告'), ('plan', '年度抽查计划'), ('check_approval', '行政检查审批表'), ('check_notice', '行政检查通知书'), ('result_notice', '行政检查结果告知书'), ('bulletin', '抽查情况通报')], max_length=16, verbose_name='文书')),
                ('code', models.CharField(max_length=16, verbose_name='代字')),
            ],
            options={
                'verbose_name': '文号代字',
                'constraints': [models.UniqueConstraint(fields=('office', 'kind'), name='one_series_of_a_kind'), models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='series_has_a_code')],
            },
        ),
        migrations.CreateModel(
            name='DocumentNumber',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='document_numbers', to='accounts.office')),
                ('code', models.CharField(max_length=16, verbose_name='代字')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('number', models.PositiveIntegerField(verbose_name='序号')),
                ('standing', models.CharField(choices=[('used', '已用'), ('void', '已作废'), ('outside', '系统外已用')], default='used', max_length=8, verbose_name='状态')),
                ('kind', models.CharField(blank=True, choices=[('sitting', '抽取会'), ('announcement', '抽取公告'), ('plan', '年度抽查计划'), ('check_approval', '行政检查审批表'), ('check_notice', '行政检查通知书'), ('result_notice', '行政检查结果告知书'), ('bulletin', '抽查情况通报')], max_length=16, verbose_name='文书')),
                ('subject', models.UUIDField(blank=True, help_text='the row of an upper app', null=True, verbose_name='事项编号')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='用于')),
                ('url', models.CharField(blank=True, max_length=200, verbose_name='所在页面')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('taken_by', models.CharField(max_length=64, verbose_name='取号人')),
                ('taken_at', models.DateTimeField(verbose_name='取号时间')),
                ('closed_by', models.CharField(blank=True, max_length=64, verbose_name='作废人')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
            ],
            options={
                'verbose_name': '文号',
                'ordering': ('-year', 'code', '-number'),
                'constraints': [models.UniqueConstraint(fields=('office', 'code', 'year', 'number'), name='document_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='document_numbers_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'used'), ('subject__isnull', False)), models.Q(('standing__in', ['void', 'outside']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='number_used_or_explained')],
            },
        ),
        migrations.CreateModel(
            name='OfficeTemplate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_templates', to='accounts.office')),
                ('kind', models.CharField(choices=[('announcement', '抽取公告'), ('attendance', '抽取会签到表'), ('result', '抽取结果表'), ('assignment', '检查人员匹配表'), ('visits', '检查任务清单'), ('volume', '案卷'), ('check_approval', '行政检查审批表'), ('check_notice', '行政检查通知书'), ('check_form', '检查单'), ('check_record', '现场检查笔录'), ('inquiry_record', '询问笔录'), ('inquest_record', '勘验笔录'), ('sampling_record', '抽样取证记录'), ('result_notice', '行政检查结果告知书'), ('record_receipt', '检查记录回执'), ('bulletin', '抽查情况通报')], max_length=16, verbose_name='文书')),
                ('version', models.PositiveSmallIntegerField(verbose_name='第几版')),
                ('file_name', models.CharField(max_length=120, verbose_name='文件名')),
                ('source', models.TextField(verbose_name='模板原文')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('uploaded_by', models.CharField(max_length=64, verbose_name='上传人')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('withdrawn_by', models.CharField(blank=True, max_length=64, verbose_name='停用人')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='停用时间')),
            ],
            options={
                'verbose_name': '本局模板',
                'ordering': ('kind', '-version'),
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'version'), name='template_version_once'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('office', 'kind'), name='one_template_in_force')],
            },
        ),
        migrations.CreateModel(
            name='PaperSource',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                ('files', models.JSONField(help_text='{path: text}; the template itself is main.typ', verbose_name='文件')),
            ],
            options={
                'verbose_name': '文书模板原文',
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='accounts.office')),
                ('kind', models.CharField(choices=[('announcement', '抽取公告'), ('attendance', '抽取会签到表'), ('result', '抽取结果表'), ('assignment', '检查人员匹配表'), ('visits', '检查任务清单'), ('volume', '案卷'), ('check_approval', '行政检查审批表'), ('check_notice', '行政检查通知书'), ('check_form', '检查单'), ('check_record', '现场检查笔录'), ('inquiry_record', '询问笔录'), ('inquest_record', '勘验笔录'), ('sampling_record', '抽样取证记录'), ('result_notice', '行政检查结果告知书'), ('record_receipt', '检查记录回执'), ('bulletin', '抽查情况通报')], max_length=16, verbose_name='文书')),
                ('subject', models.UUIDField(help_text='the row of an upper app', verbose_name='事项编号')),
                ('part', models.CharField(blank=True, help_text="which of several, e.g. an attempt's id", max_length=47, verbose_name='部分')),
                ('edition', models.PositiveSmallIntegerField(default=1, verbose_name='第几版')),
                ('title', models.CharField(max_length=200, verbose_name='文书名称')),
                ('document_no', models.CharField(blank=True, max_length=40, verbose_name='文号')),
                ('made_on', models.DateField(verbose_name='成文日期')),
                ('content', models.JSONField(verbose_name='内容')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='papers.papersource')),
                ('template', models.CharField(blank=True, help_text='empty: the shipped one', max_length=64, verbose_name='模板')),
                ('pdf', models.BinaryField(verbose_name='打印稿')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('pages', models.PositiveSmallIntegerField(verbose_name='页数')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='重新制作的理由')),
                ('made_by', models.CharField(max_length=64, verbose_name='制作人')),
                ('made_at', models.DateTimeField(verbose_name='制作时间')),
            ],
            options={
                'verbose_name': '文书',
                'ordering': ('made_at', 'kind', 'part', 'edition'),
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject', 'part', 'edition'), name='paper_edition_once'), models.CheckConstraint(condition=models.Q(models.Q(('edition', 1), ('reason', '')), models.Q(('edition__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='later_edition_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='PaperScan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='papers.paper')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.prooffile')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('signed_on', models.DateField(blank=True, help_text='of an edition that is not the last', null=True, verbose_name='签字日期')),
                ('attached_by', models.CharField(max_length=64, verbose_name='附件人')),
                ('attached_at', models.DateTimeField(verbose_name='附上时间')),
            ],
            options={
                'verbose_name': '盖章扫描件',
                'ordering': ('attached_at',),
            },
        ),
    ]
