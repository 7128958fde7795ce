# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
import django.db.models.deletion
import uuid
from django.db import migrations, models

from mingcha.common.whole_app import WholeApp


class Migration(WholeApp):

    replaces = [('intake', '0001_first'), ('intake', '0002_proof_files'), ('intake', '0003_sources_and_their_traces')]

    initial = True

    dependencies = [
        ('accounts', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportSource',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_sources', to='accounts.office')),
                ('kind', models.CharField(max_length=16, verbose_name='种类')),
                ('name', models.CharField(max_length=64, verbose_name='来源名称')),
                ('organisation', models.CharField(blank=True, max_length=64, verbose_name='提供单位')),
                ('is_full', models.BooleanField(default=False, verbose_name='全量')),
                ('added_at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '资料来源',
                'ordering': ('kind', 'name'),
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'name'), name='source_name_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='source_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='accounts.office')),
                ('kind', models.CharField(max_length=16, verbose_name='种类')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('file_sha256', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('sheet_name', models.CharField(blank=True, max_length=64, verbose_name='工作表')),
                ('feed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='intake.importsource')),
                ('source', models.CharField(blank=True, help_text='in words, when it has no feed', max_length=64, verbose_name='数据来源')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('state', models.CharField(choices=[('previewed', '待确认'), ('confirmed', '已写入'), ('discarded', '已放弃'), ('taken_back', '已撤回')], default='previewed', max_length=16, verbose_name='状态')),
                ('counts', models.JSONField(default=dict, verbose_name='计数')),
                ('reading', models.JSONField(default=dict, help_text='header rows, mapping, skipped rows', verbose_name='识别情况')),
                ('uploaded_by', models.CharField(max_length=64, verbose_name='上传人')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
            ],
            options={
                'verbose_name': '导入',
                'ordering': ('-uploaded_at',),
            },
        ),
        migrations.CreateModel(
            name='StagedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staged', to='intake.importbatch')),
                ('number', models.IntegerField(verbose_name='行号')),
                ('verdict', models.CharField(choices=[('new', '新增'), ('changed', '变化'), ('unchanged', '未变'), ('refused', '不能导入'), ('gone', '来源中不再有')], max_length=16, verbose_name='结论')),
                ('warns', models.BooleanField(default=False, verbose_name='有提醒')),
                ('asks', models.BooleanField(default=False, verbose_name='待决定')),
                ('accepted', models.BooleanField(default=True, verbose_name='采纳')),
                ('answer', models.CharField(blank=True, max_length=48, verbose_name='决定')),
                ('content_sealed', models.TextField(help_text='JSON: cells as read, parsed values, reason, differences')),
            ],
            options={
                'verbose_name': '导入行',
                'ordering': ('number',),
                'indexes': [models.Index(fields=['batch', 'verdict', 'number'], name='intake_stag_batch_i_b7c589_idx')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='row_once_in_a_batch')],
            },
        ),
        migrations.CreateModel(
            name='Reliance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.office')),
                ('kind', models.CharField(max_length=16, verbose_name='种类')),
                ('title', models.CharField(max_length=120, verbose_name='依据它的事项')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '导入的引用',
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'title'), name='reliance_once')],
            },
        ),
        migrations.CreateModel(
            name='SourceTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='traces', to='intake.importsource')),
                ('record', models.UUIDField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.importbatch')),
                ('before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.importbatch')),
            ],
            options={
                'verbose_name': '来源的记载',
                'constraints': [models.UniqueConstraint(fields=('source', 'record'), name='trace_once')],
            },
        ),
        migrations.CreateModel(
            name='ColumnMemory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.office')),
                ('kind', models.CharField(max_length=16)),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='intake.importsource')),
                ('heading', models.CharField(max_length=64)),
                ('column', models.CharField(blank=True, help_text='empty: leave this column out', max_length=32)),
            ],
            options={
                'verbose_name': '列的记忆',
                'constraints': [models.UniqueConstraint(condition=models.Q(('source', None)), fields=('office', 'kind', 'heading'), name='heading_once_in_an_office'), models.UniqueConstraint(fields=('source', 'heading'), name='heading_once_in_a_source')],
            },
        ),
        migrations.CreateModel(
            name='ProofFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proof_files', to='accounts.office')),
                ('file_name', models.CharField(max_length=120, verbose_name='文件名')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpg', 'JPG'), ('png', 'PNG')], max_length=8, verbose_name='格式')),
                ('size', models.PositiveBigIntegerField(verbose_name='字节')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('kept_by', models.CharField(max_length=64, verbose_name='收存人')),
                ('kept_at', models.DateTimeField(verbose_name='收存时间')),
            ],
            options={
                'verbose_name': '证明材料',
                'ordering': ('kept_at',),
            },
        ),
    ]
