"""The pages that belong to no room: home, 大字, and what is shown when something does not go."""

import errno
import logging
import sys
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.models import Person
from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.access import public
from mingcha.common.errors import FORBIDDEN, UNPROCESSABLE, Forbidden, Refusal, Unknown
from mingcha.config.context import LARGE_TYPE_COOKIE
from mingcha.config.forms import FirstStartForm
from mingcha.config.refusals import render_refusal
from mingcha.config.services import found_office
from mingcha.config.waiting import keep_count
from mingcha.disclosure.views.portal import public_portal
from mingcha.oversight.queries.home import home as work_home

logger = logging.getLogger("mingcha")
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
# As SQLite and PostgreSQL say it.
NO_SPACE_WORDS = ("database or disk is full", "No space left on device")
LARGE_TYPE_AGE = timedelta(days=365)


@public
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Staff see their work, everybody else the way to what is public."""
    if request.actor is None:
        return public_portal(request)
    mine = work_home(request.actor)
    keep_count(request.actor, mine)
    return render(request, "config/home.html", {"home": mine, "today": moments.today()})


@public
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch 大字 on or off for this browser and go back to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("home")
    answer = redirect(back)
    if request.POST.get("large") == "1":
        answer.set_cookie(
            LARGE_TYPE_COOKIE,
            "1",
            max_age=LARGE_TYPE_AGE,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    else:
        answer.delete_cookie(LARGE_TYPE_COOKIE)
    return answer


@public
@require_http_methods(["GET", "POST"])
def first_start(request: HttpRequest) -> HttpResponse:
    """Found the office, once, at the machine itself. Afterwards this page does not exist."""
    if settings.IS_DEMO or Person.objects.exists():
        raise Http404
    if not is_at_the_machine(request):
        return _bare(
            FORBIDDEN, "本机构尚未启用", "请在安装本系统的电脑上打开浏览器，访问本机地址，填写启用页。"
        )
    form = FirstStartForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            found_office(**form.office_facts())
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, form.next_step())
            return redirect("account_login")
    status = UNPROCESSABLE if form.errors or refusal else 200
    return render(request, "config/first_start.html", {"form": form, "refusal": refusal}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: outside any session, so the page asks for nothing."""
    return _bare(400, "这个地址打不开", "浏览器发来的请求不完整，或地址不是本系统的。请从首页重新进入。")


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 raised by the framework; our own refusals name the rule themselves."""
    return render_refusal(
        request,
        Forbidden(
            "not-permitted",
            "这一页不对您的岗位开放。",
            title="没有权限",
            remedy="需要查看的，请与安全管理员核对您的岗位。",
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or nothing of that name in the viewer's office."""
    return render_refusal(
        request,
        Unknown(
            "no-such-page",
            "没有这一页，或者它不在本机构的范围内。",
            title="找不到这一页",
            remedy="请核对地址，或从首页重新进入。",
        ),
    )


def too_often(request: HttpRequest) -> HttpResponse:
    """429: more than a person sends within a minute."""
    return _bare(
        HTTPStatus.TOO_MANY_REQUESTS,
        "提交得太频繁",
        "一分钟内提交的次数太多，刚才的内容没有写入。请过一分钟再试。",
    )


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is too old, or whose cookies were cleared: nothing was stored."""
    return render_refusal(
        request,
        Forbidden(
            "page-too-old",
            "这一页打开得太久，或已在别处退出登录。刚才的内容没有写入。",
            title="不能提交：本页已失效",
            remedy="请返回上一页，刷新后重新填写；浏览器须允许本站的 Cookie。",
        ),
    )


def server_trouble(request: HttpRequest) -> HttpResponse:
    """500: our own fault. The number lets the administrator find the log line; the cause is not shown. 507:
    the disk is full, wherever that was met (while an upload was taken in, or by the database): nobody's
    fault, and to be mended by the administrator."""
    if disk_is_full(sys.exc_info()[1]):
        return _bare(
            HTTPStatus.INSUFFICIENT_STORAGE,
            "磁盘已满，没有办成",
            "服务器的磁盘没有空间了，刚才的内容没有存下，原有的内容没有变。",
            "请系统管理员腾出空间，然后再办一次；正在抽取的，可以先用摄像机录，会后附上。",
        )
    number = f"E-{moments.now():%m%d-%H%M%S}"
    logger.error("%s %s %s", number, request.method, request.path)
    return _bare(
        500,
        "服务器没有办成",
        "刚才的操作可能没有写入，请返回上一页核对后再试一次。",
        f"若再次出现，请把编号{number}告诉系统管理员。",
    )


def disk_is_full(error: BaseException | None) -> bool:
    """True where the cause of the trouble, near or far, is that nothing more can be written."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_SPACE:
            return True
        if isinstance(error, OperationalError) and any(words in str(error) for words in NO_SPACE_WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_at_the_machine(request: HttpRequest) -> bool:
    """True for a browser on the server itself. A request that a proxy passed on comes from elsewhere."""
    forwarded = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip"))
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not forwarded


def _bare(status: int, title: str, *sentences: str) -> HttpResponse:
    """A page that reads neither session nor database."""
    facts: dict[str, Any] = {"title": title, "sentences": sentences}
    return HttpResponse(render_to_string("config/trouble.html", facts), status=status)
