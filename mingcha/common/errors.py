"""The one way to say no: a sentence a clerk understands, the clause it stands on, and a way out."""

from collections.abc import Sequence

CONFLICT = 409
FORBIDDEN = 403
NOT_FOUND = 404
UNPROCESSABLE = 422
PRECONDITION_REQUIRED = 428


class Refusal(Exception):
    """An act that is not carried out. Nothing was stored.

    `title` reads 不能…：…; `sentence` says what is wrong and where; `clause` names the rule (law, article,
    or protocol section); `remedy` says what to do; `found` holds label/value pairs shown as facts."""

    status = UNPROCESSABLE

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        title: str = "不能办理",
        clause: str = "",
        remedy: str = "",
        found: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.title = title
        self.clause = clause
        self.remedy = remedy
        self.found = tuple(found)


class Forbidden(Refusal):
    """The actor may not do this; the sentence says who may."""

    status = FORBIDDEN


class Conflict(Refusal):
    """The thing is no longer in the state the actor saw."""

    status = CONFLICT


class Unknown(Refusal):
    """There is no such thing within the viewer's scope."""

    status = NOT_FOUND


class ActNeeded(Refusal):
    """Something that the actor may open, but only by an act of its own: the page shows the button that posts
    `fields` to `address` and comes back."""

    status = PRECONDITION_REQUIRED

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        title: str,
        address: str,
        button: str,
        fields: Sequence[tuple[str, str]] = (),
        clause: str = "",
    ) -> None:
        super().__init__(code, sentence, title=title, clause=clause)
        self.address = address
        self.button = button
        self.fields = tuple(fields)
