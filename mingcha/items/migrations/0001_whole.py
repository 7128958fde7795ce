# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
import django.db.models.deletion
import uuid
from django.db import migrations, models

from mingcha.common.whole_app import WholeApp


class Migration(WholeApp):

    replaces = [('items', '0001_first'), ('items', '0002_citations_checklists_powers'), ('items', '0003_note_cited_texts')]

    initial = True

    dependencies = [
        ('accounts', '0001_first'),
        ('law', '0004_cited_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='item_lists', to='accounts.office')),
                ('number', models.PositiveIntegerField(verbose_name='版次')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('submitted', '待审定'), ('approved', '已审定'), ('published', '已公布'), ('replaced', '已被新版代替')], default='draft', max_length=16, verbose_name='状态')),
                ('created_at', models.DateTimeField(verbose_name='编制时间')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送审时间')),
                ('submitted_by', models.CharField(blank=True, max_length=64, verbose_name='送审人')),
                ('submitter', models.UUIDField(blank=True, help_text='whoever submits does not approve', null=True, verbose_name='送审人编号')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='审定时间')),
                ('approved_by', models.CharField(blank=True, max_length=64, verbose_name='审定人')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
            ],
            options={
                'verbose_name': '抽查事项清单',
                'ordering': ('-number',),
                'constraints': [models.UniqueConstraint(fields=('office', 'number'), name='list_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('office',), name='one_published_list'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('office',), name='one_drafted_list')],
            },
        ),
        migrations.CreateModel(
            name='InspectionItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='items.itemlist')),
                ('code', models.CharField(max_length=32, verbose_name='事项编码')),
                ('power_code', models.CharField(blank=True, max_length=64, verbose_name='权责清单事项')),
                ('category', models.CharField(blank=True, max_length=64, verbose_name='抽查类别')),
                ('name', models.CharField(max_length=120, verbose_name='抽查事项')),
                ('contents', models.TextField(blank=True, verbose_name='抽查内容')),
                ('target_categories', models.JSONField(default=list, help_text='empty: every category', verbose_name='检查对象类别')),
                ('body', models.CharField(blank=True, max_length=64, verbose_name='抽查主体')),
                ('section_name', models.CharField(blank=True, max_length=32, verbose_name='责任股室')),
                ('kind', models.CharField(choices=[('general', '一般'), ('key', '重点')], default='general', max_length=8, verbose_name='事项类别')),
                ('concerns_enterprises', models.BooleanField(default=True, verbose_name='涉企检查')),
                ('methods', models.JSONField(default=list, verbose_name='检查方式')),
                ('ratio', models.CharField(blank=True, help_text='p/q; empty: as the plan says', max_length=24, verbose_name='抽查比例')),
                ('frequency', models.CharField(blank=True, max_length=32, verbose_name='抽查频次')),
                ('level', models.CharField(blank=True, max_length=64, verbose_name='检查层级')),
                ('requires', models.JSONField(default=list, help_text='words as the office keeps them', verbose_name='检查人员要求')),
                ('basis', models.TextField(blank=True, verbose_name='检查依据')),
                ('ratio_basis', models.TextField(blank=True, help_text='law, article and figure', verbose_name='比例依据')),
                ('frequency_basis', models.CharField(blank=True, max_length=200, verbose_name='频次依据')),
                ('standard', models.TextField(blank=True, verbose_name='检查标准')),
                ('in_force_from', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('citations', models.JSONField(blank=True, default=list, help_text='field, title, articles, year, text (its id)', verbose_name='引用的法律文本')),
            ],
            options={
                'verbose_name': '抽查事项',
                'ordering': ('code',),
                'constraints': [models.UniqueConstraint(fields=('item_list', 'code'), name='item_code_once_in_a_list')],
            },
        ),
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='checklist', to='items.inspectionitem')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('guidance', models.TextField(blank=True, verbose_name='检查方法和要求')),
            ],
            options={
                'verbose_name': '检查单',
            },
        ),
        migrations.CreateModel(
            name='ChecklistQuestion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='items.checklist')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('words', models.CharField(max_length=300, verbose_name='检查内容')),
                ('kind', models.CharField(choices=[('yes_no', '是／否'), ('number', '数值'), ('choice', '选择'), ('text', '文字')], max_length=8, verbose_name='答题方式')),
                ('choices', models.JSONField(blank=True, default=list, verbose_name='选项')),
                ('unit', models.CharField(blank=True, max_length=16, verbose_name='单位')),
                ('lowest', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='不低于')),
                ('highest', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='不高于')),
                ('finding_answers', models.JSONField(blank=True, default=list, verbose_name='发现问题的答案')),
                ('needs_photo', models.BooleanField(default=False, verbose_name='须拍照')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                ('citations', models.JSONField(blank=True, default=list, verbose_name='引用的法律文本')),
            ],
            options={
                'verbose_name': '检查单题目',
                'ordering': ('number',),
                'constraints': [models.CheckConstraint(condition=models.Q(('lowest', None), ('highest', None), ('highest__gte', models.F('lowest')), _connector='OR'), name='question_limits_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Power',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='powers', to='accounts.office')),
                ('code', models.CharField(max_length=64, verbose_name='权力编码')),
                ('name', models.CharField(max_length=200, verbose_name='权力事项名称')),
                ('kind', models.CharField(blank=True, max_length=32, verbose_name='权力类型')),
                ('basis', models.TextField(blank=True, verbose_name='设定依据')),
                ('body', models.CharField(blank=True, max_length=64, verbose_name='实施主体')),
                ('section_name', models.CharField(blank=True, max_length=32, verbose_name='承办股室')),
                ('duty', models.TextField(blank=True, verbose_name='责任事项')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('state', models.CharField(choices=[('active', '有效'), ('struck_off', '已取消')], default='active', max_length=16, verbose_name='状态')),
            ],
            options={
                'verbose_name': '权责事项',
                'ordering': ('code',),
                'constraints': [models.UniqueConstraint(fields=('office', 'code'), name='power_code_once')],
            },
        ),
        migrations.CreateModel(
            name='ItemProposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='item_proposals', to='accounts.office')),
                ('kind', models.CharField(choices=[('add', '新增'), ('change', '修改'), ('leave_out', '去掉')], max_length=16, verbose_name='建议')),
                ('code', models.CharField(blank=True, help_text='empty: a new item', max_length=32, verbose_name='事项编码')),
                ('name', models.CharField(max_length=120, verbose_name='抽查事项')),
                ('values', models.JSONField(blank=True, default=dict, verbose_name='建议内容')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('section_name', models.CharField(blank=True, max_length=32, verbose_name='提出股室')),
                ('proposer', models.UUIDField(null=True, verbose_name='提出人编号')),
                ('proposed_by', models.CharField(max_length=64, verbose_name='提出人')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('state', models.CharField(choices=[('proposed', '待答复'), ('taken_over', '已采纳'), ('declined', '未采纳'), ('withdrawn', '已撤回')], default='proposed', max_length=16, verbose_name='状态')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('decided_by', models.CharField(blank=True, max_length=64, verbose_name='答复人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
            ],
            options={
                'verbose_name': '清单建议',
                'ordering': ('-proposed_at',),
            },
        ),
        migrations.CreateModel(
            name='ListPaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item_list', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='items.itemlist')),
                ('content', models.BinaryField(verbose_name='内容')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
            ],
            options={
                'verbose_name': '清单打印稿',
            },
        ),
    ]
