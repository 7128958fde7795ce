# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mingcha.common.whole_app import WholeApp


class Migration(WholeApp):

    replaces = [('disclosure', '0001_carried_site'), ('disclosure', '0002_disclosures'), ('disclosure', '0003_results'), ('disclosure', '0004_bulletins'), ('disclosure', '0005_penalties')]

    initial = True

    dependencies = [
        ('accounts', '0005_discipline'),
        ('inspections', '0001_whole'),
        ('intake', '0003_sources_and_their_traces'),
        ('papers', '0005_bulletins'),
        ('plans', '0011_changes_of_drawn_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins', to='accounts.office')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins', to='plans.campaign')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几版')),
                ('state', models.CharField(choices=[('draft', '起草中'), ('submitted', '待批准'), ('approved', '待公布'), ('public', '已公布'), ('replaced', '已被新版代替'), ('withdrawn', '已撤回')], default='draft', max_length=16, verbose_name='状态')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='保存次数')),
                ('text', models.JSONField(help_text='by section, with placeholders', verbose_name='正文')),
                ('figures', models.JSONField(verbose_name='数据')),
                ('figures_at', models.DateTimeField(verbose_name='取数时间')),
                ('hands', models.JSONField(default=list, help_text='ids of all who wrote in it', verbose_name='经手人')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正理由')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins_drafted', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField(verbose_name='起草时间')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bulletins_submitted', to=settings.AUTH_USER_MODEL)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送审时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bulletins_decided', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('decision_words', models.CharField(blank=True, max_length=200, verbose_name='审批意见')),
                ('document_no', models.CharField(blank=True, max_length=40, verbose_name='文号')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.paper')),
                ('published_by', models.CharField(blank=True, max_length=64, verbose_name='公布人')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
            ],
            options={
                'verbose_name': '通报',
                'ordering': ('-number',),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='bulletin_version_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'approved'))), fields=('campaign',), name='one_open_bulletin'), models.UniqueConstraint(condition=models.Q(('state', 'public')), fields=('campaign',), name='one_public_bulletin'), models.CheckConstraint(condition=models.Q(models.Q(('number', 1), ('reason', '')), models.Q(('number__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='later_bulletin_with_reason'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(models.Q(('decided_by', models.F('drafted_by')), _negated=True), models.Q(('decided_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='bulletin_approved_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'submitted'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='bulletin_submitted'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'public', 'replaced', 'withdrawn']), _negated=True), models.Q(('decided_by__isnull', False), ('paper__isnull', False)), _connector='OR'), name='bulletin_approved_with_its_paper'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['public', 'replaced', 'withdrawn']), _negated=True), models.Q(('published_at__isnull', False), models.Q(('published_by', ''), _negated=True)), _connector='OR'), name='bulletin_published_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Penalty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penalties', to='accounts.office')),
                ('decision', models.UUIDField(default=uuid.uuid4, verbose_name='决定标识')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几版')),
                ('state', models.CharField(choices=[('entered', '待核对'), ('returned', '退回重填'), ('checked', '已核对'), ('superseded', '已被新版代替'), ('void', '录入作废')], default='entered', max_length=16, verbose_name='状态')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='保存次数')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='penalties', to='accounts.section')),
                ('inspection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='penalties', to='inspections.inspection')),
                ('follow_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='penalties', to='inspections.followup')),
                ('document_no', models.CharField(max_length=60, verbose_name='行政处罚决定书文号')),
                ('party_kind', models.CharField(choices=[('company', '法人及非法人组织'), ('sole', '个体工商户'), ('person', '自然人')], max_length=8, verbose_name='行政相对人类别')),
                ('party', models.CharField(max_length=120, verbose_name='行政相对人名称')),
                ('party_sealed', models.TextField(blank=True, editable=False)),
                ('uscc', models.CharField(blank=True, max_length=18, verbose_name='统一社会信用代码')),
                ('register_no', models.CharField(blank=True, max_length=32, verbose_name='工商注册号')),
                ('organisation_no', models.CharField(blank=True, max_length=32, verbose_name='组织机构代码')),
                ('tax_no', models.CharField(blank=True, max_length=32, verbose_name='税务登记号')),
                ('institution_no', models.CharField(blank=True, max_length=32, verbose_name='事业单位证书号')),
                ('society_no', models.CharField(blank=True, max_length=32, verbose_name='社会组织登记证号')),
                ('representative_sealed', models.TextField(blank=True, editable=False)),
                ('holder_code', models.CharField(blank=True, max_length=32, verbose_name='主体编码')),
                ('breach', models.TextField(verbose_name='违法行为类型')),
                ('facts', models.TextField(verbose_name='违法事实')),
                ('basis', models.TextField(verbose_name='处罚依据')),
                ('categories', models.JSONField(verbose_name='处罚类别')),
                ('content', models.TextField(verbose_name='处罚内容')),
                ('fine', models.PositiveBigIntegerField(default=0, help_text='in fen', verbose_name='罚款金额')),
                ('confiscated', models.PositiveBigIntegerField(default=0, help_text='in fen', verbose_name='没收金额')),
                ('licences', models.CharField(blank=True, max_length=200, verbose_name='暂扣或吊销证照名称及编号')),
                ('decided_on', models.DateField(verbose_name='处罚决定日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='处罚有效期')),
                ('public_until', models.DateField(blank=True, null=True, verbose_name='公示截止期')),
                ('authority_code', models.CharField(blank=True, max_length=18, verbose_name='处罚机关统一社会信用代码')),
                ('remarks', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.prooffile')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正理由')),
                ('hands', models.JSONField(default=list, help_text='ids of all who wrote in it', verbose_name='经手人')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penalties_entered', to=settings.AUTH_USER_MODEL)),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='penalties_checked', to=settings.AUTH_USER_MODEL)),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='核对时间')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='退回或者作废的意见')),
            ],
            options={
                'verbose_name': '行政处罚决定',
                'ordering': ('-decided_on', '-number'),
                'indexes': [models.Index(fields=['office', 'state'], name='penalties_by_state')],
                'constraints': [models.UniqueConstraint(fields=('decision', 'number'), name='penalty_version_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('entered', 'returned'))), fields=('decision',), name='one_open_penalty'), models.UniqueConstraint(condition=models.Q(('state', 'checked')), fields=('decision',), name='one_checked_penalty'), models.UniqueConstraint(condition=models.Q(('state', 'checked')), fields=('office', 'document_no'), name='penalty_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('number', 1), ('reason', '')), models.Q(('number__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='later_penalty_with_reason'), models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('entered_by')), _negated=True), _connector='OR'), name='penalty_checked_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['checked', 'superseded']), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='penalty_checked_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='accounts.office')),
                ('kind', models.CharField(max_length=32, verbose_name='公示内容')),
                ('record', models.CharField(max_length=64, verbose_name='原记录')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几版')),
                ('state', models.CharField(choices=[('public', '已公示'), ('replaced', '已更正'), ('withdrawn', '已撤回')], default='public', max_length=16, verbose_name='状态')),
                ('values', models.JSONField(help_text='by field of the kind', verbose_name='公示的内容')),
                ('holder_code', models.CharField(blank=True, max_length=32, verbose_name='主体编码')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正理由')),
                ('disclosed_by', models.CharField(max_length=64, verbose_name='公示人')),
                ('disclosed_at', models.DateTimeField(verbose_name='公示时间')),
                ('ended_by', models.CharField(blank=True, max_length=64, verbose_name='更正或撤回人')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='更正或撤回时间')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回理由')),
            ],
            options={
                'verbose_name': '公示',
                'ordering': ('-disclosed_at', '-number'),
                'indexes': [models.Index(fields=['kind', 'record'], name='disclosure__kind_225c64_idx'), models.Index(fields=['holder_code'], name='disclosure__holder__8e500d_idx')],
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'record', 'number'), name='disclosure_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'public')), fields=('office', 'kind', 'record'), name='one_public_version'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'public')), models.Q(models.Q(('state', 'public'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='disclosure_ended_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawal_reason', '')), models.Q(('state', 'withdrawn'), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='withdrawn_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='SiteAddress',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='site_addresses', to='accounts.office')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='网址')),
                ('in_force_from', models.DateField(verbose_name='生效日期')),
                ('reason', models.CharField(max_length=200, verbose_name='设定依据')),
                ('set_by', models.CharField(max_length=64, verbose_name='设定人')),
                ('set_at', models.DateTimeField(verbose_name='设定时间')),
            ],
            options={
                'verbose_name': '公示网址',
                'ordering': ('-in_force_from', '-set_at'),
            },
        ),
        migrations.CreateModel(
            name='SiteEdition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='site_editions', to='accounts.office')),
                ('number', models.PositiveIntegerField(verbose_name='第几次')),
                ('state', models.CharField(choices=[('made', '待上传'), ('carried', '已上传')], default='made', max_length=8, verbose_name='状态')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件清单摘要')),
                ('files', models.PositiveIntegerField(verbose_name='文件数')),
                ('size', models.PositiveBigIntegerField(verbose_name='字节数')),
                ('entries', models.PositiveBigIntegerField(help_text='length of the log when it was begun', verbose_name='日志条数')),
                ('made_by', models.CharField(max_length=64, verbose_name='生成人')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
                ('carried_by', models.CharField(blank=True, max_length=64, verbose_name='上传人')),
                ('carried_at', models.DateTimeField(blank=True, null=True, verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '公示文件',
                'ordering': ('-number',),
                'constraints': [models.UniqueConstraint(fields=('office', 'number'), name='site_edition_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('carried_at', None), ('carried_by', ''), ('state', 'made')), models.Q(('carried_at__isnull', False), ('state', 'carried'), models.Q(('carried_by', ''), _negated=True)), _connector='OR'), name='site_edition_carried_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='SiteManifest',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='manifest', serialize=False, to='disclosure.siteedition')),
                ('content', models.TextField(verbose_name='内容')),
            ],
            options={
                'verbose_name': '公示文件清单',
            },
        ),
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='accounts.office')),
                ('kind', models.CharField(max_length=32, verbose_name='公示内容')),
                ('record', models.CharField(max_length=64, verbose_name='原记录')),
                ('reason', models.CharField(max_length=200, verbose_name='不予公示的理由')),
                ('clause', models.CharField(max_length=200, verbose_name='不予公示的依据')),
                ('state', models.CharField(choices=[('proposed', '待批准'), ('approved', '不予公示'), ('declined', '不批准，应当公示')], default='proposed', max_length=16, verbose_name='状态')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings_proposed', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withholdings_decided', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('decision_words', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
            ],
            options={
                'verbose_name': '不予公示',
                'ordering': ('-proposed_at',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'declined'), _negated=True), fields=('kind', 'record'), name='withheld_once'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='withheld_by_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('clause', ''), _negated=True)), name='withheld_on_a_clause')],
            },
        ),
        migrations.CreateModel(
            name='CampaignClosing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaign_closings', to='accounts.office')),
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='closing', to='plans.campaign')),
                ('results', models.PositiveIntegerField(verbose_name='公示户次数')),
                ('withheld', models.PositiveIntegerField(verbose_name='不予公示户次数')),
                ('closed_by', models.CharField(max_length=64, verbose_name='办结人')),
                ('closed_at', models.DateTimeField(verbose_name='办结时间')),
            ],
            options={
                'verbose_name': '任务办结',
                'ordering': ('-closed_at',),
            },
        ),
    ]
