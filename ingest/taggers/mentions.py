"""Where the firms stand in an article: every spelling that counts, ambiguous ones where the text bears them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.taggers.names import Name, Names

# Words of the field, folded: an ambiguous name counts in a sentence that has one of them.
_FIELD = re.compile(
    r"licen[cs]|permit|approv|crypto|virtual[ -]asset|digital[ -]asset|exchange|platform|stablecoin|token|bitcoin"
    r"|\bsfc\b|hkma|securities and futures|monetary authority|regulat|applica"
    r"|appl(?:y|ied)|withdr|deemed|sandbox|vatp|vasp"
    r"|type [1479]\b|custod|warn|牌|证监|金管局|虚拟资产|加密|数字资产|稳定币|交易所|平台|申请|沙盒|沙箱|监管|可疑|批准"
)
_LEGAL_FORM = re.compile(
    r"(?:\s(?:technolog(?:y|ies)|financial|digital|group|holdings?|exchange|hk|hong kong|\((?:hk|hong kong)\)|plc"
    r"|inc\.?|co\.?,?|company|limited|ltd\.?|bank)(?![a-z])|\s?\(?(?:香港|亚洲)\)?(?=有限|分)|\s?(?:控股)?有限公司|集团(?!队)|交易所){1,5}"
)
_LEGAL_STARTS = frozenset("(香亚有控集交")


_LIST_SIGNS = re.compile(r"[\s,、及和与]*(?:and |以及)?\s?")
_ENDS = (". ", "。", "\n")
_CONTEXT = 160  # characters to either side of a name, at most


class Mention(NamedTuple):
    """One place where a firm is named. slug None: a firm outside the reference. name: as written."""

    slug: str | None
    name: str
    field: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What makes two mentions one firm: the slug, or the name of a firm outside the reference."""
        return self.slug or self.name.casefold()


class Field(NamedTuple):
    """A field of the article: its name, its text as given, and the text folded, of the same length."""

    name: str
    text: str
    folded: str


def find_mentions(fields: Sequence[Field], names: Names) -> tuple[Mention, ...]:
    """Every mention in the fields, in order. Ambiguous spellings count near words of the field, or when the article
    names the same firm beyond doubt somewhere else."""
    found: list[tuple[bool, Mention]] = []
    about = of_field = None  # asked only where a doubtful name stands
    for field in fields:
        for start, end, name in names.find(field.folded):
            if not _is_written_so(field, start, end, name):
                continue
            sure = "context" not in name.needs
            if not sure and about is None:
                about = _FIELD.search(fields[0].folded) is not None  # a title of the field is context for all of it
                of_field = about or any(_FIELD.search(one.folded) for one in fields[1:])
            sure = sure or bool(about) or (bool(of_field) and not _is_a_word(name)) or _in_context(field, start, end)
            found.append((sure, _mention(field, start, end, name)))
    known = {mention.key for sure, mention in found if sure}
    return tuple(
        mention
        for number, (sure, mention) in enumerate(found)
        if sure or mention.key in known or _is_listed(found, number, fields)
    )


def _is_listed(found: Sequence[tuple[bool, Mention]], number: int, fields: Sequence[Field]) -> bool:
    """Whether a doubtful name stands in a list beside one that is beyond doubt: "YAX and Bullish"."""
    for first, second in ((number - 1, number), (number, number + 1)):
        if first < 0 or second >= len(found) or not (found[first][0] or found[second][0]):
            continue
        left, right = found[first][1], found[second][1]
        if left.field == right.field:
            text = next(field.folded for field in fields if field.name == left.field)
            if _LIST_SIGNS.fullmatch(text, left.end, right.start):
                return True
    return False


def _is_a_word(name: Name) -> bool:
    """Whether a spelling is also a word of the language (Bullish, Gate): OSL, EX.IO and bitV are not."""
    return name.spelling.istitle() or not name.spelling.isascii()


def _mention(field: Field, start: int, end: int, name: Name) -> Mention:
    after = field.folded[end : end + 1]
    if name.slug is not None and (after.isspace() or after in _LEGAL_STARTS):
        longer = _LEGAL_FORM.match(field.folded, end)
        end = longer.end() if longer is not None else end
    return Mention(name.slug, field.text[start:end], field.name, start, end)


def _is_written_so(field: Field, start: int, end: int, name: Name) -> bool:
    if not name.needs or not name.spelling.isascii():
        return True
    written = field.text[start:end]
    if "not-after-number" in name.needs and field.folded[max(start - 2, 0) : start].strip()[-1:].isdigit():
        return False
    if "context" in name.needs:
        return written == name.spelling
    return written == name.spelling or written.isupper() or written == name.spelling.replace(" ", "")


def _in_context(field: Field, start: int, end: int) -> bool:
    """Whether a word of the field stands in the sentence, as far as a little text to either side tells it."""
    first, last, folded = max(start - _CONTEXT, 0), end + _CONTEXT, field.folded
    left = max(first, *(folded.rfind(sign, first, start) for sign in _ENDS))
    right = min([last, *(at for at in (folded.find(sign, end, last) for sign in _ENDS) if at >= 0)])
    return _FIELD.search(field.folded, left, start) is not None or _FIELD.search(field.folded, end, right) is not None
