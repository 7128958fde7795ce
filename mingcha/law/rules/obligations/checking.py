"""What the law asks of the draw, of whoever inspects, and of the visit (law.md 1.1, 1.2, 1.6). Pure."""

from datetime import date

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL
from mingcha.law.rules.keys import (
    OFFICERS_PER_VISIT,
    PROVINCIAL_PLATFORM,
    RECORDING_ATTACH_DAYS,
    TRAINING_HOURS_A_YEAR,
    TRAINING_VALID_MONTHS,
    WARN_FIRST_DAYS,
    WARN_LAST_DAYS,
    WARN_SECOND_DAYS,
)
from mingcha.law.rules.obligations.planning import (
    CHECKS,
    ELSEWHERE,
    FOUNDING,
    JOINT,
    SEED,
    SINCE_CHECKS,
    SINCE_JOINT,
    SINCE_NOTICE,
    SINCE_PLAN,
)
from mingcha.law.rules.obligations.shape import OFFICE, VISITS, DefaultObligation

PENALTY_LAW, SINCE_PENALTY_LAW = "《中华人民共和国行政处罚法》", date(2021, 7, 15)
OWN = "本机构内部管理，由局领导登记"
DRAWS, STAFF = "抽取", "执法检查人员"

DRAW: tuple[DefaultObligation, ...] = (
    DefaultObligation(
        key="targets-at-random",
        title="检查对象随机抽取",
        text="检查对象从名录库中随机抽取，任何人不能指定或者排除。",
        clause=f"{FOUNDING}；{SEED} 二（二）",
        in_force_from=SINCE_NOTICE,
        owner=ENFORCEMENT,
        scope=DRAWS,
        enforced_by={
            "mingcha.draws.services.conduct_draw.conduct_draw": "按公告、秘密数和公开事件算出，可复算。"
        },
    ),
    DefaultObligation(
        key="inspectors-at-random",
        title="检查人员随机选派",
        text="检查人员从名录库中随机匹配；回避后补的人也随机。",
        clause=f"{FOUNDING}；{SEED} 二（二）",
        in_force_from=SINCE_NOTICE,
        owner=ENFORCEMENT,
        scope=DRAWS,
        enforced_by={
            "mingcha.draws.services.announce_assignment.announce_assignment": "公告人员和席位后随机匹配。"
        },
    ),
    DefaultObligation(
        key="recorded-draw",
        title="抽取过程录音录像",
        text="摇号抽取全程录音或者录像，留存备查。",
        clause=f"{SEED} 二（三）",
        in_force_from=SINCE_PLAN,
        owner=ENFORCEMENT,
        scope=DRAWS,
        quote="应采取录音、录像等方式记录抽查过程，确保全程留痕，责任可追溯",
        enforced_by={
            "mingcha.draws.services.start_recording.start_recording": "在浏览器里录制，中断如实显示。",
            "mingcha.draws.services.attach_recording.attach_recording": "录音录像的摘要记入日志，不能替换。",
        },
    ),
    DefaultObligation(
        key=RECORDING_ATTACH_DAYS,
        title="另附录音录像的期限",
        text="用摄像机等另外录的文件，抽取后由主持人以外的人附上的期限；过期的由局领导写明理由。",
        clause=OWN,
        in_force_from=SINCE_PLAN,
        owner=ENFORCEMENT,
        scope=DRAWS,
        value="2",
        unit="个工作日",
        confidence="P",
        enforced_by={
            "mingcha.draws.services.attach_recording.attach_recording": "过期又没有局领导理由的，不能附上。",
            "mingcha.draws.queries.recordings.recording_due": "从抽取次日起按工作日历计算；停用后不限期。",
        },
        asked_each_time=True,
    ),
    DefaultObligation(
        key="whole-trace",
        title="全程留痕",
        text="抽查全过程可追溯，记录不能修改或者抽换。",
        clause=f"{FOUNDING}；{SEED} 二（三）",
        in_force_from=SINCE_NOTICE,
        owner=LEADER,
        scope=OFFICE,
        enforced_by={"mingcha.ledger.services.record_act.record_act": "每次办理都写入只增不改的日志。"},
    ),
    DefaultObligation(
        key=PROVINCIAL_PLATFORM,
        title="使用省级工作平台",
        text="抽查计划、名单和结果录入省级双随机平台，结果归集到国家企业信用信息公示系统。",
        clause=JOINT,
        in_force_from=SINCE_JOINT,
        owner=ENFORCEMENT,
        scope=OFFICE,
        enforced_by={
            "mingcha.oversight.queries.home.platforms.entries_to_record": (
                "没有登记录入省平台、国家公示系统的，首页列出。"
            ),
            "mingcha.draws.services.external.take_in.take_in_external_draw": (
                "必须在平台抽取的，名单和截图整份导入，标明非本系统抽取、不可复算。"
            ),
        },
        asked_each_time=True,
    ),
)

PEOPLE: tuple[DefaultObligation, ...] = (
    DefaultObligation(
        key=OFFICERS_PER_VISIT,
        title="每户次执法人员下限",
        text="现场检查由具有执法资格的人员进行，不少于法定人数。",
        clause=f"{PENALTY_LAW}第四十二条",
        in_force_from=SINCE_PENALTY_LAW,
        owner=ENFORCEMENT,
        scope=VISITS,
        value="2",
        unit="名",
        quote="执法人员不得少于两人，法律另有规定的除外",
        enforced_by={"mingcha.plans.queries.examination.examination_of": "检查组人数不足的，任务不能定案。"},
    ),
    DefaultObligation(
        key="licensed-officers",
        title="持有有效执法证",
        text="只有本机构持有效执法证的在岗人员参加匹配；专家、辅助人员、网格员不独立检查。",
        clause=f"{PENALTY_LAW}第四十二条；{CHECKS}",
        in_force_from=SINCE_PENALTY_LAW,
        owner=LEGAL,
        scope=STAFF,
        enforced_by={"mingcha.registers.rules.eligibility.reasons_against": "没有有效执法证的不进入匹配。"},
    ),
    DefaultObligation(
        key="stand-aside",
        title="有利害关系的回避",
        text="与检查对象有直接利害关系或者可能影响公正的关系，应当回避；由负责人决定，决定前不停止执行。",
        clause=f"{PENALTY_LAW}第四十三条；{SEED} 二（二）",
        in_force_from=SINCE_PENALTY_LAW,
        owner=LEGAL,
        scope=STAFF,
        quote="执法检查人员与检查对象有利害关系的，应依法回避",
        enforced_by={
            "mingcha.registers.policies.can_decide_conflict": "负责人、受托人或者集体决定，本人不能决定。",
            "mingcha.draws.services.announce_assignment.announce_assignment": "回避的人不与对象匹配。",
        },
    ),
    DefaultObligation(
        key="no-same-pair-again",
        title="同一组合不连续检查同一对象",
        text="同一组检查人员不连续两次检查同一对象。",
        clause="部分地区的轮换做法（没有查到统一规定）",
        in_force_from=SINCE_PLAN,
        owner=ENFORCEMENT,
        scope=STAFF,
        confidence="C",
        not_yet="没有查到统一规定，核实后再启用。",
        off_because="没有查到统一规定。",
    ),
    DefaultObligation(
        key=TRAINING_VALID_MONTHS,
        title="执法培训合格的有效期",
        text="培训合格后多久内可以参加匹配，期满须重新培训。",
        clause="当地行政执法人员培训规定，由本机构登记文号",
        in_force_from=SINCE_PLAN,
        owner=LEGAL,
        scope=STAFF,
        value="12",
        unit="个月",
        confidence="P",
        enforced_by={
            "mingcha.registers.queries.staff.training_end": "登记培训时算出到期日。",
            "mingcha.registers.queries.people.terms_by_day": "培训到期的不进入匹配；停用这一项后不看培训。",
        },
        asked_each_time=True,
    ),
    DefaultObligation(
        key=TRAINING_HOURS_A_YEAR,
        title="每年执法培训学时（只提示，不影响匹配）",
        text="执法人员一年内参加培训的最少学时。",
        clause="国办发〔2023〕27号《提升行政执法质量三年行动计划（2023—2025年）》，期满后以新文件为准",
        in_force_from=date(2023, 8, 9),
        owner=LEGAL,
        scope=STAFF,
        value="60",
        unit="学时",
        confidence="P",
        enforced_by={"mingcha.registers.queries.staff.hours_wanted": "人员页显示已修学时和差额。"},
        asked_each_time=True,
    ),
    *(
        DefaultObligation(
            key=key,
            title=f"执法证、资格、培训到期{which}提醒",
            text="证件、资格、培训到期前多少天提醒。",
            clause=OWN,
            in_force_from=SINCE_PLAN,
            owner=LEGAL,
            scope=STAFF,
            value=days,
            unit="日",
            confidence="P",
            enforced_by={"mingcha.registers.queries.staff.warning_steps": "到期前列在首页和到期提醒页。"},
            asked_each_time=True,
        )
        for key, which, days in (
            (WARN_FIRST_DAYS, "第一次", "90"),
            (WARN_SECOND_DAYS, "第二次", "30"),
            (WARN_LAST_DAYS, "最后", "7"),
        )
    ),
)

VISIT: tuple[DefaultObligation, ...] = (
    DefaultObligation(
        key="check-notice",
        title="送达检查通知书、出示证件、告知结果",
        text="检查有通知书，出示执法证，制作笔录，把结果告知企业；通知书写明权利和已查次数。",
        clause=CHECKS,
        in_force_from=SINCE_CHECKS,
        owner=INSPECTOR,
        scope=VISITS,
        enforced_by={
            "mingcha.inspections.services.issue_notice.issue_notice": "写明依据、人员、权利和已查次数。",
            "mingcha.inspections.services.keep_record.require_notice": "没有通知书的，不能填写检查记录。",
        },
    ),
    DefaultObligation(
        key="remote-first",
        title="能书面、远程、共享数据核查的不入企",
        text="按风险和信用分类检查，优先书面、远程和共享数据的方式。",
        clause=f"{CHECKS}；{SEED} 三（二）3",
        in_force_from=SINCE_CHECKS,
        owner=BUSINESS,
        scope=VISITS,
        not_yet="由股室选择检查方式；任务页登记所选方式。",
    ),
    DefaultObligation(
        key="basic-papers",
        title="行政检查基本文书",
        text="使用司法部办公厅印发的行政检查文书基本格式文本（试行）的种数。",
        clause="司法部办公厅2025年印发的《行政检查文书基本格式文本（试行）》，后四种名称待核",
        in_force_from=date(2025, 5, 1),
        owner=LEGAL,
        scope=VISITS,
        value="7",
        unit="种",
        confidence="P",
        enforced_by={
            "mingcha.inspections.services.issue_papers.issue_visit_paper": "七种文书按户次制作，原样留存。"
        },
    ),
    DefaultObligation(
        key="no-disturbance",
        title="不妨碍经营、不收受财物",
        text="检查不妨碍正常生产经营，不索取或者收受财物，不谋取其他利益。",
        clause=f"{SEED} 四（三）",
        in_force_from=SINCE_PLAN,
        owner=INSPECTOR,
        scope=VISITS,
        enforced_by={
            "mingcha.inspections.rules.hours.reasons_asked": "夜间、休息日、超过预计时间的检查，须写明原因。"
        },
    ),
    DefaultObligation(
        key="unreachable-letters",
        title="登记住所无法联系的认定",
        text="两次邮寄专用信函无人签收且间隔符合规定的，认定为无法联系。",
        clause="《企业经营异常名录管理暂行办法》",
        in_force_from=date(2014, 10, 1),
        owner=INSPECTOR,
        scope="市场监管部门的住所检查",
        not_yet="列入异常名录由市场监管部门办理；本机构登记“无法联系”的结果后移交。",
    ),
    DefaultObligation(
        key="letter-gap-from",
        title="两次专用信函的最短间隔",
        text="两次邮寄专用信函的间隔不得少于的日数。",
        clause="《企业经营异常名录管理暂行办法》",
        value="15",
        unit="日",
        in_force_from=date(2014, 10, 1),
        owner=INSPECTOR,
        scope="登记住所的检查",
        enforced_by={
            "mingcha.inspections.services.hand_in_record.obstacles": "间隔不足的，不能登记“无法联系”。"
        },
    ),
    DefaultObligation(
        key="letter-gap-until",
        title="两次专用信函的最长间隔",
        text="两次邮寄专用信函的间隔不得超过的日数。",
        clause="《企业经营异常名录管理暂行办法》",
        value="30",
        unit="日",
        in_force_from=date(2014, 10, 1),
        owner=INSPECTOR,
        scope="登记住所的检查",
        enforced_by={
            "mingcha.inspections.services.hand_in_record.obstacles": "间隔过长的，不能登记“无法联系”。"
        },
    ),
    DefaultObligation(
        key="report-unreachable-days",
        title="无法联系的函告期限",
        text="查实无法联系的，在期限内函告市场监管部门列入经营异常名录。",
        clause="《企业经营异常名录管理暂行办法》",
        value="10",
        unit="个工作日",
        in_force_from=date(2014, 10, 1),
        owner=INSPECTOR,
        scope="登记住所的检查",
        enforced_by={
            "mingcha.inspections.services.settle_outcomes.follow_ups_of": "登记“无法联系”时列出函告的期限。"
        },
    ),
    DefaultObligation(
        key="scan-to-enter",
        title="扫码入企（深圳、龙华）",
        text="检查前扫企业码或者执照码登记，企业可以查询、评价。",
        clause="深圳市扫码入企有关规定",
        in_force_from=SINCE_CHECKS,
        owner=INSPECTOR,
        scope=VISITS,
        not_yet="启用前先核对本地文件。",
        off_because=ELSEWHERE,
    ),
    DefaultObligation(
        key="visit-code",
        title="检查任务码（成都）",
        text="检查登记任务、批准后取得任务码，到场出示。",
        clause="成都市涉企行政检查任务码有关规定",
        in_force_from=date(2025, 5, 1),
        owner=INSPECTOR,
        scope=VISITS,
        not_yet="启用前先核对本地文件。",
        off_because=ELSEWHERE,
    ),
    *(
        DefaultObligation(
            key=f"visits-a-{slug}",
            title=f"同一企业一{word}检查次数预警（成都）",
            text=f"同一企业一{word}内被检查超过的次数，超过即预警。",
            clause="成都市涉企行政检查预警规则",
            in_force_from=date(2025, 5, 1),
            owner=ENFORCEMENT,
            scope="对企业的行政检查",
            value=value,
            unit="次",
            enforced_by={"mingcha.inspections.queries.burden.warnings": "安排检查时超过的，须说明原因。"},
            off_because=ELSEWHERE,
            asked_each_time=True,
        )
        for slug, word, value in (("day", "日", "1"), ("week", "周", "2"), ("month", "月", "3"))
    ),
    DefaultObligation(
        key="nothing-found-in-a-row",
        title="连续未发现问题的拦截（成都）",
        text="同一检查人员一年内对同一企业连续几次检查都未发现问题，说明前不再派。",
        clause="成都市涉企行政检查预警规则",
        in_force_from=date(2025, 5, 1),
        owner=ENFORCEMENT,
        scope="对企业的行政检查",
        value="3",
        unit="次",
        enforced_by={"mingcha.inspections.queries.burden.nothing_found": "安排检查时须先说明原因。"},
        off_because=ELSEWHERE,
        asked_each_time=True,
    ),
    DefaultObligation(
        key="out-of-area-days",
        title="异地检查备案期限（四平）",
        text="异地检查结束后多少天内备案。",
        clause="四平市涉企行政检查有关规定",
        in_force_from=SINCE_CHECKS,
        owner=ENFORCEMENT,
        scope="异地检查",
        value="20",
        unit="日",
        confidence="P",
        not_yet="启用前先核对本地文件。",
        off_because=ELSEWHERE,
    ),
)
