"""English words on licences: given, received, widened, deemed. Each rule reads one word of a sentence."""

from __future__ import annotations

import re

from ingest.taggers.admissions_en import AFTER_A_NOD, apposed_to, those_of_a_day
from ingest.taggers.asides_en import one_of_those
from ingest.taggers.clauses_en import (
    FINITE,
    Found,
    given,
    has_a_giver,
    is_standing,
    is_told,
    licence_event,
    noun_phrase,
    possessor,
    subject_behind,
    told,
    who,
)
from ingest.taggers.lexicon import FIRM, NUMBER, Token
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive
from ingest.taggers.subjects_en import antecedent_of, behind_a_comma, listed, objects, subject
from licensing.model import Event

_ONE_OF_THEM = re.compile(
    r" (?:(the (?:only |first |second |third |previous |other |last ){1,2}one\b)|(?:one|its own|theirs|its)"
    r"(?=[.,;]|$| (?:in|on|at|last|earlier|this|from|the|two|three|four|a|yesterday|days|weeks|months|just)\b))"
)
_A_LICENCE = re.compile(r"\b(?:licen[cs]ed?|permit|approval|nod)\b")
_MAKES = re.compile(r"\b(?:makes|making|made|became) $")
_COUNTED = re.compile(r"\s(?:two|three|four|five|six|seven|eight|nine|ten|\d+|another|several)\b")
_ANNOUNCED = re.compile(
    r"\b(?:announc|disclos|reveal|confirm|unveil|report)(?:ed|es|s|ing)"
    r"(?: (?:on|in) [a-z]+(?: \d+)?| last [a-z]+| yesterday)?(?: that (?:it|they) (?:had|has|have))?"
    r"(?: receiv(?:ed|ing)| obtain(?:ed|ing)| got| receipt of)? (?:an? |its |the |their )?(?:sfc's? |regulator's )?$"
)
_TO_DO_A_THING = re.compile(  # what only widens a licence: "approval to do so", "consent to run portfolios"
    r"\b(?:approval|nod|permission|consent|go-ahead|green light|clearance) to (?:do (?:so|this|that|the same)\b"
    r"|(?:manage|run) (?:[a-z-]+ ){0,4}(?:portfolios?|funds?|assets)\b|deal in |distribute |add )"
)
_NTH = ("th", "st", "nd", "rd")
_PRESENT_BE = frozenset({"is", "are", "be", "remain", "remains", "being"})


def receive(sentence: Sentence, i: int) -> Found:
    token = sentence.tokens[i]
    if token.form == "ing" and not is_told(sentence, i):
        return None
    if is_passive(sentence, i) and any(t.kind == "application" for _, t in back(sentence, i, 4)):
        return told(Event.APPLIED, subject(sentence, i))  # "X's application was received on Monday"
    kinds = noun_phrase(sentence, i, 14)
    if "warn" in kinds and not kinds & {"licence"}:
        return told(Event.WARNED, subject(sentence, i))
    event = licence_event(kinds)
    one = _ONE_OF_THEM.match(sentence.folded, token.end) if event is None else None
    if one is not None and (one[1] or _A_LICENCE.search(sentence.folded, 0, token.start)):
        event = Event.LICENSED  # "received the only previous one"; "no permit since X got one in October"
    if event is None or is_standing(sentence, i):
        return None
    return told(_widened(sentence, i, event), who(sentence, i) or subject_behind(sentence, i))


def _widened(sentence: Sentence, i: int, event: Event) -> Event:
    """A permission to do a thing more, given after ``i``, as what it is: the widening of a licence."""
    end = sentence.tokens[i].end
    adds = _TO_DO_A_THING.search(sentence.folded, end, end + 90) if event is Event.LICENSED else None
    of_a_licence = adds is None or "licen" in sentence.folded[end : adds.start()]  # "a licence with permission to"
    return event if of_a_licence else Event.UPLIFTED


def grant(sentence: Sentence, i: int) -> Found:
    around = noun_phrase(sentence, i, 14) | _kinds_before(sentence, i)
    event = licence_event(around)
    if event is None or is_standing(sentence, i) or (sentence.tokens[i].form == "ing" and not is_told(sentence, i)):
        return None
    return told(_widened(sentence, i, event), one_of_those(sentence, i) or given(sentence, i))


def _kinds_before(sentence: Sentence, i: int) -> set[str]:
    """Kinds of the words before a grant; of a passive only those behind its subject."""
    kinds: set[str] = set()
    passive = is_passive(sentence, i)
    for _, token in back(sentence, i, 8):
        if passive and token.kind == FIRM and "licence" not in kinds:
            return kinds  # "of the eleven deemed licensed, X was granted a licence"
        if token.kind != "regulator":
            kinds.add(token.kind)
    return kinds


def license_(sentence: Sentence, i: int) -> Found:
    """ "was licensed on", "the SFC has approved X", "X licensed" in a title; "licensed exchanges" is a standing."""
    token = sentence.tokens[i]
    kinds = noun_phrase(sentence, i, 12)
    if token.form not in FINITE and not (token.form == "ing" and is_told(sentence, i)):
        return None
    if sentence.folded.endswith("-", 0, token.start):
        return None  # "SFC-licensed X" is a standing
    following = [t for _, t in ahead(sentence, i, 3)]
    giver = has_a_giver(sentence, i)
    if _before_a_noun(following, giver, sentence, token.end) or "product" in kinds or is_standing(sentence, i):
        return None
    if any(t.kind == "product" for _, t in back(sentence, i, 3)):
        return None
    around = kinds | _kinds_before(sentence, i)
    event = licence_event(around | {"license"})
    made = _made_one(sentence, i)
    if made is not None:
        return told(event or Event.LICENSED, made)
    if _was_the_first(sentence, i):
        return told(event or Event.LICENSED, subject(sentence, i))
    if is_passive(sentence, i):
        present = any(t.kind == "be" and sentence.word(t) in _PRESENT_BE for _, t in back(sentence, i, 3))
        nth = any(_is_ordinal(sentence, t) for _, t in back(sentence, i, 8))
        present = present and not nth
        return None if present or event is None else told(event, who(sentence, i) or behind_a_comma(sentence, i))
    among = one_of_those(sentence, i)
    if among is not None and event is not None:
        return told(event, among)
    of_firms = any(t.kind == "firms" for _, t in back(sentence, i, 1))
    titled = sentence.headline and sentence.folded.startswith(":", token.end)
    if of_firms and (titled or any(t.kind == "be" for _, t in ahead(sentence, i, 8))):
        return told(event or Event.LICENSED, listed(sentence, i))  # "the firms licensed on Monday are X and Y"
    apposed = apposed_to(sentence, i) or those_of_a_day(sentence, i)
    if apposed is not None and event is not None:
        return told(event, apposed)
    owned = [t.kind for _, t in back(sentence, i, 1)]
    if sentence.headline and token.form == "ed" and owned in (["application"], ["upgrade"]):
        return told(Event.UPLIFTED if owned == ["upgrade"] else Event.LICENSED, possessor(sentence, i))
    firm_before = any(t.kind == FIRM for _, t in back(sentence, i, 1))
    if firm_before and token.form == "ed":
        return told(event, subject(sentence, i)) if sentence.headline and event else None
    if event is None or not (giver or (sentence.headline and token.form == "s")):
        return None
    return told(event, given(sentence, i))


def _is_ordinal(sentence: Sentence, token: Token) -> bool:
    return token.kind == "ordinal" or (token.kind == NUMBER and sentence.word(token).endswith(_NTH))


def _before_a_noun(following: list[Token], given: bool, sentence: Sentence, end: int) -> bool:
    """Whether a participle qualifies the noun after it: "licensed exchanges", "approved virtual asset platforms".

    given: a regulator stands before it, so that "approved virtual asset trading" is what it did.
    """
    if _COUNTED.match(sentence.folded, end):
        return False  # "has licensed two issuers: …"
    kinds = [token.kind for token in following if token.kind not in ("dealing", "regulator", "quote")]
    return kinds[:1] in (["firms"], ["firm"], ["licensees"]) or (kinds[:1] == ["operations"] and not given)


def _made_one(sentence: Sentence, i: int) -> Token | None:
    """The firm of "the approval makes X the tenth exchange licensed in the city"."""
    counted = False
    for _, token in back(sentence, i, 9):
        counted = counted or token.kind in ("ordinal", "number")
        if token.kind in (FIRM, "coreference"):
            return token if counted and _MAKES.search(sentence.folded, 0, token.start) else None
    return None


def _was_the_first(sentence: Sentence, i: int) -> bool:
    """ "X was the first exchange licensed by the SFC"."""
    kinds = [t.kind for _, t in back(sentence, i, 6)]
    return "ordinal" in kinds and bool({"be", "become"} & set(kinds)) and "firm" in kinds and "only" not in kinds


def allow(sentence: Sentence, i: int) -> Found:
    kinds = noun_phrase(sentence, i, 16)
    if "product" in kinds or not kinds & {"retail", "dealing", "licence", "upgrade", "firms"}:
        return None
    if sentence.tokens[i].form == "base" or is_standing(sentence, i):
        return None
    if sentence.tokens[i].form == "ed" and _was_the_first(sentence, i) and kinds & {"retail", "dealing"}:
        return told(Event.UPLIFTED, subject(sentence, i))
    if kinds & {"retail", "upgrade", "dealing"}:
        return told(Event.UPLIFTED, given(sentence, i))
    return None


def in_principle(sentence: Sentence, i: int) -> Found:
    """ "The SFC agreed in principle to license X", "X announced an approval in principle"."""
    if any(t.kind == "decided" for _, t in back(sentence, i, 2)):
        return told(Event.IN_PRINCIPLE, objects(sentence, i, 8))
    start = sentence.tokens[i].start
    if sentence.headline and AFTER_A_NOD.search(sentence.folded, 0, start):
        return told(Event.IN_PRINCIPLE, subject(sentence, i))  # "X a step closer to a licence after in-principle nod"
    if _ANNOUNCED.search(sentence.folded, max(start - 80, 0), start) and "approval" in sentence.folded:
        return told(Event.IN_PRINCIPLE, possessor(sentence, i) or subject(sentence, i))
    return told(Event.IN_PRINCIPLE, possessor(sentence, i)) if "approval" in sentence.folded else None


def deemed(sentence: Sentence, i: int) -> Found:
    """ "X and Y are deemed to be licensed": said of firms, not before a noun ("deemed licensed platforms")."""
    said_of = any(t.kind == "be" and not sentence.word(t).startswith("remain") for _, t in back(sentence, i, 4)) or any(
        t.kind in ("become", "receive") for _, t in back(sentence, i, 4)
    )
    if sentence.word(sentence.tokens[i]).startswith("deems"):
        return told(Event.DEEMED, listed(sentence, i))
    unreal = any(t.kind in ("modal", "conditional", "negation", "irrealis") for _, t in back(sentence, i, 6))
    of_others = any(
        t.kind == "relative" and antecedent_of(sentence.tokens, j) is None for j, t in back(sentence, i, 8)
    )  # "four applicants that had been deemed licensed: X, Y"
    if not said_of or unreal or of_others or "licensee" in sentence.word(sentence.tokens[i]):
        return None
    return told(Event.DEEMED, who(sentence, i))
