# All tables of this app in one step, for a new database; an older one takes the steps named in `replaces`.
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('plans', '0001_first'), ('plans', '0002_plans_and_their_lines'), ('plans', '0003_strata_and_drawn_units'), ('plans', '0004_clue_checks')]

    initial = True

    dependencies = [
        ('accounts', '0001_whole'),
        ('intake', '0001_whole'),
        ('items', '0001_whole'),
        ('registers', '0001_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='计划年度')),
                ('number', models.CharField(max_length=32, verbose_name='计划编号')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('submitted', '待批准'), ('approved', '已批准'), ('published', '已公布'), ('filed', '已备案'), ('closed', '已办结')], default='draft', max_length=16, verbose_name='状态')),
                ('amendment', models.PositiveSmallIntegerField(default=0, help_text='0: as first published', verbose_name='修订号')),
                ('amendment_reason', models.CharField(blank=True, max_length=200, verbose_name='修订理由')),
                ('complete_from', models.DateField(blank=True, null=True, verbose_name='数据完整自')),
                ('created_at', models.DateTimeField(verbose_name='编制时间')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送审时间')),
                ('submitted_by', models.CharField(blank=True, max_length=64, verbose_name='送审人')),
                ('submitter', models.UUIDField(blank=True, help_text='whoever submits does not approve', null=True, verbose_name='送审人编号')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='批准时间')),
                ('approved_by', models.CharField(blank=True, max_length=64, verbose_name='批准人')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
                ('published_by', models.CharField(blank=True, max_length=64, verbose_name='公布人')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='accounts.office')),
            ],
            options={
                'verbose_name': '年度抽查计划',
                'ordering': ('-year',),
                'constraints': [models.UniqueConstraint(fields=('office', 'year'), name='one_plan_of_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=32, verbose_name='任务编号')),
                ('title', models.CharField(max_length=80, verbose_name='任务名称')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('unit', models.CharField(choices=[('holder', '市场主体'), ('target', '检查对象')], default='holder', max_length=8, verbose_name='抽取单位')),
                ('towns', models.JSONField(blank=True, default=list, help_text='empty: the whole county', verbose_name='限定乡镇')),
                ('categories', models.JSONField(blank=True, default=list, help_text='empty: as the items say', verbose_name='限定类别')),
                ('division', models.CharField(blank=True, choices=[('', '不再分层'), ('town', '按乡镇分层'), ('category', '按对象类别分层'), ('items', '按适用事项分层（联合抽查）')], default='', max_length=8, verbose_name='分层方式')),
                ('merged_parts', models.JSONField(blank=True, default=list, help_text='lists of parts drawn together', verbose_name='合并的层')),
                ('leaves_out_drawn', models.BooleanField(default=True, verbose_name='一般层不重复抽取')),
                ('cooling_months', models.PositiveSmallIntegerField(blank=True, help_text='inspected since: drawn from the cooled stratum', null=True, verbose_name='冷却期（月）')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='检查开始')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='检查结束')),
                ('balance', models.CharField(choices=[('even', '均衡'), ('cap', '只限上限')], default='even', max_length=8, verbose_name='人员分配')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('ready', '可以抽取'), ('drawn', '已抽取'), ('sent', '已派出'), ('cancelled', '已取消')], default='draft', max_length=16, verbose_name='状态')),
                ('held_by', models.CharField(blank=True, help_text='written by the draws', max_length=47, verbose_name='公告中的抽取')),
                ('category', models.CharField(blank=True, max_length=64, verbose_name='抽查类别')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='轮次')),
                ('frequency', models.CharField(blank=True, help_text='as the plan says it', max_length=32, verbose_name='抽查频次')),
                ('methods', models.JSONField(blank=True, default=list, verbose_name='检查方式')),
                ('lead_department', models.CharField(blank=True, help_text='empty: the office', max_length=64, verbose_name='牵头部门')),
                ('partner_departments', models.JSONField(blank=True, default=list, verbose_name='配合部门')),
                ('only_raised', models.BooleanField(default=False, verbose_name='只抽加强层')),
                ('draw_on', models.DateField(blank=True, null=True, verbose_name='计划抽取日期')),
                ('plan_note', models.CharField(blank=True, max_length=200, verbose_name='计划备注')),
                ('outside_body', models.CharField(blank=True, max_length=64, verbose_name='计划外批准机关')),
                ('outside_document', models.CharField(blank=True, max_length=40, verbose_name='计划外批准文号')),
                ('outside_reason', models.CharField(blank=True, max_length=200, verbose_name='计划外理由')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='accounts.office')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='accounts.section')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='plans.plan')),
            ],
            options={
                'verbose_name': '抽查任务',
                'ordering': ('-year', 'number'),
                'constraints': [models.UniqueConstraint(fields=('office', 'number'), name='campaign_number_once'), models.CheckConstraint(condition=models.Q(('round__gte', 1)), name='campaign_round_from_one')],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='修订号')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='修订理由')),
                ('lines', models.JSONField(verbose_name='计划内容')),
                ('complete_from', models.DateField(verbose_name='数据完整自')),
                ('document_no', models.CharField(blank=True, max_length=40, verbose_name='发文文号')),
                ('approved_at', models.DateTimeField(verbose_name='批准时间')),
                ('approved_by', models.CharField(max_length=64, verbose_name='批准人')),
                ('published_at', models.DateTimeField(verbose_name='公布时间')),
                ('published_by', models.CharField(max_length=64, verbose_name='公布人')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plans.plan')),
            ],
            options={
                'verbose_name': '计划公布稿',
                'ordering': ('-number',),
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='plan_version_once')],
            },
        ),
        migrations.CreateModel(
            name='PlanPaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', models.BinaryField(verbose_name='内容')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='plans.planversion')),
            ],
            options={
                'verbose_name': '计划打印稿',
            },
        ),
        migrations.CreateModel(
            name='PlanFiling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('addressee', models.CharField(choices=[('superior', '上级主管部门'), ('justice', '司法局'), ('other', '其他')], max_length=16, verbose_name='报送对象')),
                ('body', models.CharField(max_length=64, verbose_name='报送机关')),
                ('filed_on', models.DateField(verbose_name='报送日期')),
                ('filed_by', models.CharField(max_length=64, verbose_name='报送人')),
                ('document_no', models.CharField(blank=True, max_length=40, verbose_name='报送文号')),
                ('receipt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.prooffile')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='plans.planversion')),
            ],
            options={
                'verbose_name': '计划备案',
                'ordering': ('filed_on', 'body'),
            },
        ),
        migrations.CreateModel(
            name='Stratum',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8, verbose_name='层')),
                ('kind', models.CharField(choices=[('ordinary', '一般'), ('raised', '加强'), ('cooled', '冷却')], max_length=16, verbose_name='性质')),
                ('ratio', models.CharField(max_length=24, verbose_name='比例')),
                ('at_least', models.PositiveIntegerField(default=1, help_text='1 or more (drawproof/1, section 5)', verbose_name='至少')),
                ('reserve', models.PositiveIntegerField(default=0, help_text='substitutes after the drawn', verbose_name='递补')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strata', to='plans.campaign')),
            ],
            options={
                'verbose_name': '抽取层',
                'ordering': ('code',),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'code'), name='stratum_once'), models.CheckConstraint(condition=models.Q(('at_least__gte', 1)), name='stratum_at_least_one')],
            },
        ),
        migrations.CreateModel(
            name='TeamGroup',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('code', models.CharField(max_length=16, verbose_name='组')),
                ('title', models.CharField(max_length=32, verbose_name='名称')),
                ('count', models.PositiveSmallIntegerField(verbose_name='人数')),
                ('requires', models.JSONField(blank=True, default=list, verbose_name='资格标签')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team_groups', to='plans.campaign')),
            ],
            options={
                'verbose_name': '检查组席位',
                'ordering': ('order',),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'code'), name='group_once'), models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='group_has_a_seat')],
            },
        ),
        migrations.CreateModel(
            name='CampaignItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ratio', models.CharField(blank=True, help_text="p/q; empty: the campaign's", max_length=24, verbose_name='一般层比例')),
                ('raised_ratio', models.CharField(blank=True, help_text='likewise', max_length=24, verbose_name='加强层比例')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaign_items', to='plans.campaign')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaign_items', to='items.inspectionitem')),
            ],
            options={
                'verbose_name': '任务事项',
                'constraints': [models.UniqueConstraint(fields=('campaign', 'item'), name='item_once_in_a_campaign')],
            },
        ),
        migrations.CreateModel(
            name='ClueCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('complaint', '投诉举报'), ('transfer', '转办交办'), ('monitoring', '数据监测'), ('request', '企业申请'), ('other', '其他')], max_length=16, verbose_name='线索来源')),
                ('source_no', models.CharField(blank=True, max_length=64, verbose_name='来源编号')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('summary', models.CharField(max_length=500, verbose_name='反映的问题')),
                ('proposer', models.UUIDField(verbose_name='提出人编号')),
                ('proposed_by', models.CharField(max_length=64, verbose_name='提出人')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('decider', models.UUIDField(blank=True, null=True, verbose_name='决定人编号')),
                ('decided_by', models.CharField(blank=True, max_length=64, verbose_name='决定人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('urgent_reason', models.CharField(blank=True, max_length=200, verbose_name='未经抽取的理由')),
                ('sent_team', models.JSONField(blank=True, default=list, verbose_name='派出人员')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='核查日期')),
                ('result', models.CharField(blank=True, max_length=120, verbose_name='核查结果')),
                ('recorded_by', models.CharField(blank=True, max_length=64, verbose_name='登记人')),
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clue_check', to='plans.campaign')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.prooffile')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clue_checks', to='registers.holder')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clue_checks', to='registers.target')),
            ],
            options={
                'verbose_name': '线索核查',
                'ordering': ('-proposed_at',),
                'constraints': [models.CheckConstraint(condition=models.Q(('decider', None), models.Q(('decider', models.F('proposer')), _negated=True), _connector='OR'), name='clue_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('result', ''), ('visited_on', None)), models.Q(('visited_on__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='clue_visited_with_a_result')],
            },
        ),
        migrations.CreateModel(
            name='DrawnUnit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('unit', models.CharField(max_length=47, verbose_name='抽取单位')),
                ('holder_code', models.CharField(max_length=47, verbose_name='市场主体编码')),
                ('drawn_on', models.DateField(verbose_name='抽取日期')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawn_units', to='plans.campaign')),
            ],
            options={
                'verbose_name': '抽中的单位',
                'ordering': ('unit',),
                'indexes': [models.Index(fields=['holder_code'], name='plans_drawn_holder__09981f_idx')],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='unit_drawn_once')],
            },
        ),
    ]
