"""What the law asks after a visit: disclosure, classes of risk, cases, referral; and of the keeping of data
(law.md 1.3 to 1.5, 1.7 to 1.9, 1.11). Pure."""

from datetime import date

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL, SYSTEM_ADMIN
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
MNR, SINCE_MNR = "《自然资源行政处罚办法》（自然资源部令第12号）", date(2024, 5, 1)
REFERRAL, SINCE_REFERRAL = "《行政执法机关移送涉嫌犯罪案件的规定》（国务院令第730号修订）", date(2020, 8, 7)
PUBLICITY, SINCE_PUBLICITY = "《企业信息公示暂行条例》（2024年修订）", date(2024, 5, 1)
RESULTS, TO_POLICE = "检查结果", "涉嫌犯罪案件"
NO_RESULTS = "结果公示建成后计算期限。"
NO_CASES = "行政处罚案件建成后计算期限并核对。"
NO_REFERRALS = "案件移送建成后计算期限。"

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
        clause=PUBLICITY,
        in_force_from=SINCE_PUBLICITY,
        owner=ENFORCEMENT,
        scope=CASES,
        value="20",
        unit="个工作日",
        enforced_by={
            "mingcha.disclosure.queries.penalty_entries.enter_by": "已公示而没有登记录入的，按期限列在首页。"
        },
        asked_each_time=True,
    ),
    DefaultObligation(
        key=WITHDRAW_PENALTY_DAYS,
        title="撤回已公开处罚的期限",
        text="公开的处罚被变更、撤销、确认违法或者无效的，在期限内撤回并说明理由。",
        clause=f"{PENALTY_LAW}第四十八条",
        in_force_from=SINCE_PENALTY_LAW,
        owner=ENFORCEMENT,
        scope=CASES,
        value="3",
        unit="日",
        enforced_by={
            "mingcha.disclosure.services.publish_records.withdraw_record": "撤回须写明理由，当即不再显示；"
            "已上传到网站的从撤回之日起计期限，登记上传后办结。"
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
        off_because="条例没有写期限；3个工作日出自社会信用信息异议的地方规定，是否适用于抽查结果没有核实，由机构核实后执行。",
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
        text="一般处罚信息公示的最短时间；修复规则另定。",
        clause="信用修复有关规定（2025年修订，数值待核）",
        in_force_from=date(2025, 1, 1),
        owner=ENFORCEMENT,
        scope=CASES,
        value="3",
        unit="个月",
        confidence="C",
        enforced_by={
            "mingcha.disclosure.services.check_publicity.require_publicity": "启用以后，公示截止期不早于"
            "公示之日起的这一期限。"
        },
        off_because="2025年修订后的数值没有核实。",
        asked_each_time=True,
    ),
    DefaultObligation(
        key=PUBLICITY_MONTHS_MOST,
        title="处罚信息最长公示期",
        text="一般处罚信息公示的最长时间，期满不再显示。",
        clause="信用修复有关规定（2025年修订，数值待核）",
        in_force_from=date(2025, 1, 1),
        owner=ENFORCEMENT,
        scope=CASES,
        value="36",
        unit="个月",
        confidence="C",
        enforced_by={
            "mingcha.disclosure.services.check_publicity.require_publicity": "启用以后，公示截止期不晚于"
            "处罚决定之日起的这一期限。"
        },
        off_because="2025年修订后的数值没有核实。",
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

CASE: tuple[DefaultObligation, ...] = tuple(
    DefaultObligation(
        key=key,
        title=title,
        text=text,
        clause=clause,
        in_force_from=SINCE_MNR if clause.startswith(MNR) else SINCE_PENALTY_LAW,
        owner=ENFORCEMENT,
        scope=CASES,
        value=value,
        unit=unit,
        confidence=confidence,
        not_yet=NO_CASES,
    )
    for key, title, text, clause, value, unit, confidence in (
        ("limitation-years", "处罚时效", "违法行为终了后多久未被发现的不再处罚。",
         f"{PENALTY_LAW}第三十六条", "2", "年", "S"),
        ("limitation-years-grave", "危及生命健康金融安全的处罚时效",
         "涉及公民生命健康安全、金融安全且有危害后果的时效。",
         f"{PENALTY_LAW}第三十六条", "5", "年", "S"),
        ("on-the-spot-person", "当场处罚公民的罚款上限", "事实确凿、依据明确的，可以当场处罚公民的金额上限。",
         f"{PENALTY_LAW}第五十一条", "200", "元", "S"),
        ("on-the-spot-body", "当场处罚单位的罚款上限", "可以当场处罚法人或者其他组织的金额上限。",
         f"{PENALTY_LAW}第五十一条", "3000", "元", "S"),
        ("file-case-days", "立案期限", "发现违法行为后决定是否立案的期限。", MNR, "10", "个工作日", "P"),
        ("decide-case-days", "作出处罚决定的期限", "立案后作出处罚决定的期限，延长由负责人或者集体决定。",
         f"{PENALTY_LAW}第六十条", "90", "日", "S"),
        ("defence-days", "陈述申辩期限",
         "收到告知后提出陈述和申辩的期限。", f"{MNR}第三十三条", "5", "日", "S"),
        ("ask-hearing-days", "要求听证期限",
         "收到告知后要求听证的期限。", f"{PENALTY_LAW}第六十四条", "5", "日", "S"),
        ("hearing-notice-days", "听证通知提前天数", "举行听证前通知时间地点的提前量。",
         f"{PENALTY_LAW}第六十四条", "7", "日", "S"),
        ("legal-review", "重大决定法制审核、集体讨论",
         "未经法制审核或者审核未通过的不得作出决定；复杂重大的集体讨论。",
         f"{MNR}第三十二条", "", "", "S"),
        ("serve-days", "处罚决定送达期限",
         "当事人不在场时送达处罚决定书的期限。", f"{PENALTY_LAW}第六十一条", "7", "日", "S"),
        ("pay-fine-days", "缴纳罚款期限", "收到处罚决定书后缴纳罚款的期限，逾期加处不超过本金。",
         f"{PENALTY_LAW}第六十七条", "15", "日", "S"),
        ("first-minor-breach", "轻微违法和首违不罚",
         "轻微并及时改正没有危害后果的不罚；初次违法危害轻微并及时改正的可以不罚。",
         f"{PENALTY_LAW}第三十三条", "", "", "S"),
        ("monitoring-evidence", "电子监控证据须审核",
         "电子技术监控设备经法制和技术审核，设置合理、标志明显，记录真实清晰。",
         f"{PENALTY_LAW}第四十一条", "", "", "S"),
        ("case-record", "全过程记录归档",
         "以文字、音像形式记录处罚的启动、调查、审核、决定、送达、执行并归档。",
         f"{PENALTY_LAW}第四十七条", "", "", "S"),
        ("place-of-case", "管辖",
         "土地、矿产、规划案件由所在地县级机关管辖；测绘案件由行为发生地管辖，难以确定的由注册地管辖。",
         f"{MNR}第六条", "", "", "S"),
    )
)  # fmt: skip

REFERRALS: tuple[DefaultObligation, ...] = tuple(
    DefaultObligation(
        key=key,
        title=title,
        text=text,
        clause=REFERRAL,
        in_force_from=SINCE_REFERRAL,
        owner=LEADER if key.startswith("decide") else ENFORCEMENT,
        scope=TO_POLICE,
        value=value,
        unit=unit,
        confidence=confidence,
        not_yet=NO_REFERRALS,
        off_because=off_because,
    )
    for key, title, text, value, unit, confidence, off_because in (
        ("referral-team", "涉嫌犯罪案件的专案人员",
         "立即指定专案人员核实并写出移送报告的最少人数。", "2", "名", "S", ""),
        ("decide-referral-days", "决定是否移送的期限",
         "负责人接到移送报告后决定的期限，不批准的理由记录在案。", "3", "日", "S", ""),
        ("refer-hours", "批准后移送的期限",
         "批准移送后向公安机关移送的期限，并抄送检察机关。", "24", "小时", "S", ""),
        ("referral-review-days", "对不立案申请复议的期限",
         "收到不予立案通知后提请复议的期限，也可以建议检察机关监督。", "3", "日", "S", ""),
        ("hand-over-days", "立案后移交材料的期限",
         "接到立案通知后移交涉案物品和材料的期限。", "3", "日", "S", ""),
        ("police-decision-days", "公安机关审查期限",
         "公安机关接受移送后决定是否立案的期限，后来的规定可能更长。",
         "3", "日", "C", "公安机关后来的规定没有核实。"),
    )
)  # fmt: skip

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
