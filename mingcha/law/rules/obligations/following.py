"""What the law asks after a visit: disclosure, classes of risk; and of the keeping of data
(law.md 1.3 to 1.5, 1.9, 1.11). Pure."""

from datetime import date

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEGAL, SYSTEM_ADMIN
from mingcha.law.rules.keys import (
    ANSWER_OBJECTION_DAYS,
    PENALTY_ON_SYSTEM_DAYS,
    PUBLICITY_MONTHS,
    PUBLICITY_MONTHS_MOST,
    PUBLISH_PENALTY_DAYS,
    PUBLISH_RESULT_DAYS,
    RISK_RENEWAL_MONTHS,
    STATUTORY_HOLIDAYS,
    WITHDRAW_PENALTY_DAYS,
)
from mingcha.law.rules.obligations.cases import NO_REFERRALS
from mingcha.law.rules.obligations.checking import PENALTY_LAW, SINCE_PENALTY_LAW
from mingcha.law.rules.obligations.planning import (
    FOUNDING,
    JOINT,
    SEED,
    SINCE_JOINT,
    SINCE_NOTICE,
    SINCE_PLAN,
)
from mingcha.law.rules.obligations.shape import CASES, OFFICE, DefaultObligation

THREE_SYSTEMS, SINCE_THREE = "国办发〔2018〕118号", date(2018, 12, 5)
PUBLICITY, SINCE_PUBLICITY = "《企业信息公示暂行条例》（2024年修订）", date(2024, 5, 1)
REPAIR = "《信用修复管理办法》（国家发展改革委令第36号）；国办发〔2025〕22号 二"
SINCE_REPAIR = date(2026, 4, 1)
BY_CLASS = "公示期按轻微、一般、严重三类各有最短、最长，本程序不分类，由机构按类别核定后执行。"
RESULTS = "检查结果"
NO_RESULTS = "结果公示建成后计算期限。"

DISCLOSURE: tuple[DefaultObligation, ...] = (
    DefaultObligation(
        key=PUBLISH_RESULT_DAYS,
        title="抽查结果公示期限",
        text="谁检查、谁录入、谁公开；检查任务结束后在期限内公示结果。",
        clause=JOINT,
        in_force_from=SINCE_JOINT,
        owner=BUSINESS,
        scope=RESULTS,
        value="20",
        unit="个工作日",
        enforced_by={
            "mingcha.inspections.services.hand_in_record._publish_by": "检查记录确认后开始计算期限。",
            "mingcha.disclosure.services.withhold_records._begin_clock": "解除不予公示的，从解除之日起算。",
        },
    ),
    DefaultObligation(
        key=PUBLISH_PENALTY_DAYS,
        title="行政处罚决定公开期限",
        text="许可和处罚决定作出后在期限内公开。",
        clause=THREE_SYSTEMS,
        in_force_from=SINCE_THREE,
        owner=ENFORCEMENT,
        scope=CASES,
        value="7",
        unit="个工作日",
        enforced_by={
            "mingcha.disclosure.services.enter_penalty._publish_by": "处罚决定录入后，自决定之日起计算期限。",
            "mingcha.disclosure.services.withhold_records._begin_clock": "解除不予公示的，从解除之日起算。",
        },
    ),
    DefaultObligation(
        key="publish-decision-days",
        title="其他执法决定公开期限",
        text="许可、处罚以外的执法决定作出后在期限内公开。",
        clause=THREE_SYSTEMS,
        in_force_from=SINCE_THREE,
        owner=ENFORCEMENT,
        scope="行政执法决定",
        value="20",
        unit="个工作日",
        not_yet=NO_RESULTS,
    ),
    DefaultObligation(
        key=PENALTY_ON_SYSTEM_DAYS,
        title="处罚信息归集公示期限",
        text="对企业的处罚决定在期限内归集到国家企业信用信息公示系统。",
        clause=f"{PUBLICITY}第七条：应当公示；期限参照第六条对市场监管部门的规定（待核）",
        in_force_from=SINCE_PUBLICITY,
        owner=ENFORCEMENT,
        scope=CASES,
        value="20",
        unit="个工作日",
        confidence="P",
        enforced_by={
            "mingcha.disclosure.queries.penalty_entries.enter_by": "已公示而没有登记录入的，按期限列在首页。"
        },
        asked_each_time=True,
    ),
    DefaultObligation(
        key=WITHDRAW_PENALTY_DAYS,
        title="撤回已公开处罚的期限",
        text="公开的处罚被变更、撤销、确认违法或者无效的，在期限内撤回并说明理由。",
        clause=f"{PENALTY_LAW}第四十八条、第八十五条",
        in_force_from=SINCE_PENALTY_LAW,
        owner=ENFORCEMENT,
        scope=CASES,
        value="3",
        unit="个工作日",
        enforced_by={
            "mingcha.disclosure.services.publish_records.withdraw_record": "撤回须写明理由，当即不再显示；"
            "已上传到网站的从撤回之日起计期限，登记上传后办结。",
            "mingcha.disclosure.services.publish_records.publish_record": "更正须写明理由；"
            "已上传到网站的从更正之日起计期限，登记上传后办结。",
        },
        asked_each_time=True,
    ),
    DefaultObligation(
        key=ANSWER_OBJECTION_DAYS,
        title="公示异议核查答复期限",
        text="检查对象对公示的检查结果提出异议的，从收到之日起在期限内核查、答复，不准确的及时更正。",
        clause=f"{PUBLICITY}第十二条：有权要求更正；期限参照社会信用信息异议处理的地方规定（待核）",
        in_force_from=SINCE_PUBLICITY,
        owner=BUSINESS,
        scope=RESULTS,
        value="3",
        unit="个工作日",
        confidence="C",
        enforced_by={
            "mingcha.disclosure.services.objections.taking._clock": "收到异议之日起计期限。",
            "mingcha.disclosure.services.objections.answering.answer_objection": "由没有参加检查的人员答复。",
            "mingcha.disclosure.services.objections.answering.decide_objection": "局领导批准答复，期限办结。",
        },
        off_because="条例第十二条没有写期限，第十三条的20个工作日只管查询；3个工作日出自社会信用信息异议的地方规定，"
        "是否适用于抽查结果没有核实，由机构核实后执行。",
        asked_each_time=True,
    ),
    DefaultObligation(
        key="annual-totals-day",
        title="上年度执法数据公开的最后一天",
        text="上年度执法总体情况在一月的这一天前公开。",
        clause=THREE_SYSTEMS,
        in_force_from=SINCE_THREE,
        owner=LEGAL,
        scope=OFFICE,
        value="31",
        unit="日前",
        not_yet=NO_RESULTS,
    ),
    DefaultObligation(
        key="publish-in-advance",
        title="事前公示主体、人员、清单、程序",
        text="执法主体、人员、清单、程序、计划在执法前公示并及时更新。",
        clause=THREE_SYSTEMS,
        in_force_from=SINCE_THREE,
        owner=LEGAL,
        scope=OFFICE,
        enforced_by={"mingcha.items.services.move_list.publish_list": "清单公布后即在公开页按版本列出。"},
    ),
    DefaultObligation(
        key=PUBLICITY_MONTHS,
        title="处罚信息公示期",
        text="一般失信信息公示的最短时间；轻微的原则上不公示，严重的最短12个月。",
        clause=REPAIR,
        in_force_from=SINCE_REPAIR,
        owner=ENFORCEMENT,
        scope=CASES,
        value="3",
        unit="个月",
        confidence="P",
        enforced_by={
            "mingcha.disclosure.services.check_publicity.require_publicity": "启用以后，公示截止期不早于"
            "处罚决定之日起的这一期限。"
        },
        off_because=BY_CLASS,
        asked_each_time=True,
    ),
    DefaultObligation(
        key=PUBLICITY_MONTHS_MOST,
        title="处罚信息最长公示期",
        text="严重失信信息公示的最长时间，期满不再显示；一般的最长12个月，轻微的最长3个月。",
        clause=REPAIR,
        in_force_from=SINCE_REPAIR,
        owner=ENFORCEMENT,
        scope=CASES,
        value="36",
        unit="个月",
        confidence="P",
        enforced_by={
            "mingcha.disclosure.services.check_publicity.require_publicity": "启用以后，公示截止期不晚于"
            "处罚决定之日起的这一期限。"
        },
        off_because=BY_CLASS,
        asked_each_time=True,
    ),
    DefaultObligation(
        key="not-to-be-published",
        title="不公开的内容",
        text="国家秘密、商业秘密、个人信息、未成年人信息不公开；自然人证件号隐去。",
        clause=f"{THREE_SYSTEMS}；《中华人民共和国个人信息保护法》",
        in_force_from=date(2021, 11, 1),
        owner=LEGAL,
        scope="一切公开",
        enforced_by={
            "mingcha.common.sealing.mask_name": "自然人姓名只显示姓，电话和证件号不公开。",
            "mingcha.intake.private.require_no_numbers": "含证件号、电话、账号的内容和理由不能公开。",
            "mingcha.registers.queries.told_names.require_nobody_told": "写了自然人姓名的理由不能公开。",
        },
    ),
    DefaultObligation(
        key="bulletin",
        title="一抽查一通报",
        text="每次抽查后通报，对发现的违法行为依法惩处并公开。",
        clause=f"{SEED} 二（五）；{FOUNDING}",
        in_force_from=SINCE_PLAN,
        owner=ENFORCEMENT,
        scope=RESULTS,
        enforced_by={
            "mingcha.disclosure.services.bulletins.writing.draft_bulletin": "检查全部办结的任务起草一份通报，"
            "数字取自检查记录，批准和公布时重新核对。",
            "mingcha.disclosure.queries.bulletins.rounds.campaigns_without_bulletin": "没有公布通报的任务一直"
            "列在局领导首页。",
        },
    ),
    DefaultObligation(
        key="national-outcomes",
        title="结果按国家分类登记",
        text="每户的结果对应国家企业信用信息公示系统分类的种数。",
        clause="国家企业信用信息公示系统抽查结果分类",
        in_force_from=SINCE_NOTICE,
        owner=BUSINESS,
        scope=RESULTS,
        value="8",
        unit="类",
        enforced_by={
            "mingcha.inspections.rules.outcomes.OutcomeKind": "每种结果对应国家分类，无法检查的另列一类。"
        },
    ),
)

RISK: tuple[DefaultObligation, ...] = (
    DefaultObligation(
        key=RISK_RENEWAL_MONTHS,
        title="信用风险分类更新周期",
        text="企业信用风险分类多久更新一次，抽查按新的分类。",
        clause="国市监信发〔2022〕6号",
        in_force_from=date(2022, 1, 13),
        owner=ENFORCEMENT,
        scope="检查对象",
        value="1",
        unit="个月",
        enforced_by={
            "mingcha.registers.queries.standing.risk_freshness": "超过周期没有导入新的分类，首页提示。"
        },
    ),
    DefaultObligation(
        key=STATUTORY_HOLIDAYS,
        title="全体公民放假天数",
        text="一年的法定放假天数，用来核对放假安排有没有登记错。",
        clause="《全国年节及纪念日放假办法》第二条（国务院令第795号）",
        in_force_from=date(2025, 1, 1),
        owner=LEGAL,
        scope="工作日的计算",
        value="13",
        unit="天",
        enforced_by={"mingcha.law.queries.calendar.statutory_days": "登记放假安排时核对天数。"},
    ),
    DefaultObligation(
        key="working-days",
        title="工作日按国务院放假通知计算",
        text="以工作日计的期限扣除节假日，计入调休上班日，开始的当天不计。",
        clause="《中华人民共和国民法典》第二百零一条；《全国年节及纪念日放假办法》",
        in_force_from=date(2021, 1, 1),
        owner=LEGAL,
        scope="期限",
        enforced_by={
            "mingcha.law.services.keep_deadlines.set_deadline": "按登记的放假安排计算，缺年度的标暂定。"
        },
    ),
)

KEEPING: tuple[DefaultObligation, ...] = (
    DefaultObligation(
        key="other-departments",
        title="其他部门管辖的及时移送",
        text="检查发现属于其他部门管辖的，及时移送查处；工作人员涉嫌违纪违法的移送纪检监察机关。",
        clause=f"{SEED} 二（五）、四（三）",
        in_force_from=SINCE_PLAN,
        owner=ENFORCEMENT,
        scope=RESULTS,
        not_yet=NO_REFERRALS,
    ),
    DefaultObligation(
        key="sealed-personal-data",
        title="个人敏感信息加密存储",
        text="电话、证件号加密存放、按需显示；人员姓名和执法证号可以公开。",
        clause="《中华人民共和国个人信息保护法》第二十八条、第五十一条",
        in_force_from=date(2021, 11, 1),
        owner=SYSTEM_ADMIN,
        scope=OFFICE,
        enforced_by={"mingcha.common.sealing.seal": "写入时加密，只在所属的记录中解开。"},
    ),
    DefaultObligation(
        key="three-administrators",
        title="系统、安全、审计三员分立",
        text="三个管理员由三个人担任，都不兼业务岗位。",
        clause="GB/T 22239-2019 8.1.4.2",
        in_force_from=date(2019, 12, 1),
        owner=SYSTEM_ADMIN,
        scope=OFFICE,
        enforced_by={"mingcha.accounts.services.grant_role.grant_role": "授予岗位时拒绝兼任。"},
    ),
    DefaultObligation(
        key="keep-films",
        title="录音录像保存期限",
        text="音像记录的保存期限由地方规定。",
        clause=f"{THREE_SYSTEMS}（期限由地方规定，待核）",
        in_force_from=SINCE_THREE,
        owner=ENFORCEMENT,
        scope=OFFICE,
        confidence="C",
        not_yet="本程序不删除录音录像；地方期限核实后登记。",
        off_because="地方的期限还没有核实。",
    ),
)
