"""Disclose a campaign's draws: the secret opens, and one file per attempt lets anybody recompute it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

import drawproof
from drawproof import entries
from drawproof.canonical import tables
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.draws.models import BUNDLE, COMMITTED, RESULT, Draw, DrawFile, Sitting
from mingcha.draws.policies import can_disclose
from mingcha.draws.queries.attempts import attempts, files_of
from mingcha.draws.queries.changes import change_files, disclosed_without_teams
from mingcha.draws.queries.disclosure import obstacle, to_disclose, visits_end
from mingcha.draws.queries.recording_story import is_filmed_whole
from mingcha.draws.queries.recordings import chain_of, is_explained
from mingcha.draws.rules.words import DISCLOSURE_SENTENCE, STEP_WORDS, says_so
from mingcha.draws.services.explain_recording import give_reason
from mingcha.draws.services.locked import (
    RECORDING_WORK,
    THROWS_WORK,
    WITNESS_WORK,
    finish_campaign_work,
    lock_what_changes,
    locked_sitting,
    protocol_refusal,
)
from mingcha.draws.services.recorded import close_left_open
from mingcha.draws.services.secret_uses import Opening, uses_said
from mingcha.draws.states import DRAW, act_for
from mingcha.ledger.models import Checkpoint
from mingcha.ledger.queries import entries_of_draws, inclusion_path, office_vkey
from mingcha.ledger.services import record_act, sign_checkpoint
from mingcha.plans.services import mark_campaign_drawn
from mingcha.registers.services import tell_conflicts

TITLE = "不能公开"


@dataclass(frozen=True)
class Packed:
    """A bundle that was verified before anybody can download it."""

    draw: Draw
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def disclose_draw(
    *,
    actor: Actor,
    sitting: Sitting,
    confirmation: str,
    recording_reason: str = "",
    early_reason: str = "",
) -> list[Draw]:
    """Every computed attempt of the sitting's campaign, annulled ones too, with its bundle stored. The leader
    types that all visits are over, since the reserve order becomes known with the secret, says why they are
    over before their last day, and why there is no recording where there is none."""
    with uses_said(actor) as opening, transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        lock_what_changes(actor)
        can_disclose(actor).require()
        draws = to_disclose(sitting.campaign_id)
        _check(sitting, confirmation, early_reason)
        explained = _settle_recordings(actor, draws, recording_reason)
        checkpoint = sign_checkpoint(origin=sitting.office.log_origin)
        bundles = [Packed(draw, _pack(draw, checkpoint, opening)) for draw in draws]
        _verify(bundles, office_vkey(sitting.office.log_origin))
        for draw in draws:
            draw.state = DRAW.after(act_for("disclose", draw.state), draw.state)
            draw.disclosed_at = moments.now()
            draw.save()
        finish_campaign_work(sitting.campaign_id, THROWS_WORK, RECORDING_WORK, WITNESS_WORK)
        _conclude_without_teams(actor, draws)
        files = [_keep(bundle) for bundle in bundles]
        tell_conflicts(actor=actor, draw_ids=[draw.draw_id for draw in draws])
        record_act(
            "draws.disclose_draw",
            actor=actor,
            reason=" ".join(filter(None, (confirmation.strip(), early_reason.strip()))),
            content={"draws": {one.draw.draw_id: one.sha256 for one in bundles}, "secret": "opened"},
            records=[*draws, *files, *explained],
            protocol=[_entry(bundle) for bundle in bundles],
        )
    return draws


def _conclude_without_teams(actor: Actor, draws: Sequence[Draw]) -> None:
    """A selection of which nobody is left ends its campaign as drawn: no unit, no team."""
    for draw in draws:
        if draw.is_selection and draw.is_final and disclosed_without_teams(draw):
            mark_campaign_drawn(actor=actor, campaign=draw.campaign, draw=draw.draw_id, units=[], teams={})


def _check(sitting: Sitting, confirmation: str, early_reason: str) -> None:
    refusal = obstacle(sitting.campaign_id)
    if refusal is not None:
        raise refusal
    if not says_so(confirmation):
        raise Refusal(
            "not-confirmed",
            f"公开前须写明“{DISCLOSURE_SENTENCE}”。秘密数随文件公开，递补顺序随之可知。",
            title=f"{TITLE}：没有确认检查已经结束",
            clause="抽取规则drawproof/1第4节：最后一户次查完之前，秘密数不公开",
        )
    _check_early(sitting, early_reason)


def _check_early(sitting: Sitting, early_reason: str) -> None:
    last = visits_end(sitting.campaign)
    if last is not None and not early_reason.strip():
        raise Refusal(
            "before-the-end",
            f"检查期限到{last:%Y-%m-%d}，现在公开，还没有查的对象和递补的次序就都知道了。",
            title=f"{TITLE}：检查期限还没有到",
            clause="抽取规则drawproof/1第4节：最后一户次查完之前，秘密数不公开",
            remedy="确已全部查完的，写明提前公开的理由再公开；理由记入日志。",
        )


def _settle_recordings(actor: Actor, draws: Sequence[Draw], reason: str) -> list[Sitting]:
    """Every recording ends; a sitting without one bears the leader's reason, which becomes public with it."""
    explained = []
    for sitting in {draw.sitting_id: draw.sitting for draw in draws}.values():
        close_left_open(actor=actor, sitting=sitting)
        if not is_filmed_whole(sitting) and (reason.strip() or not is_explained(sitting)):
            give_reason(actor, sitting, reason, TITLE)
            explained.append(sitting)
    return explained


def _pack(draw: Draw, checkpoint: Checkpoint, opening: Opening) -> bytes:
    files = {
        "announcement.json": bytes(draw.announcement),
        "entropy.json": bytes(draw.entropy),
        "secret.txt": opening(draw, TITLE).encode("ascii"),
        **files_of(draw, COMMITTED),
        **files_of(draw, RESULT),
        **change_files(draw),
        **_recordings(draw),
        "checkpoint.txt": checkpoint.note.encode(),
        "log.txt": _log(draw, checkpoint.size),
    }
    return drawproof.pack(files)


def _recordings(draw: Draw) -> dict[str, bytes]:
    chunks = chain_of(draw.sitting)
    rows = [(number, size, digest) for number, (size, digest) in enumerate(chunks, start=1)]
    return {"recordings.csv": tables.write("recordings.csv", rows)} if rows else {}


def _log(draw: Draw, size: int) -> bytes:
    """The entries of this attempt and of all before it, each with its path to the checkpoint."""
    so_far = [one.draw_id for one in attempts(draw.campaign_id, draw.kind) if one.attempt <= draw.attempt]  # type: ignore[operator]  # announced attempts have a number
    return drawproof.log_txt(
        (entry.index, bytes(entry.body), inclusion_path(entry.index, size))
        for entry in entries_of_draws(so_far)
    )


def _verify(bundles: Sequence[Packed], key: str) -> None:
    """Nothing is published that a stranger's verifier would refuse."""
    for bundle in bundles:
        others = [other.content for other in bundles if other is not bundle]
        try:
            report = drawproof.verify_bundle(bundle.content, keys=[key], others=others)
        except drawproof.DrawproofError as error:
            raise protocol_refusal(error, f"{TITLE}：抽取文件核验不通过") from error
        if not report.ok:
            failed = [step for step in report.steps if step.status == "fail"]
            raise Refusal(
                "bundle-refused",
                f"抽取文件{bundle.draw.draw_id}.draw核验不通过，没有公开。",
                title=f"{TITLE}：抽取文件核验不通过",
                found=[(STEP_WORDS[step.step], step.words) for step in failed],
                remedy="请告诉系统管理员，运行mingcha doctor查出被改动的地方。",
            )


def _keep(bundle: Packed) -> DrawFile:
    return DrawFile.objects.create(
        draw=bundle.draw, name=f"{bundle.draw.draw_id}.draw", role=BUNDLE, content=bundle.content
    )


def _entry(bundle: Packed) -> Callable[[str], bytes]:
    return lambda at: entries.disclosed(bundle.draw.draw_id, bundle.sha256, at)
