"""The same making by a button: into the data folder, from where it is taken away as one file; a large one
goes on by itself."""

import os
import threading
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connections

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common.errors import Conflict, Refusal
from mingcha.disclosure.policies import can_make_site
from mingcha.disclosure.queries.kinds import all_kinds, public_rows
from mingcha.disclosure.queries.site_work import BROKEN, DONE, REFUSED, SiteWork, site_work
from mingcha.disclosure.services.make_site import Made, make_site

LARGE = 500
"""Public rows from which on nobody is kept waiting; a page takes about a hundredth of a second."""
EVERY = 50  # files between two words about them


def own_folder(office: Office) -> Path:
    """Where the button writes."""
    root: Path = settings.DATA.root
    return root / "site" / office.code


def make_by_button(*, actor: Actor) -> Made | None:
    """What the run left; None where it goes on by itself and says so on the page."""
    can_make_site(actor).require()
    office = Office.objects.get(pk=actor.office_id)
    running = site_work(office.pk)
    if running is not None and running.is_running:
        raise Conflict("site-busy", "公示文件正在生成。", title="不能再生成一次", remedy="请等它做完。")
    if sum(len(public_rows(kind)) for kind in all_kinds()) < LARGE:
        return make_site(actor=actor, folder=own_folder(office))
    work = SiteWork(str(office.pk), os.getpid())
    work.save()
    context = copy_context()
    told = (actor, own_folder(office), work)
    threading.Thread(target=context.run, args=(_follow, *told), daemon=True).start()
    return None


def _follow(actor: Actor, folder: Path, work: SiteWork) -> None:
    """Until all is written or something stands in the way, which its file then says."""
    ended = replace(work, state=BROKEN)
    try:
        make_site(actor=actor, folder=folder, tell=lambda count: _tell(work, count))
        ended = replace(work, state=DONE)
    except Refusal as refusal:
        title, sentence, remedy = refusal.title, refusal.sentence, refusal.remedy
        ended = replace(work, state=REFUSED, title=title, sentence=sentence, remedy=remedy)
    finally:
        ended.save()
        connections.close_all()


def _tell(work: SiteWork, count: int) -> None:
    work.count = count
    if count % EVERY == 0:
        work.save()
