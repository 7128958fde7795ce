"""案卷: every paper of a campaign in one volume, with what is on no paper of its own: the line of the plan,
annulments, disclosure, the digests of the sealed scans. In the form of GB/T 9705-2008."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import ASSIGNMENT, BUNDLE, SELECTION, Draw, DrawFile, ExternalDraw, Sitting
from mingcha.draws.queries.attempts import attempts, event_sayings
from mingcha.draws.queries.changes import ChangeCounts, counts_without_teams
from mingcha.draws.queries.computing import computing_of
from mingcha.draws.queries.papers.shared import DEMO, external_frame_of
from mingcha.draws.queries.results import left_before_teams
from mingcha.draws.rules.external.words import MARK, MARK_MEANING
from mingcha.law.rules import chinese_day
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import ATTACHED, papers_of
from mingcha.papers.rules.kinds import KINDS
from mingcha.plans.models import Campaign
from mingcha.plans.queries import latest_version
from mingcha.plans.rules.plan_words import LINE_TITLES

HEADS = ["序号", "文号", "责任者", "题名", "日期", "页号", "备注"]
LEFT_OUT = ("plan_number", "document_no", "note")


def volume_papers(scope: Actor, campaign: Campaign) -> list[Paper]:
    """Every issued paper of the campaign, sitting by sitting, all editions, in the order of an archive."""
    sittings = dict(campaign.sittings.values_list("pk", "number"))
    attempted = [draw.draw_id for kind in (SELECTION, ASSIGNMENT) for draw in attempts(campaign.pk, kind)]
    kinds = list(KINDS)

    def place(paper: Paper) -> tuple[int, int, int, int]:
        part = attempted.index(paper.part) if paper.part in attempted else 0
        return sittings[paper.subject], kinds.index(paper.kind), part, paper.edition

    return sorted(papers_of(scope, sittings), key=place)


def volume_content(campaign: Campaign, papers: Sequence[Paper]) -> dict[str, Any]:
    """Cover, contents and pages. `papers` are the issued ones in their order, all editions."""
    sittings = list(Sitting.objects.filter(campaign=campaign).order_by("number"))
    draws = [draw for kind in (SELECTION, ASSIGNMENT) for draw in attempts(campaign.pk, kind)]
    pages = [
        _plan_line(campaign),
        *(_entry(number, paper) for number, paper in enumerate(papers, start=1)),
        *_annulments(draws),
        *_withdrawals(draws),
        *_disclosure(draws),
        _scans(papers),
        _remarks(len(papers)),
    ]
    return {
        "title": f"{campaign.title}案卷",
        "heading": "双随机抽查案卷",
        "document_no": "",
        "office": campaign.office.name,
        "mark": DEMO if settings.IS_DEMO else "",
        "facts": _facts(campaign, sittings, papers),
        "heads": HEADS,
        "entries": pages,
        ATTACHED: {_file(number): str(paper.pk) for number, paper in enumerate(papers, start=1)},
    }


def external_volume(draw: ExternalDraw, papers: Sequence[Paper]) -> dict[str, Any]:
    """The volume of what a platform drew: where it came from instead of announcements and results. The marks
    of the lists and pictures are those of the files as they were handed in."""
    campaign = draw.campaign
    pages = [
        _plan_line(campaign),
        *(_entry(number, paper) for number, paper in enumerate(papers, start=1)),
        _handed_in(draw),
        _decided(draw),
        _remarks(len(papers)),
    ]
    return {
        **external_frame_of(draw, "双随机抽查案卷"),
        "title": f"{campaign.title}案卷（平台抽取）",
        "facts": [
            ["抽查任务", campaign.title],
            ["任务编号", campaign.number],
            ["年度", f"{campaign.year}年"],
            ["抽取平台", f"{draw.platform}，批次{draw.batch_no}，{chinese_day(draw.drawn_on)}"],
            ["由平台抽取的依据", draw.basis],
            ["标记", MARK],
            ["文书", f"{len(papers)}份"],
            ["保管期限", ""],
        ],
        "heads": HEADS,
        "entries": pages,
        ATTACHED: {_file(number): str(paper.pk) for number, paper in enumerate(papers, start=1)},
    }


def _handed_in(draw: ExternalDraw) -> dict[str, Any]:
    lists = [
        [one.get_kind_display(), one.file_name, f"{one.rows:,}行", _broken(one.sha256)]
        for one in draw.lists.defer("content")
    ]
    pictures = [
        ["平台截图", one.proof.file_name, f"第{one.number}份", _broken(one.proof.sha256)]
        for one in draw.screenshots.select_related("proof")
    ]
    heads = ["种类", "文件", "行数或者份次", "摘要（SHA-256）"]
    section = _section(heads, lists + pictures, [0, 2, 0, 3], empty="没有名单和截图。")
    return _page("平台交来的名单和截图", section, date=moments.local_day(draw.taken_in_at).isoformat())


def _decided(draw: ExternalDraw) -> dict[str, Any]:
    """Who brought it in, who confirmed it, what differed and how it was explained."""
    counts = f"基数{draw.members:,}个，抽中{draw.drawn:,}个，{draw.visits:,}户次，{draw.seats:,}个席位"
    rows = [
        ["抽取编号", draw.draw_id],
        ["个数", counts],
        ["导入", f"{draw.taken_in_by.name}，{moments.local_day(draw.taken_in_at).isoformat()}"],
        *([["确认", f"{draw.decided_by.name}，{_on(draw.decided_at)}"]] if draw.decided_by else []),
        ["与名录库的差异", f"{len(draw.findings):,}处" if draw.findings else "没有差异"],
        *([["差异说明", draw.explanation]] if draw.explanation else []),
        *([["公开", _on(draw.disclosed_at)]] if draw.disclosed_at else []),
        ["说明", MARK_MEANING],
    ]
    return _page("导入和确认情况", _section([], rows, [0, 1]), date=_on(draw.decided_at))


def _on(at: datetime.datetime | None) -> str:
    return moments.local_day(at).isoformat() if at else ""


def _facts(campaign: Campaign, sittings: Sequence[Sitting], papers: Sequence[Paper]) -> list[list[str]]:
    days = [moments.local_day(one.opened_at) for one in sittings]
    span = chinese_day(days[0]) if days else ""
    if days and days[-1] != days[0]:
        span = f"{span}至{chinese_day(days[-1])}"
    return [
        ["抽查任务", campaign.title],
        ["任务编号", campaign.number],
        ["年度", f"{campaign.year}年"],
        ["抽取会", f"{len(sittings)}次，{span}"],
        ["文号", "、".join(dict.fromkeys(filter(None, (one.document_no for one in sittings)))) or "没有"],
        ["文书", f"{len(papers)}份"],
        ["保管期限", ""],
    ]


def _entry(number: int, paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "document_no": paper.document_no,
        "date": paper.made_on.isoformat(),
        "note": f"第{paper.edition}版" if paper.edition > 1 else "",
        "file": _file(number),
        "pages": paper.pages,
    }


def _page(title: str, *sections: dict[str, Any], date: str = "") -> dict[str, Any]:
    return {"title": title, "document_no": "", "date": date, "note": "", "sections": list(sections)}


def _section(
    heads: list[str], rows: list[list[str]], widths: list[int], title: str = "", empty: str = ""
) -> dict[str, Any]:
    """A table; a width of 0 is as wide as its texts."""
    return {"title": title, "heads": heads, "rows": rows, "widths": widths, "empty": empty}


def _plan_line(campaign: Campaign) -> dict[str, Any]:
    """The line of the plan as it was published last, or why the campaign stands outside of the plan."""
    version = latest_version(campaign.plan) if campaign.plan else None
    lines = [line for line in version.lines if line["number"] == campaign.number] if version else []
    if version and lines:
        rows = [
            [title, str(lines[0].get(key))]
            for key, title in LINE_TITLES.items()
            if key not in LEFT_OUT and lines[0].get(key) not in (None, "")
        ]
        page = _page(
            "年度抽查计划节录",
            _section(
                [],
                [["公布", f"{version}，{chinese_day(moments.local_day(version.published_at))}"], *rows],
                [0, 1],
            ),
            date=moments.local_day(version.published_at).isoformat(),
        )
        return page | {"document_no": version.document_no}
    told = [
        ("批准机关", campaign.outside_body),
        ("文号", campaign.outside_document),
        ("理由", campaign.outside_reason),
    ]
    rows = [[label, text] for label, text in told if text]
    empty = "这个任务没有列入已公布的年度抽查计划。"
    return _page("抽查任务的依据", _section([], rows, [0, 1], empty=empty))


def _annulments(draws: Sequence[Draw]) -> list[dict[str, Any]]:
    rows = [_annulled(draw) for draw in draws if draw.is_annulled]
    heads = ["抽取编号", "原因和情况", "提出", "确认", "作废前是否摇号"]
    return [_page("作废情况", _section(heads, rows, [0, 3, 0, 0, 2]))] if rows else []


def _annulled(draw: Draw) -> list[str]:
    found = draw.annulments.filter(confirmed_at__isnull=False).select_related("proposed_by", "confirmed_by")
    proposal = found.get()
    by, at = proposal.confirmed_by, proposal.confirmed_at
    return [
        draw.draw_id,
        "\n".join((f"{draw.get_annulled_for_display()}：{proposal.words}", *event_sayings(draw))),
        f"{proposal.proposed_by.name}\n{moments.local_day(proposal.proposed_at).isoformat()}",
        f"{by.name}\n{moments.local_day(at).isoformat()}" if by and at else "",
        computing_of(draw).words,
    ]


def _withdrawals(draws: Sequence[Draw]) -> list[dict[str, Any]]:
    """Who left and what is short, where nobody was left to visit: no file of an assignment tells it."""
    return [_all_left(draw, counts) for draw in draws if (counts := counts_without_teams(draw))]


def _all_left(selection: Draw, counts: ChangeCounts) -> dict[str, Any]:
    rows = [
        [one.unit.code, one.why, _on(one.at), one.substitute.code if one.substitute else "递补已用完"]
        for one in left_before_teams(selection)
    ]
    short = [[f"层{code}", f"{count}个，不再另抽"] for code, count in counts.short]
    return _page(
        "对象全部退出，没有检查户次",
        _section(["退出的对象", "原因", "确认退出", "递补"], rows, [0, 1, 0, 0]),
        _section(["层", "缺额"], short, [0, 1]),
    )


def _disclosure(draws: Sequence[Draw]) -> list[dict[str, Any]]:
    """When each attempt was made public and with which file."""
    public = [draw for draw in draws if draw.disclosed_at]
    rows = [[draw.draw_id, _day(draw), f"{draw.draw_id}.draw", _bundle(draw)] for draw in public]
    heads = ["抽取编号", "公开日期", "抽取文件", "文件摘要（SHA-256）"]
    return [_page("公开情况", _section(heads, rows, [0, 0, 0, 1]), date=_day(public[0]))] if rows else []


def _day(draw: Draw) -> str:
    return moments.local_day(draw.disclosed_at).isoformat() if draw.disclosed_at else ""


def _bundle(draw: Draw) -> str:
    file = DrawFile.objects.filter(draw=draw, role=BUNDLE).first()
    return _broken(file.sha256) if file else "没有抽取文件（公告后没有摇号）"


def _scans(papers: Sequence[Paper]) -> dict[str, Any]:
    """The sealed scans lie beside the volume; their digests bind them to it."""
    rows = [
        [
            paper.title if scan.signed_on is None else f"{paper.title}（第{paper.edition}版，变动前签）",
            scan.file.file_name,
            moments.local_day(scan.attached_at).isoformat(),
            _broken(scan.file.sha256),
        ]
        for paper in papers
        for scan in paper.scans.all()
    ]
    heads = ["文书", "扫描件", "附上日期", "摘要（SHA-256）"]
    return _page("盖章扫描件清单", _section(heads, rows, [2, 2, 0, 3], empty="没有附盖章扫描件。"))


def _remarks(count: int) -> dict[str, Any]:
    """卷内备考表, to be filled in and signed."""
    told = (
        f"收入文书{count}份，由系统按制作时的原样编入，页号连续。各户次的检查文书另立检查案卷，一户次一卷。"
    )
    rows = [
        ["本卷情况说明", f"{told}\n\n\n\n\n\n"],
        ["立卷人", "\n\n"],
        ["检查人", "\n\n"],
        ["立卷时间", "　　　　年　　月　　日"],
    ]
    return _page("卷内备考表", _section([], rows, [0, 1]))


def _file(number: int) -> str:
    return f"paper-{number}.pdf"


def _broken(digest: str) -> str:
    """A digest in two lines."""
    return f"{digest[:32]}\n{digest[32:]}"
