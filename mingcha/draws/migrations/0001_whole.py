# All tables of this app in one step, for a new database; an older one takes the steps named in `replaces`.
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('draws', '0001_first'), ('draws', '0002_registers_over_age'), ('draws', '0003_load_simulation')]

    initial = True

    dependencies = [
        ('accounts', '0001_whole'),
        ('accounts', '__first__'),
        ('plans', '0001_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('selection', '检查对象抽取'), ('assignment', '检查人员匹配')], max_length=16, verbose_name='种类')),
                ('state', models.CharField(choices=[('frozen', '已封存'), ('announced', '已公告'), ('observed', '已摇号'), ('drawn', '已抽取'), ('disclosed', '已公开'), ('annulled', '已作废'), ('thawed', '已退回')], default='frozen', max_length=16, verbose_name='状态')),
                ('rule', models.JSONField(verbose_name='规则')),
                ('frozen_at', models.DateTimeField(verbose_name='封存时间')),
                ('over_age', models.JSONField(blank=True, default=list, help_text='a sentence for each register over its age', verbose_name='封存时超期未更新')),
                ('attempt', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='第几次')),
                ('draw_id', models.CharField(blank=True, max_length=47, verbose_name='抽取编号')),
                ('event', models.CharField(blank=True, max_length=16, verbose_name='公开事件')),
                ('sources', models.JSONField(default=list, verbose_name='公开事件来源')),
                ('announcement', models.BinaryField(default=b'', verbose_name='公告')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='公告摘要')),
                ('check_number', models.CharField(blank=True, max_length=49, verbose_name='核对号')),
                ('commitment', models.CharField(blank=True, max_length=64, verbose_name='承诺')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='公告时间')),
                ('event_at', models.DateTimeField(blank=True, null=True, verbose_name='公开事件时间')),
                ('draw_by', models.DateTimeField(blank=True, null=True, verbose_name='最迟抽取时间')),
                ('entropy', models.BinaryField(default=b'', verbose_name='公开事件记录')),
                ('observed_at', models.DateTimeField(blank=True, null=True, verbose_name='记录公开事件时间')),
                ('drawn_at', models.DateTimeField(blank=True, null=True, verbose_name='抽取时间')),
                ('disclosed_at', models.DateTimeField(blank=True, null=True, verbose_name='公开时间')),
                ('annulled_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('annulled_for', models.CharField(blank=True, choices=[('power', '停电或设备故障'), ('recording', '录音录像中断'), ('wrong-file', '公告前封存的名册或规则有误'), ('secret-lost', '秘密数无法读出'), ('not-held', '未在公告的时限内进行')], max_length=16, verbose_name='作废原因')),
                ('event_happened', models.BooleanField(default=False, verbose_name='作废前公开事件已发生')),
                ('announced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws_announced', to=settings.AUTH_USER_MODEL)),
                ('builds_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='built_upon', to='draws.draw')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='plans.campaign')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='accounts.office')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='draws.draw')),
            ],
            options={
                'verbose_name': '抽取',
                'ordering': ('frozen_at',),
            },
        ),
        migrations.CreateModel(
            name='DrawSecret',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.TextField(editable=False)),
                ('draw', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='secret', to='draws.draw')),
            ],
            options={
                'verbose_name': '秘密数',
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几次会')),
                ('place', models.CharField(max_length=64, verbose_name='地点')),
                ('document_no', models.CharField(blank=True, max_length=40, verbose_name='文号')),
                ('opened_at', models.DateTimeField(verbose_name='开始时间')),
                ('caller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings_called', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='plans.campaign')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='accounts.office')),
                ('operator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings_operated', to=settings.AUTH_USER_MODEL)),
                ('witness', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings_witnessed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '抽取会',
                'ordering': ('-opened_at',),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='sitting_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('operator', models.F('caller')), _negated=True), models.Q(('operator', models.F('witness')), _negated=True), models.Q(('caller', models.F('witness')), _negated=True)), name='sitting_of_three_people')],
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几份')),
                ('file_name', models.CharField(max_length=120, verbose_name='原文件名')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('size', models.PositiveBigIntegerField(verbose_name='字节')),
                ('chunks', models.JSONField(help_text='[bytes, SHA-256] of each 2^24 bytes', verbose_name='分段')),
                ('head', models.CharField(max_length=64, verbose_name='链首')),
                ('attached_at', models.DateTimeField(verbose_name='附上时间')),
                ('attached_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recordings_attached', to=settings.AUTH_USER_MODEL)),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recordings', to='draws.sitting')),
            ],
            options={
                'verbose_name': '录音录像',
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('sitting', 'number'), name='recording_number_once'), models.UniqueConstraint(fields=('sitting', 'sha256'), name='recording_once')],
            },
        ),
        migrations.AddField(
            model_name='draw',
            name='sitting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='draws.sitting'),
        ),
        migrations.CreateModel(
            name='ThrowEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('throw', models.PositiveSmallIntegerField(verbose_name='第几次摇')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几遍录入')),
                ('values', models.JSONField(verbose_name='所录')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='throw_entries', to='draws.draw')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='throw_entries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '公开事件录入',
                'ordering': ('throw', 'number'),
                'constraints': [models.UniqueConstraint(fields=('draw', 'throw', 'person', 'number'), name='throw_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='AnnulmentProposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('power', '停电或设备故障'), ('recording', '录音录像中断'), ('wrong-file', '公告前封存的名册或规则有误'), ('secret-lost', '秘密数无法读出'), ('not-held', '未在公告的时限内进行')], max_length=16, verbose_name='原因')),
                ('words', models.CharField(max_length=200, verbose_name='情况说明')),
                ('event_happened', models.BooleanField(default=False, verbose_name='公开事件已发生')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='annulments_confirmed', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annulments_proposed', to=settings.AUTH_USER_MODEL)),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annulments', to='draws.draw')),
            ],
            options={
                'verbose_name': '作废',
                'ordering': ('proposed_at',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('confirmed_at', None)), fields=('draw',), name='one_open_annulment'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='annulled_by_two_people')],
            },
        ),
        migrations.CreateModel(
            name='DrawFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=64, verbose_name='文件名')),
                ('role', models.CharField(choices=[('committed', '封存'), ('office', '封存，留存本局'), ('result', '结果'), ('bundle', '抽取文件')], max_length=16, verbose_name='用途')),
                ('content', models.BinaryField(verbose_name='内容')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='draws.draw')),
            ],
            options={
                'verbose_name': '抽取的文件',
                'ordering': ('name',),
                'constraints': [models.UniqueConstraint(fields=('draw', 'name'), name='draw_file_once')],
            },
        ),
        migrations.CreateModel(
            name='LoadSimulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('digest', models.CharField(max_length=64, verbose_name='所据内容摘要')),
                ('runs', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('loads', models.JSONField(default=dict, help_text='inspector: {visits: runs}', verbose_name='户次分布')),
                ('short', models.JSONField(default=dict, help_text='campaign: runs', verbose_name='配不齐的任务')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='load_simulations', to='accounts.office')),
            ],
            options={
                'verbose_name': '人员负担模拟',
                'constraints': [models.UniqueConstraint(fields=('office', 'year'), name='one_simulation_of_a_year')],
            },
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('frozen', 'announced', 'observed'))), fields=('campaign', 'kind'), name='one_open_attempt'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('drawn', 'disclosed'))), fields=('campaign', 'kind'), name='a_drawn_attempt_is_final'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(fields=('campaign', 'kind', 'attempt'), name='attempt_once'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(condition=models.Q(('draw_id', ''), _negated=True), fields=('draw_id',), name='draw_id_once'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(condition=models.Q(('commitment', ''), _negated=True), fields=('commitment',), name='commitment_once'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annulled_at', None), ('annulled_for', ''), models.Q(('state', 'annulled'), _negated=True)), models.Q(('annulled_at__isnull', False), ('state', 'annulled'), models.Q(('annulled_for', ''), _negated=True)), _connector='OR'), name='annulled_with_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attempt', None), ('state__in', ['frozen', 'thawed'])), models.Q(('announced_at__isnull', False), ('attempt__gte', 1)), _connector='OR'), name='announced_with_its_number'),
        ),
    ]
