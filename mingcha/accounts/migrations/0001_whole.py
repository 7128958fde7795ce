# All tables of this app in one step, for a new database; an older one takes the steps named in
# `replaces`. Printed by tests/manual/whole.py.
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from mingcha.common.whole_app import WholeApp


class Migration(WholeApp):

    replaces = [('accounts', '0001_first'), ('accounts', '0002_saved_views_of_lists'), ('accounts', '0003_former_names'), ('accounts', '0004_head_of_the_office'), ('accounts', '0005_discipline'), ('accounts', '0006_wanted_roles'), ('accounts', '0007_first_passwords')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='机构代码')),
                ('name', models.CharField(max_length=64, verbose_name='机构名称')),
                ('founded_at', models.DateTimeField(verbose_name='启用时间')),
                ('former_names', models.JSONField(blank=True, default=list, help_text='the latest last', verbose_name='曾用名称')),
            ],
            options={
                'verbose_name': '机构',
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='accounts.office')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.section')),
                ('name', models.CharField(max_length=32, verbose_name='名称')),
            ],
            options={
                'verbose_name': '股所室队',
                'ordering': ('name',),
                'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='section_name')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='accounts.office')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='accounts.section')),
                ('username', models.CharField(max_length=32, unique=True, verbose_name='登录名')),
                ('name', models.CharField(max_length=32, verbose_name='姓名')),
                ('phone_sealed', models.TextField(blank=True, editable=False)),
                ('phone_print', models.CharField(blank=True, db_index=True, editable=False, max_length=32)),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='离岗日期')),
                ('is_active', models.BooleanField(default=True, verbose_name='在岗')),
                ('wanted_roles', models.JSONField(blank=True, default=list, help_text='as the staff list says; nothing before the security administrator grants them', verbose_name='名单所列岗位')),
                ('has_first_password', models.BooleanField(default=False, help_text='issued by somebody else; to be replaced before anything else is done', verbose_name='首次密码未改')),
            ],
            options={
                'verbose_name': '人员',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('leader', '局领导'), ('enforcement', '执法监察'), ('legal', '政策法规'), ('business', '业务股室'), ('inspector', '检查人员'), ('witness', '监督见证'), ('discipline', '纪检监督'), ('auditor', '审计查看'), ('system_admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=16, verbose_name='岗位')),
                ('granted_at', models.DateTimeField(verbose_name='授予时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('is_head', models.BooleanField(default=False, verbose_name='主要负责人')),
            ],
            options={
                'verbose_name': '岗位授予',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_head', False), ('role', 'leader'), _connector='OR'), name='a_head_is_a_leader'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person', 'role'), name='one_open_grant_of_a_role'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('role__in', ['audit_admin', 'security_admin', 'system_admin'])), fields=('person',), name='three_administrators_are_three_people'), models.CheckConstraint(condition=models.Q(('role__in', ['audit_admin', 'auditor', 'business', 'discipline', 'enforcement', 'inspector', 'leader', 'legal', 'security_admin', 'system_admin', 'witness'])), name='role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='OpenWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_work', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(max_length=32)),
                ('subject', models.UUIDField()),
                ('title', models.CharField(max_length=120, verbose_name='事项')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('url', models.CharField(max_length=200)),
                ('button', models.CharField(max_length=16)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
            ],
            options={
                'verbose_name': '待办',
                'constraints': [models.UniqueConstraint(fields=('person', 'kind', 'subject'), name='work_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ('page', models.CharField(max_length=48, verbose_name='列表')),
                ('title', models.CharField(max_length=24, verbose_name='名称')),
                ('query', models.CharField(max_length=500, verbose_name='条件')),
                ('is_shared', models.BooleanField(default=False, verbose_name='全机构可用')),
            ],
            options={
                'verbose_name': '常用条件',
                'ordering': ('title',),
                'constraints': [models.UniqueConstraint(fields=('person', 'page', 'title'), name='view_title_once_for_a_person')],
            },
        ),
    ]
