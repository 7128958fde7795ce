"""One change after a draw under way: the sealed secret opened, rows kept, the log told of each
(drawproof/1 section 6, Changes after the draw)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial

import drawproof
from drawproof import announcement as announcements
from drawproof import entries
from drawproof.canonical import tables
from drawproof.ceremony import check_secret
from drawproof.digest import seed as seed_of
from drawproof.entropy import parse_observation
from drawproof.errors import DrawproofError
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.draws.models import Draw, Replacement, UnitWithdrawal, Vacancy
from mingcha.draws.policies import person_of
from mingcha.draws.queries.changes import covered_by, present_seats, replacements, reserves_of, roster_of
from mingcha.draws.queries.fitness import Fitness
from mingcha.draws.rules.changes import REPLACEMENTS, SUBSTITUTIONS
from mingcha.draws.rules.committed import teams_of_units
from mingcha.draws.services.locked import protocol_refusal
from mingcha.draws.services.secret_uses import Opening
from mingcha.draws.states import DRAWN
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act, sign_checkpoint
from mingcha.plans.services import change_drawn_teams
from mingcha.registers.models import ConflictOfInterest

Make = Callable[[str], bytes]
Place = tuple[str, str, int]
TITLE = "不能办理抽后变更"


@dataclass
class Ground:
    """Why a seat is left, as it stays with the office."""

    words: str = ""
    conflict: ConflictOfInterest | None = None
    proofs: list[ProofFile] = field(default_factory=list)


@dataclass
class Redrawing:
    """Opened under the campaign's lock, within `uses_said`; `finish` writes one act with everything that was
    done."""

    actor: Actor
    draw: Draw
    opening: Opening
    rows: list[Record] = field(default_factory=list)
    protocol: list[Make] = field(default_factory=list)

    @cached_property
    def secret(self) -> str:
        """Each use stands in the act that `finish` writes, or in one of its own where the change is
        refused."""
        secret = self.opening(self.draw, TITLE)
        try:
            check_secret(self._announced, secret)
        except DrawproofError as error:
            raise protocol_refusal(error, f"{TITLE}：秘密数与公告不符") from error
        return secret

    @cached_property
    def seed(self) -> str:
        own = self._announced
        seen = parse_observation(own.suite, own.entropy, bytes(self.draw.entropy))
        return seed_of(own.suite, own.digest, self.secret, seen.text)

    @cached_property
    def roster(self) -> drawproof.Roster:
        return roster_of(self.draw)

    @cached_property
    def fitness(self) -> Fitness:
        return Fitness(self.actor, self.draw, picked=True)

    @cached_property
    def _announced(self) -> drawproof.Announcement:
        return announcements.parse(bytes(self.draw.announcement))

    def vacate(self, place: Place, reason: str, ground: Ground) -> Vacancy:
        """The seat redrawn. One picked who cannot go leaves by the next event, until somebody can or nobody
        is left; the first row is given back."""
        first = self._keep(place, reason, ground)
        last = first
        while last.inspector and (why := self.fitness.against(last.inspector, place[0])) is not None:
            last = self._keep(place, why.reason, Ground(why.words, why.conflict))
        return first

    def replace(self, withdrawal: UnitWithdrawal, visit: str) -> Replacement:
        """The next reserve of the stratum takes the unit's place and team. Once it is sure which one stays,
        who may not go there is to `stand_aside`."""
        substitute = reserves_of(self.draw).take_for(withdrawal.unit)
        row = Replacement.objects.create(
            draw=self.draw,
            n=self.draw.replacements.count() + 1,
            visit=visit,
            unit=withdrawal.unit,
            reason=withdrawal.reason,
            substitute=substitute,
            withdrawal=withdrawal,
            entered_at=moments.now(),
        )
        self.rows.append(row)
        self._log(REPLACEMENTS, tables.write(REPLACEMENTS, replacements(self.draw)))
        self.fitness.forget(visit)
        return row

    def finish(self, act: str, *, reason: str = "") -> None:
        """The act with its entries of the protocol, and what the campaign keeps of its teams."""
        clusters = {visit: one.units for visit, one in covered_by(self.draw).items()}
        seats = [seat for seat in present_seats(self.draw) if seat.inspector]
        teams = teams_of_units(clusters, seats)
        change_drawn_teams(actor=self.actor, campaign=self.draw.campaign, teams=teams)
        content = {"draw": self.draw.draw_id, "changes": len(self.protocol), "secret": "used for a change"}
        record_act(
            act,
            actor=self.actor,
            reason=reason,
            content=content,
            records=self.rows,
            protocol=self.protocol,
        )
        sign_checkpoint(origin=self.draw.office.log_origin)

    def stand_aside(self, visit: str, holder: str) -> None:
        """Whoever of the team has an interest in the new party leaves; other seats stay."""
        team = [(place, who) for place, who in self.roster.holder.items() if place[0] == visit and who]
        for place, who in team:
            conflict = self.fitness.interest_in(who, holder)
            if conflict is not None:
                self.vacate(place, conflict.reason, Ground(conflict.words, conflict.conflict))

    def _keep(self, place: Place, reason: str, ground: Ground) -> Vacancy:
        visit, group, seat = place
        picked = drawproof.vacancy(
            self.roster,
            self.seed,
            visit=visit,
            group=group,
            seat=seat,
            reason=reason,
            suite=self._announced.suite,
        )
        self.roster.record(picked)
        row = Vacancy(
            draw=self.draw,
            **picked._asdict(),
            conflict=ground.conflict,
            proof=ground.proofs[0] if ground.proofs else None,
            entered_by_id=person_of(self.actor),
            entered_at=moments.now(),
        )
        row.ground = ground.words
        row.save(force_insert=True)
        self.rows += [*ground.proofs, row]
        self._log(SUBSTITUTIONS, drawproof.substitutions_csv(self.roster.rows))
        return row

    def _log(self, name: str, content: bytes) -> None:
        digest = drawproof.salted_digest(self._announced.suite, self.secret, name, content)
        self.protocol.append(partial(entries.substituted, self.draw.draw_id, {name: digest}))


def require_changeable(draw: Draw, title: str) -> None:
    """Changes are made between the draw and its disclosure: then the secret is out and the order known."""
    if draw.state != DRAWN:
        raise Conflict(
            "draw-not-changeable",
            "抽取文件已经公开，不能再变动席位和对象。"
            if draw.disclosed_at
            else "检查人员还没有抽出，不能变动席位和对象。",
            title=f"{title}：不在可以变动的时候",
            clause="抽取规则drawproof/1第6节：抽后变更",
        )
