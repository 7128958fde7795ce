"""Whether a secret is lost is tried and not said: who may annul would else choose after the dice which result
is never computed."""

from drawproof import announcement as announcements
from drawproof.ceremony import check_secret
from drawproof.errors import DrawproofError
from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.common.sealing import WrongKey
from mingcha.draws.models import Draw
from mingcha.draws.rules.words import SECRET_LOST
from mingcha.draws.services.recorded import record_step

# What the act says of the try.
OPENS, LOST, OTHER = "opens", "does not open", "opens to another number"


def try_secret(actor: Actor, draw: Draw, reason: str) -> str:
    """For the annulment, in its transaction: what trying the secret gave; empty where the reason is another.
    One that opens is used and the annulment refused, so that this act of its own says so."""
    if reason != SECRET_LOST:
        return ""
    tried = _tried(draw)
    if tried == OPENS:
        content = {"draw": draw.draw_id, "secret": tried}
        record_step("draws.try_secret", actor=actor, sitting=draw.sitting, content=content)
    return tried


def secret_not_lost(draw: Draw, title: str) -> Conflict:
    return Conflict(
        "secret-not-lost",
        f"{draw}的秘密数读得出来，不能以“秘密数无法读出”作废。这次试读已记入留痕日志。",
        title=f"{title}：秘密数没有丢失",
        clause="抽取规则drawproof/1第4节：已摇号的，作废后仍算出并公开",
        remedy="请照常抽取；确有其他情况的，选那一项原因作废，作废后仍录完、算出并公开。",
    )


def _tried(draw: Draw) -> str:
    """A secret that is not the committed one computes nothing either."""
    try:
        check_secret(announcements.parse(bytes(draw.announcement)), draw.secret.open())
    except WrongKey:
        return LOST
    except DrawproofError:
        return OTHER
    return OPENS
