"""The three people of a sitting or a rehearsal: who may not coincide with whom, and who must be in office."""

from itertools import combinations

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.rules import WITNESS
from mingcha.common.errors import Refusal
from mingcha.draws.policies import CALLERS
from mingcha.draws.queries.attempts import people_with


def require_three_people(actor: Actor, caller: Person, witness: Person, title: str) -> None:
    """The actor operates; who calls and who witnesses are two others in office in the right roles, one of
    them from outside the operator's section. A refusal names the pair."""
    _require_three(actor, caller, witness, title)
    for person, roles, word in ((caller, CALLERS, "录入人"), (witness, (WITNESS,), "见证人")):
        if not people_with(actor, roles).filter(pk=person.pk).exists():
            raise Refusal(
                "caller-role",
                f"{person.name}现在不能担任{word}：不在岗，或没有相应岗位。",
                title=f"{title}：{word}不合适",
                remedy="录入人须是检查人员、业务股室、政策法规或监督见证岗位，见证人须是监督见证岗位；"
                "已经开会的，退回封存后另开一次抽取会。",
            )
    _require_one_from_outside(actor, caller, witness, title)


def _require_three(actor: Actor, caller: Person, witness: Person, title: str) -> None:
    people = (("主持人", actor.person_id), ("录入人", caller.pk), ("见证人", witness.pk))
    for (one, first), (other, second) in combinations(people, 2):
        if first == second:
            name = witness.name if second == witness.pk else caller.name
            raise Refusal(
                "three-people",
                f"{one}和{other}是同一个人（{name}）。主持人、录入人、见证人须是三个不同的人。",
                title=f"{title}：不是三个人",
                remedy=f"请另选{other}。",
            )


def _require_one_from_outside(actor: Actor, caller: Person, witness: Person, title: str) -> None:
    """People of one section could agree among themselves on what the dice showed."""
    own = actor.section_id
    if own is None:
        raise Refusal(
            "operator-without-section",
            f"主持人{actor.name}没有登记在任何股室，不能核对录入人和见证人是不是来自主持的股室以外。",
            title=f"{title}：主持人没有股室",
            remedy="请系统管理员在人员页登记主持人的股室。",
        )
    if caller.section_id == own == witness.section_id:
        raise Refusal(
            "nobody-from-outside",
            f"录入人{caller.name}和见证人{witness.name}都是{caller.section}的人员，与主持人同一股室。",
            title=f"{title}：录入人和见证人都来自主持的股室",
            remedy="两人中至少一人须来自主持抽取的股室以外，例如政策法规股、业务股室、纪检监督人员。",
        )
