"""Categories of targets with their own fields, as plain values: what a column, a form and a list are made
from. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from mingcha.common.workbooks.columns import Column, normal

TEXT, NUMBER, AREA, DATE, CHOICE, CODE = "text", "number", "area", "date", "choice", "code"
LONGITUDE, LATITUDE = "longitude", "latitude"
KINDS: dict[str, str] = {
    TEXT: "文字",
    NUMBER: "数值",
    AREA: "面积",
    DATE: "日期",
    CHOICE: "选项",
    CODE: "编号",
    LONGITUDE: "经度",
    LATITUDE: "纬度",
}
COLUMN_KINDS = {NUMBER: "number", AREA: "number", DATE: "date", CHOICE: "choice", CODE: "code"}


@dataclass(frozen=True)
class FieldRule:
    """One field of a category, or of every category (`category` empty). `key` is where the value lies in
    `Target.details`; fields of one key in several categories may bear different titles. `least` and `most`
    are decimals in `unit`; an option may name other spellings of itself behind slashes (甲级/甲)."""

    key: str
    title: str
    kind: str = TEXT
    synonyms: tuple[str, ...] = ()
    category: str = ""
    unit: str = ""
    least: str = ""
    most: str = ""
    decimals: int | None = None
    options: tuple[str, ...] = ()
    form: str = ""
    is_required: bool = False
    in_list: bool = False
    in_use: bool = True

    @property
    def option_words(self) -> list[str]:
        """The options as they are stored."""
        return [option.split("/", 1)[0] for option in self.options]

    @property
    def heading(self) -> str:
        """The title with its unit, as a form and a list show it: 面积（公顷）."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True)
class CategoryRule:
    """A category: what it is called, the form of its licence number, whether new targets may enter it."""

    name: str
    synonyms: tuple[str, ...] = ()
    licence_form: str = ""
    in_use: bool = True
    fields: tuple[FieldRule, ...] = ()


@dataclass(frozen=True)
class Definitions:
    """The categories of an office with the fields that every category has."""

    categories: tuple[CategoryRule, ...]
    shared: tuple[FieldRule, ...] = ()
    by_name: Mapping[str, CategoryRule] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {normal(word): one for one in self.categories for word in one.synonyms}
        known |= {normal(one.name): one for one in self.categories}
        object.__setattr__(self, "by_name", known)

    def find(self, written: str) -> CategoryRule | None:
        """The category that a word means: by its name, else by another way of writing it."""
        return self.by_name.get(normal(written))

    @property
    def names(self) -> list[str]:
        """The categories that new targets may enter, in their order."""
        return [one.name for one in self.categories if one.in_use]

    @cached_property
    def _fields(self) -> dict[str, tuple[FieldRule, ...]]:
        return {one.name: (*one.fields, *self.shared) for one in self.categories}

    def fields_of(self, category: str) -> tuple[FieldRule, ...]:
        """Every field of a category, its own first, those no longer in use too."""
        return self._fields.get(category, self.shared)

    def field_of(self, category: str, key: str) -> FieldRule | None:
        """The field of a category that keeps its value under this key; one in use before one that is not."""
        found = [one for one in self.fields_of(category) if one.key == key]
        return next((one for one in found if one.in_use), found[0] if found else None)

    @cached_property
    def all_fields(self) -> tuple[FieldRule, ...]:
        """Each key and title once, in the order of the categories, fields of every category last."""
        every = [*(one for category in self.categories for one in category.fields), *self.shared]
        return tuple({(one.key, one.title): one for one in reversed(every)}.values())[::-1]

    @cached_property
    def field_columns(self) -> tuple[Column, ...]:
        """The columns of a workbook for the fields in use: one for each key and title."""
        return tuple(_column(found) for found in self._groups().values())

    @cached_property
    def column_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Key → keys of its columns."""
        found: dict[str, tuple[str, ...]] = {}
        for key, title in self._groups():
            found[key] = (*found.get(key, ()), column_key(key, title))
        return found

    def titles_of(self, key: str) -> str:
        """What a key is called where no category is known."""
        return next((one.title for one in self.all_fields if one.key == key), key)

    def _groups(self) -> dict[tuple[str, str], list[FieldRule]]:
        found: dict[tuple[str, str], list[FieldRule]] = {}
        for category in self.categories:
            for one in category.fields:
                if one.in_use:
                    found.setdefault((one.key, one.title), []).append(one)
        for one in self.shared:
            if one.in_use:
                found.setdefault((one.key, one.title), []).append(one)
        return found


def column_key(key: str, title: str) -> str:
    """The name of a field's column in a workbook; never that of a column which every register has."""
    return f"{key}:{title}"


def _column(fields: Sequence[FieldRule]) -> Column:
    first = fields[0]
    synonyms = tuple(dict.fromkeys(word for one in fields for word in one.synonyms))
    kind = COLUMN_KINDS.get(first.kind, "text")
    return Column(column_key(first.key, first.title), first.title, synonyms, kind)


def within(category: CategoryRule, fields: Iterable[FieldRule]) -> CategoryRule:
    """The category with these fields as its own."""
    return replace(category, fields=tuple(replace(one, category=category.name) for one in fields))
