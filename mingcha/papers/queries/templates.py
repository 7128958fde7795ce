"""Templates: the shipped ones, and those of the office that are in force in their place."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.papers import LIBRARY, MAIN, source_files, typeset_files
from mingcha.common.papers.limited import NotTypeset, typeset_limited
from mingcha.papers.models import OfficeTemplate
from mingcha.papers.rules.kinds import KINDS
from mingcha.papers.rules.samples import FIELD_WORDS, SAMPLES, altered, required_of, sparse

TITLE = "不能使用这个模板"
SAMPLE_DAY = datetime.date(2026, 6, 16)
REMEDY = "请从系统模板改起：下载系统模板，只改版式和措辞，保留各部分，再上传。"


@dataclass(frozen=True)
class TemplateLine:
    """One kind with what is in force for it, the office's versions, the latest first."""

    kind: str
    title: str
    in_force: OfficeTemplate | None
    versions: tuple[OfficeTemplate, ...]


def template_lines(scope: Actor) -> list[TemplateLine]:
    """Every kind whose template may be replaced."""
    known = list(OfficeTemplate.objects.filter(office_id=scope.office_id).defer("source"))
    return [_line(kind, [one for one in known if one.kind == kind]) for kind in SAMPLES]


def template_line(scope: Actor, kind: str) -> TemplateLine:
    """`Unknown` for a kind whose template is not to be replaced."""
    if kind not in SAMPLES:
        raise Unknown("no-such-template", "没有这种可以更换的模板。", title="没有找到")
    return _line(kind, list(OfficeTemplate.objects.filter(office_id=scope.office_id, kind=kind)))


def template_in_force(office_id: UUID, kind: str) -> OfficeTemplate | None:
    return OfficeTemplate.objects.filter(office_id=office_id, kind=kind, withdrawn_at=None).first()


def own_files(source: str) -> dict[str, str]:
    """An office's template with what it may import."""
    return {MAIN: source, LIBRARY: source_files(LIBRARY)[LIBRARY]}


def template_text(line: TemplateLine, version: str) -> str:
    """The text of a version, or of the shipped template without one."""
    if not version:
        return source_files(KINDS[line.kind].template)[MAIN]
    found = [one for one in line.versions if str(one.version) == version]
    if not found:
        raise Unknown("no-such-template", "没有这一版模板。", title="没有找到")
    return found[0].source


def sample_pdf(line: TemplateLine) -> bytes:
    """The kind's sample, typeset with what is in force."""
    sample = SAMPLES[line.kind]
    if line.in_force is None:
        return typeset_files(source_files(KINDS[line.kind].template), sample, on=SAMPLE_DAY)
    try:
        return typeset_limited(own_files(line.in_force.source), [sample], on=SAMPLE_DAY)[0]
    except NotTypeset as wrong:
        raise not_typeset(wrong) from wrong


def check_template(kind: str, source: str) -> None:
    """`Refusal` unless the template typesets the sample, also without what a paper may be without, shows
    every part, and comes out the same twice."""
    if "today" in source:
        raise Refusal(
            "template-today",
            f"模板第{_line_of(source, 'today')}行用到了今天的日期（today），以后重新打印会不一样。",
            title=TITLE,
            remedy="请用facts.day印日期。",
        )
    sample, wanted = SAMPLES[kind], required_of(kind)
    changed = [altered(sample, key) for key in wanted]
    contents: list[Mapping[str, Any]] = [sparse(kind), sample, sample, *changed]
    try:
        _, first, again, *others = typeset_limited(own_files(source), contents, on=SAMPLE_DAY)
    except NotTypeset as wrong:
        raise not_typeset(wrong) from wrong
    if first != again:
        raise Refusal("template-varies", "同样的内容两次排版的结果不同。", title=TITLE, remedy=REMEDY)
    missing = [key for key, pdf in zip(wanted, others, strict=True) if pdf == first]
    if missing:
        words = "、".join(f"{FIELD_WORDS[key]}（facts.{key}）" for key in missing)
        raise Refusal("template-parts", f"模板没有印出：{words}。", title=TITLE, remedy=REMEDY)


def not_typeset(wrong: NotTypeset) -> Refusal:
    """What is wrong with a template, in words, with its place."""
    if not wrong.words:
        return Refusal(
            "template-bounds",
            "排版用的时间或者内存超过了限度。",
            title=TITLE,
            remedy="请去掉模板中的循环和大图。",
        )
    place = f"第{wrong.line}行" if wrong.line else "某处"
    if wrong.words.startswith("file not found"):
        told = "引用了没有的文件；模板只能引用/common/papers/official.typ。"
    elif wrong.words.startswith("failed to download"):
        told = "引用了网上的组件；模板不能联网。"
    else:
        told = "不能排版。"
    said = wrong.words.partition("(searched")[0].partition("(https")[0].strip()
    return Refusal(
        "template-wrong",
        f"模板{place}{told}",
        title=TITLE,
        found=[("排版程序typst的说明", said)],
        remedy=REMEDY,
    )


def _line(kind: str, versions: list[OfficeTemplate]) -> TemplateLine:
    ordered = sorted(versions, key=lambda one: one.version, reverse=True)
    in_force = next((one for one in ordered if one.withdrawn_at is None), None)
    return TemplateLine(kind, KINDS[kind].title, in_force, tuple(ordered))


def _line_of(source: str, word: str) -> int:
    return source[: source.index(word)].count("\n") + 1
