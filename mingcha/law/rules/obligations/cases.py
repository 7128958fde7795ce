"""What the law asks of cases of administrative penalty and of handing crimes over to the police
(law.md 1.7 and 1.8). Pure."""

from datetime import date

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.law.rules.obligations.checking import PENALTY_LAW, SINCE_PENALTY_LAW
from mingcha.law.rules.obligations.shape import CASES, DefaultObligation

MNR, SINCE_MNR = "《自然资源行政处罚办法》（自然资源部令第12号）", date(2024, 5, 1)
REFERRAL, SINCE_REFERRAL = "《行政执法机关移送涉嫌犯罪案件的规定》（国务院令第730号修订）", date(2020, 8, 7)
TO_POLICE = "涉嫌犯罪案件"
NO_CASES = "行政处罚案件建成后计算期限并核对。"
NO_REFERRALS = "案件移送建成后计算期限。"

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
        ("limitation-years", "处罚时效", "违法行为发生后（连续、继续的从终了起）多久未被发现的不再处罚。",
         f"{PENALTY_LAW}第三十六条", "2", "年", "S"),
        ("limitation-years-grave", "危及生命健康金融安全的处罚时效",
         "涉及公民生命健康安全、金融安全且有危害后果的时效。",
         f"{PENALTY_LAW}第三十六条", "5", "年", "S"),
        ("on-the-spot-person", "当场处罚公民的罚款上限", "事实确凿、依据明确的，可以当场处罚公民的金额上限。",
         f"{PENALTY_LAW}第五十一条", "200", "元", "S"),
        ("on-the-spot-body", "当场处罚单位的罚款上限", "可以当场处罚法人或者其他组织的金额上限。",
         f"{PENALTY_LAW}第五十一条", "3000", "元", "S"),
        ("file-case-days", "立案期限", "发现违法行为后决定是否立案的期限。", MNR, "10", "个工作日", "P"),
        ("decide-case-days", "作出处罚决定的期限", "立案后作出处罚决定的期限；规章另有规定的从其规定。",
         f"{PENALTY_LAW}第六十条", "90", "日", "S"),
        ("defence-days", "陈述申辩期限",
         "收到告知后提出陈述和申辩的期限。", f"{MNR}第三十三条（是否按工作日计待核）", "5", "日", "P"),
        ("ask-hearing-days", "要求听证期限",
         "收到告知后要求听证的期限。", f"{PENALTY_LAW}第六十四条、第八十五条", "5", "个工作日", "S"),
        ("hearing-notice-days", "听证通知提前天数", "举行听证前通知时间地点的提前量。",
         f"{PENALTY_LAW}第六十四条、第八十五条", "7", "个工作日", "S"),
        ("legal-review", "重大决定法制审核、集体讨论",
         "未经法制审核或者审核未通过的不得作出决定；复杂重大的集体讨论。",
         f"{MNR}第三十一条、第三十二条", "", "", "S"),
        ("serve-days", "处罚决定送达期限",
         "当事人不在场时送达处罚决定书的期限。",
         f"{PENALTY_LAW}第六十一条、第八十五条", "7", "个工作日", "S"),
        ("pay-fine-days", "缴纳罚款期限", "收到处罚决定书后缴纳罚款的期限，逾期加处不超过本金。",
         f"{PENALTY_LAW}第六十七条、第七十二条", "15", "日", "S"),
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
         f"{MNR}第六条（条款待核）", "", "", "P"),
    )
)  # fmt: skip

REFERRALS: tuple[DefaultObligation, ...] = tuple(
    DefaultObligation(
        key=key,
        title=title,
        text=text,
        clause=f"{REFERRAL}{article}",
        in_force_from=SINCE_REFERRAL,
        owner=LEADER if key.startswith("decide") else ENFORCEMENT,
        scope=TO_POLICE,
        value=value,
        unit=unit,
        confidence=confidence,
        not_yet=NO_REFERRALS,
        off_because=off_because,
    )
    for key, article, title, text, value, unit, confidence, off_because in (
        ("referral-team", "第五条", "涉嫌犯罪案件的专案人员",
         "立即指定专案人员核实并写出移送报告的最少人数。", "2", "名", "S", ""),
        ("decide-referral-days", "第五条", "决定是否移送的期限",
         "负责人接到移送报告后决定的期限，不批准的理由记录在案。", "3", "日", "S", ""),
        ("refer-hours", "第五条", "批准后移送的期限",
         "批准移送后向同级公安机关移送的期限；抄送检察机关另有规定（待核）。", "24", "小时", "S", ""),
        ("referral-review-days", "第九条", "对不立案申请复议的期限",
         "收到不予立案通知后提请复议的期限，也可以建议检察机关监督。", "3", "日", "S", ""),
        ("hand-over-days", "第十二条", "立案后移交材料的期限",
         "接到立案通知后移交涉案物品和材料的期限。", "3", "日", "S", ""),
        ("police-decision-days", "第八条", "公安机关审查期限",
         "公安机关接受移送后决定是否立案的期限，后来的规定可能更长。",
         "3", "日", "C", "公安机关后来的规定没有核实。"),
    )
)  # fmt: skip
