"""What the law asks of the item list and of the two registers (law.md 1.1, 1.2, 1.4). Pure."""

from datetime import date

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.law.rules.keys import LIST_AFTER_LAW_DAYS, UPKEEP_DAYS
from mingcha.law.rules.obligations.planning import (
    CHECKS,
    ELSEWHERE,
    FOUNDING,
    SEED,
    SINCE_CHECKS,
    SINCE_NOTICE,
    SINCE_PLAN,
)
from mingcha.law.rules.obligations.shape import CAMPAIGNS, OFFICE, DefaultObligation

LISTS: tuple[DefaultObligation, ...] = (
    DefaultObligation(
        key="lawful-items",
        title="检查事项要有法律依据",
        text="法律、法规、规章没有规定的事项不列入清单，也不检查；规范性文件不能单独作依据。",
        clause=f"{SEED} 二（一）；{FOUNDING}",
        in_force_from=SINCE_NOTICE,
        owner=BUSINESS,
        scope="抽查事项",
        quote="凡是法律法规规章没有规定的，一律不得擅自开展检查",
        enforced_by={
            "mingcha.items.services.submit_list.require_complete": "清单送审、公布时，没有依据的事项退回。",
            "mingcha.plans.rules.findings.items.items": "没有依据或依据已失效的事项，任务不能定案。",
            "mingcha.plans.rules.findings.items.drawing_findings": "定案以后失去依据的，不再抽取。",
        },
    ),
    DefaultObligation(
        key="published-items",
        title="未公布的事项不检查",
        text="只检查已公布并在有效期内的事项；没有公布的，企业可以拒绝。",
        clause=f"{FOUNDING}；{CHECKS}",
        in_force_from=SINCE_NOTICE,
        owner=ENFORCEMENT,
        scope=CAMPAIGNS,
        enforced_by={
            "mingcha.plans.services.draft_campaign._require_published_items": "没有公布过的事项列不进任务。",
            "mingcha.plans.rules.findings.items.items": "不在现行清单或有效期内的，任务不能定案。",
            "mingcha.plans.rules.findings.items.drawing_findings": "定案以后清单去掉的事项，不再抽取。",
        },
    ),
    DefaultObligation(
        key="leader-approves-list",
        title="清单经局领导审定后公布",
        text="清单由股室编制、局领导审定，送审人不能自己审定。",
        clause=f"{SEED} 二（一）",
        in_force_from=SINCE_PLAN,
        owner=LEADER,
        scope="抽查事项清单",
        quote="随机抽查事项清单经局领导审定后公布",
        enforced_by={"mingcha.items.policies.can_approve_list": "送审人以外的局领导才能审定。"},
    ),
    DefaultObligation(
        key=LIST_AFTER_LAW_DAYS,
        title="依据变动后清单更新期限",
        text="检查依据修改或废止后，在期限内更新清单。",
        clause="国办发〔2018〕118号；《中华人民共和国政府信息公开条例》第二十六条",
        in_force_from=date(2018, 12, 5),
        owner=ENFORCEMENT,
        scope="抽查事项清单",
        value="20",
        unit="个工作日",
        confidence="P",
        enforced_by={
            "mingcha.law.services.keep_texts._list_deadline": "登记法律变动时开出期限，逾期列在首页。"
        },
    ),
    DefaultObligation(
        key="list-after-law-month",
        title="依据变动后一个月内更新清单（辽宁）",
        text="检查依据变动后按月计的清单更新期限。",
        clause="辽宁省涉企行政检查有关规定",
        in_force_from=SINCE_CHECKS,
        owner=ENFORCEMENT,
        scope="抽查事项清单",
        value="1",
        unit="个月",
        not_yet="启用前先核对本省文件；启用后仍以“依据变动后清单更新期限”计算。",
        off_because=ELSEWHERE,
    ),
    DefaultObligation(
        key="two-registers",
        title="建立检查对象和执法检查人员名录库",
        text="两个名录库按职责建立，及时录入和更新；抽取只从名录库中进行。",
        clause=f"{FOUNDING}；{SEED} 三（一）",
        in_force_from=SINCE_NOTICE,
        owner=ENFORCEMENT,
        scope=OFFICE,
        enforced_by={
            "mingcha.oversight.queries.home.registers.registers_to_fill": "名录库空着的，首页要求先导入。",
            "mingcha.draws.services.freeze_draw.freeze_draw": "抽取前封存当时的名录，此后不能改动。",
        },
    ),
    DefaultObligation(
        key=UPKEEP_DAYS,
        title="两库一单最长更新间隔",
        text="名录库和清单实行动态管理；多久不核对算过久，由本机构定。",
        clause=f"{SEED} 三（一）4",
        in_force_from=SINCE_PLAN,
        owner=ENFORCEMENT,
        scope=OFFICE,
        value="30",
        unit="日",
        quote="实行动态管理，及时录入、更新相关信息",
        confidence="P",
        enforced_by={
            "mingcha.upkeep.queries._age": "超过间隔的，首页和抽取会上都提示。",
            "mingcha.oversight.queries.home.registers._arrears": "登记时已过期的证件，自登记之日起按此核对。",
        },
    ),
)
