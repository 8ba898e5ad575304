"""Roles that a sentence or heading gives to the firms listed after it.

"Eleven platforms are deemed licensed. They are X and Y.", or a heading "Applicants:" with a line for each firm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.taggers import lexicon
from ingest.taggers.phrasing import MASK
from licensing.model import Role

_CUES = {
    "deemed": Role.DEEMED, "deem": Role.DEEMED, "sandbox": Role.SANDBOX, "licensees": Role.LICENSEE,
    "licensed": Role.LICENSEE, "license": Role.LICENSEE, "applicants": Role.APPLICANT, "apply": Role.APPLICANT,
    "withdraw": Role.FORMER_APPLICANT, "pull": Role.FORMER_APPLICANT, "withdrawn_list": Role.FORMER_APPLICANT,
    "warning_list": Role.UNLICENSED, "suspicious": Role.UNLICENSED, "pending": Role.APPLICANT, "seek": Role.APPLICANT,
    "receive_whole": Role.LICENSEE, "upgrade": Role.LICENSEE,
}  # fmt: skip
_COUNTABLE = lexicon.word_list("en", "small_numbers")
_FIRMS = rf"{MASK}(?:, and {MASK}| and {MASK}|, {MASK})*"
_ENUMERATES = re.compile(
    rf"(?:among (?:them|the (?:[a-z]+ ){{0,2}}[a-z\d]+|those (?:that|who|which) (?:[a-z]+ ?){{1,5}})|they|these|those"
    r"|the (?:[a-z]+ ){0,3}(?:platforms|firms|companies|exchanges|names|applicants|vatps|vasps|newcomers|licensees"
    r"|recipients|entrants|additions|winners|entities|brokers|institutions|issuers|operators|trio|quartet|pair|duo))"
    rf" (?:are|is|were|include)\s*:?\s*(?:[a-z]+ ){{0,2}}{MASK}"
    r"|the (?:list|roster|register|names?|group|batch) (?:now )?"
    r"(?:includes?|comprises?|features|contains|names|consists of)"
    rf"\s*:?\s*(?:[a-z]+ ){{0,2}}{MASK}"
    r"|[^.;:]{0,60}\bthe (?:list|roster),? (?:which |that )?(?:also |now ){0,2}"
    rf"(?:names|includes?|lists|contains|features) {MASK}"
    rf"|the (?:other|remaining) (?:(?:{'|'.join(_COUNTABLE)}|\d+|ones?) )?(?:[a-z]+ )?(?:are|is|were|was)"
    rf"(?: called| named)?:? {MASK}"
    rf"|(?:it|they|the (?:[a-z]+ ){{0,4}}(?:sfc|hkma|regulator|commission|authority|watchdog)) (?:has |had )?"
    rf"(?:named|names|identified|identifies|lists|listed|gave) (?:them|the (?:{'|'.join(_COUNTABLE)})) as:? {MASK}"
    rf"|(?:one|another|the (?:first|second|third|other)(?: one)?),? {MASK}|also there(?: are)?:? {MASK}"
    rf"|{MASK} did(?:, too|, twice)?[.,]|so (?:did|has|had|have|do|does) {MASK}"
    rf"|one (?:of them )?(?:is|was|calls itself|goes by the name of) {MASK}"
    rf"|(?:new (?:on|to) it|on it|on the list|new names|the new ones) (?:now )?(?:are|is|were) (?:also )?{MASK}"
    rf"|it (?:now |also )?(?:includes|lists|names|contains|features) {MASK}"
    rf"|{_FIRMS} (?:are|is|were|was) (?:(?:also )?(?:on|in) it|(?:one|two|three|four|some|all|part) of"
    r" (?:them|those|these)|the (?:best[ -]known|largest|biggest)(?: names| ones)?)(?=[.,;!]|$)"
    rf"|there (?:are|were) [a-z\d]+:? {MASK}"
    rf"|the (?:best[ -]known|largest|biggest)(?: names?)?(?: of them| among them)? (?:are|is) {MASK}"
    rf"|the (?:{'|'.join(_COUNTABLE)}) are {MASK}"
    rf"|the (?:[a-z]+ )?(?:place|spot|slot|participant)s? (?:goes to|went to|is|are|was)[^.;,]{{0,30}}{MASK}"
    rf"|{MASK}[^.;]* (?:is|are|was|were) (?:also )?among (?:them|those|the (?:[a-z]+ )?[a-z\d]+)[.!]?$"
    r"|(?:它们|(?:上述|这些|这批|新增的?|获批的?|其[余他]的?|另外|余下的?|剩下的?|此前|早前|目前|现有)?"
    r"(?:平台|公司|机构|券商|申请[者人]|持牌平台|名单[上内中里]?|该?批?[\d一二三四五六七八九十]+[家间个](?:平台|公司|机构|券商|申请[者人])?)"
    rf"|分别|[当其]中)(?:现|目前|还|另|则|也|亦|均|都)*(?:包括|是|为|分别(?:是|为)|依次(?:是|为)|有|计有|包含):?{MASK}"
)
_THERE_BEFORE = re.compile(
    r"(?:they|both|it|the (?:two|pair|duo|newcomers|three|four|five)) (?:joins?|follows?) "
    rf"{_FIRMS}(?=[.,;]| as | on | among )"
    r"|(?:the (?:firm|company|exchange|platform)|it|they|both) (?:joins?|joined) [a-z0-9 ]{0,24}"
    r"(?:others?|rivals|peers|platforms|firms|companies|applicants|exchanges)[a-z ]{0,20},? (?:including|such as|like)"
    rf" {MASK}"
    rf"|(?:with|after) {_FIRMS},? (?:that|this|it) (?:makes|brings)\b"
    rf"|{_FIRMS} (?:(?:was|were|got|had been) (?:already )?there (?:before|first|already)"
    r"|(?:had )?(?:came|come|went|gone|got in|did so) (?:before(?: (?:it|them))?|first|earlier)"
    r"|already (?:offers?|provides?) (?:such|these|the same) [a-z]+)[.!]?$"
    rf"|{_FIRMS} (?:is|are|was|were) the (?:first|only other|other|previous|earlier)(?: two| three| ones?)?(?=[.;!]|$)"
)
_HAVE_ONE = re.compile(
    rf"(?:so far |only |just |but )*{_FIRMS} (?:already |now |both )*(?:has|have|holds?) one\b"
)
_BEGINS_WITH_A_FIRM = re.compile(rf"[\s|\-*•·–—\d.)(（]*(?:\(?(?:[ivx]{{1,4}}|[a-h])[.)]\s*)?{MASK}")
_TAKES_UP_A_NUMBER = re.compile(r"\b(?:among )?the ([a-z]+|\d+)\b")
_NUMBERS = tuple((word, str(number)) for number, word in enumerate(_COUNTABLE, 2))
_THE_REST = ("其余", "其他", "余下", "剩下", "另外")
_STAYED = re.compile(
    r"(?:among )?(?:those|the (?:[a-z]+ )?(?:ones?|platforms|firms|exchanges|names|applicants)) (?:that|who|which) "
    r"(?:have |are |still )*(?:stay|remain|surviv|persist|carr(?:y|ied) on|left\b)|the survivors"
)
_NTH = re.compile(r"第[\d一二三四五六七八九十]+[家间个名]")
_LONGEST_HEADING = 90  # characters


@lru_cache(maxsize=4096)
def is_enumeration(masked: str) -> bool:
    """Whether a sentence only says which firms the one before it means."""
    return _ENUMERATES.match(masked) is not None


def of_the_same(masked: str, above: str) -> bool:
    """Whether what is told above is said of these, too: not of "those that stayed", nor always of "the rest".

    成為第六家申請者。其餘為X: so is X; 首批只批兩家。其餘為X: X is not.
    """
    if _STAYED.match(masked):
        return False
    return not masked.startswith(_THE_REST) or _NTH.search(above) is not None


def joins_them(masked: str) -> bool:
    """Whether a sentence names those that were there before: "they join X and Y", "X and Y were the first two"."""
    return _THERE_BEFORE.match(masked) is not None


def has_one(masked: str) -> bool:
    """Whether a sentence says who has what the one before spoke of: "X and Y have one"."""
    return _HAVE_ONE.match(masked) is not None


def counted(masked: str) -> tuple[str, ...]:
    """The ways to write the number that "among the eleven" takes up; () where it takes up none."""
    found = _TAKES_UP_A_NUMBER.search(masked)
    if found is None:
        return ()
    word = found.group(1)
    return next((pair for pair in _NUMBERS if word in pair), (word,) if word.isdigit() else ())


@lru_cache(maxsize=4096)
def is_item(masked: str) -> bool:
    """Whether a line begins with a firm, as an item of a list does."""
    return _BEGINS_WITH_A_FIRM.match(masked) is not None


def is_heading(folded: str) -> bool:
    """Whether a sentence without firms can stand over a list of them."""
    return folded.rstrip().endswith((":", "：")) or (len(folded) <= _LONGEST_HEADING and folded[-1:] not in ".。!?")


def _is_held(tokens: Sequence[lexicon.Token], number: int) -> bool:
    """Whether a licence is one that somebody has: "three exchanges hold a licence"."""
    return any(token.kind in ("have", "hold") for token in tokens[max(number - 3, 0) : number])


def role_given(folded: str, chinese: bool) -> Role | None:
    """The role that the last word of standing in a sentence gives; None if a word before it denies it."""
    tokens = lexicon.chinese_tokens(folded, ()) if chinese else lexicon.english_tokens(folded, ())
    for number in range(len(tokens) - 1, -1, -1):
        role = _CUES.get(tokens[number].kind)
        if tokens[number].kind == "licence" and _is_held(tokens, number):
            role = Role.LICENSEE
        if role is not None and (tokens[number].kind != "license" or tokens[number].form == "ed"):
            unreal = any(
                token.kind in ("negation", "modal", "irrealis") for token in tokens[max(number - 4, 0) : number]
            )
            if unreal and tokens[number].kind == "apply":
                continue  # "members of its sandbox, for firms that intend to apply for a licence"
            return None if unreal else role
    return None
