"""What an English sentence reports about firms as having happened.

Each rule looks at one word (a verb or noun of licensing), decides from the words around it what happened, and asks
``sentence_en`` whom it is said of. A rule that would have to guess returns nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.taggers import admissions_en, applications_en, licences_en, measures_en, upgrades_en
from ingest.taggers.asides_en import bracketed, done_to_its_own, may_be_done_to_its_own
from ingest.taggers.clauses_en import DATED, LICENCES, WITH_A_DATE, Found
from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM, NUMBER, Token
from ingest.taggers.sentence_en import Sentence, ahead, back, is_unreal
from ingest.taggers.subjects_en import listed, subject
from licensing.model import Event


def events(sentence: Sentence) -> Iterator[Finding]:
    """Every event the sentence reports as having happened."""
    kinds = {token.kind for token in sentence.tokens}
    if _UNTRUE.search(sentence.folded):
        return
    for i, token in enumerate(sentence.tokens):
        rule = _RULES.get(token.kind)
        if rule is None:
            continue
        aside = bracketed(sentence, i)
        if aside is not None and aside[1] is not None:
            yield Finding(aside[1], token.start, token.end, event=aside[0])
        if token.kind in _NEEDS and not sentence.of_alerts and kinds.isdisjoint(_NEEDS[token.kind]):
            continue
        if token.kind not in ("deemed", "modal") and is_unreal(sentence, i):
            continue
        if token.kind in ("return", "refuse", "withdraw") and _either(sentence, i):
            continue
        found = rule(sentence, i)
        if found is not None and found[1] is not None:
            yield Finding(found[1], token.start, token.end, event=found[0])
            also = _named_along(sentence, i, found[1])
            if also is not None:
                yield Finding(also, token.start, token.end, event=found[0])
            for firms in _dated_before(sentence, i, found):
                yield Finding(firms, firms.start, firms.end, event=found[0])
            joined = _joined(sentence, i) or _joining(sentence, i, found[0])
            if joined is not None:
                yield Finding(joined, token.start, token.end, event=found[0])
            for firms in (*_gapped(sentence, i), *_days_after(sentence, i)):
                yield Finding(firms, firms.start, firms.end, event=found[0])


def _dated_before(sentence: Sentence, i: int, found: tuple[Event, Token | None]) -> Iterator[Token]:
    """The firms of "the third to be licensed, after X in 2020 and Y in 2022": the same, on other days."""
    if found[0] not in (Event.LICENSED, Event.WITHDRAWN):
        return
    opened = False
    for j, token in ahead(sentence, i, 16):
        if token.kind == FIRM and token.form == "":
            word = sentence.word(sentence.tokens[j - 1])
            opened = opened or (word in ("after", "following") and token.at - sentence.tokens[j - 1].last_at <= 1)
            if not opened or WITH_A_DATE.match(sentence.folded, token.end) is None:
                return
            yield token
        elif token.form or token.kind in ("relative", "while", "said", "have", "be"):
            return


def _joining(sentence: Sentence, i: int, event: Event) -> Token | None:
    """The firms of "Z gave up its bid, joining X and Y": they did so before."""
    if event not in (Event.WITHDRAWN, Event.APPLIED):
        return None
    for j, token in ahead(sentence, i, 14):
        if token.kind == "join" and token.form == "ing":
            firms = (t for _, t in ahead(sentence, j, 4) if t.kind == FIRM and t.form == "")
            return next(firms, None)
    return None


def _joined(sentence: Sentence, i: int) -> Token | None:
    """The firms of "Z joins X and Y in withdrawing", who did so before."""
    if sentence.tokens[i].form != "ing":
        return None
    for j, token in back(sentence, i, 9):
        if token.kind == "join" and sentence.tokens[j + 1].kind == FIRM:
            return sentence.tokens[j + 1]
    return None


def _either(sentence: Sentence, i: int) -> bool:
    """ "Applicants whose applications were returned, refused or withdrawn": which of them, it does not say."""
    token = sentence.tokens[i]
    return _ANY_OF.search(sentence.folded, max(token.start - 40, 0), token.end + 40) is not None


_UNTRUE = re.compile(
    r"\b(?:denie[ds]|refuted|dismissed|debunked|rejected) (?:that|reports?|claims?|rumou?rs?|suggestions?)\b"
    r"|\b(?:reports?|claims?|rumou?rs?|suggestions?) that\b[^;]* (?:were|was|are|is)"
    r" (?:wrong|false|untrue|unfounded|baseless)\b"
    r"|, which (?:the |its )?[a-z ]{2,30} (?:denied|denies|has denied)\b"
    r"|, (?:which|but that|but this) (?:was|is|proved|turned out to be) (?:untrue|false|a lie|not true|not so)\b"
)
_ENDED = r"(?:returned|refused|rejected|withdrawn|sent back|turned down)"
_ANY_OF = re.compile(
    rf"\b{_ENDED}(?:,? or (?:been |had (?:their|its) applications? )?|, ){_ENDED}\b"
)


def _named_along(sentence: Sentence, i: int, firms: Token) -> Token | None:
    """ "X was added to the list on Monday, together with Y": the firms behind that share what is said."""
    for j, token in ahead(sentence, i, 30):
        if token.kind == FIRM and token.start > firms.end and token.form == "":
            if _LIKE_MOVES.search(sentence.folded, max(token.start - 60, 0), token.start):
                return token
            if _DID_SO.match(sentence.folded, token.end) and sentence.word(sentence.tokens[j - 1]) in _LIKE:
                return token
        if token.kind == "including" and sentence.word(token) in _ALONG:
            following = sentence.tokens[j + 1] if j + 1 < len(sentence.tokens) else None
            if following is not None and following.kind == FIRM and following.at - token.last_at <= 3:
                return following if following.start > firms.end else None
    return None


def _gapped(sentence: Sentence, i: int) -> Iterator[Token]:
    """ "X withdrew on Wednesday, Y in May and Z this month": the firms of which the verb is understood again."""
    token = sentence.tokens[i]
    if token.kind not in _UNDERSTOOD or (token.form != "ed" and token.kind != "same"):
        return
    for j, other in ahead(sentence, i, 60):
        after_and = sentence.tokens[j - 1].kind == "and"
        if other.kind == FIRM and other.form == "" and (after_and or sentence.folded.endswith(", ", 0, other.start)):
            tells = any(t.form in ("ed", "s") or t.kind in _TELLING for _, t in ahead(sentence, j, 12))
            when = _WHEN if after_and else _ON_A_DAY
            if not tells and when.match(sentence.folded, other.end):
                yield other
        elif other.kind in ("relative", "while", "said") or (other.form and other.kind != FIRM):
            return


def _days_after(sentence: Sentence, i: int) -> Iterator[Token]:
    """ "X filed on November 17, one day after Y": Y did so as well."""
    for _, other in ahead(sentence, i, 20):
        if other.kind == FIRM:
            alone = sentence.folded[other.end : other.end + 1] in (".", ",", ";", "")
            later = _SO_LONG_AFTER.search(sentence.folded, 0, other.start)
            if alone and later and sentence.tokens[i].kind in _UNDERSTOOD:
                yield other
            return


_SO_LONG_AFTER = re.compile(r"\b(?:days?|weeks?|months?|years?) (?:after|behind) (?:rival |its rival |competitor )?$")
_UNDERSTOOD = frozenset({"apply", "withdraw", "license", "cease", "file", "same", "receive", "join"})
_TELLING = frozenset({"be", "have", "modal", "said"})
_ASIDE = r"(?: (?:its own|theirs|one))?(?:, (?:by way of|through|via|under|as) [^,.;]{1,40},)?"
_ON_A_DAY = re.compile(rf"{_ASIDE} {DATED}")
_WHEN = re.compile(
    rf"{_ASIDE},? (?:on|in|at the|earlier|last|this|a (?:day|week|month|year)"
    r"|(?:two|three|four|a few) (?:days|weeks|months)|the (?:next|following|same|previous)|yesterday|days|weeks|months"
    r"|later|shortly|soon|just|before|after)\b"
)
_LIKE_MOVES = re.compile(  # "following similar moves by Y", "its exit follows those of Y"
    r"\b(?:following|follows|followed|after|echoing|mirroring|joining|joins) (?:the |a )?(?:similar |earlier |recent )?"
    r"(?:moves?|steps?|decisions?|withdrawals?|exits?|departures?|those|footsteps) (?:by|of|from|made by|taken by) $"
)
_DID_SO = re.compile(r" (?:did|had|has|have)(?: so| the same)?(?=[.,;]|$| (?:in|on|last|earlier|this|too)\b)")
_LIKE = frozenset({"after", "as", "like", "before"})
_ALONG = frozenset({
    "together with", "along with", "alongside", "as well as", "as did", "as has", "as have", "so did", "so has",
    "so have",
})  # fmt: skip


def told_of_anybody(sentence: Sentence) -> Event | None:
    """The event the sentence tells of anybody, for "X did so too" in the next one."""
    for i, token in enumerate(sentence.tokens):
        rule = _RULES.get(token.kind)
        if rule is not None and token.kind != "same" and not is_unreal(sentence, i):
            found = rule(sentence, i)
            if found is not None:
                return found[0]
    return None


def may_take_up(sentence: Sentence) -> bool:
    """Whether the sentence may say that somebody "did the same", or "had theirs" widened."""
    return any(
        token.kind in ("same", "exit") or may_be_done_to_its_own(sentence, i)
        for i, token in enumerate(sentence.tokens)
    )  # fmt: skip


def takes_up(sentence: Sentence, before: Event | None) -> Iterator[Finding]:
    """ "X did the same": the event told last, in this sentence or, if it tells none, in the one before."""
    for i, token in enumerate(sentence.tokens):
        own = may_be_done_to_its_own(sentence, i)
        if (token.kind not in ("same", "exit") and not own) or is_unreal(sentence, i):
            continue
        event = told_of_anybody(Sentence(sentence.folded, sentence.tokens[:i], sentence.headline)) or before
        event = done_to_its_own(sentence, i, event) if own else event
        following = sentence.tokens[i + 1].kind if i + 1 < len(sentence.tokens) else ""
        if token.kind == "exit" and (event is not Event.WITHDRAWN or following == NUMBER):
            continue
        firms = _taken_up(sentence, i)
        if event is None or firms is None:
            continue
        yield Finding(firms, token.start, token.end, event=event)
        also = _named_along(sentence, i, firms)
        for others in (*_gapped(sentence, i), *([also] if also is not None else [])):
            yield Finding(others, others.start, others.end, event=event)


def _taken_up(sentence: Sentence, i: int) -> Token | None:
    """Who did the same: the subject; of "the second bank to do so after X" it is X, the other being told already."""
    after = [token for _, token in ahead(sentence, i, 4)]
    if after and after[0].kind == "blocked" and len(after) > 1 and after[1].kind == FIRM:
        return after[1] if sentence.word(after[0]) in ("after", "following") else None
    among = sentence.tokens[i].kind == "exit" and _AMONG_THOSE.match(sentence.folded) is not None
    return subject(sentence, i) or (listed(sentence, i) if among else None)


_AMONG_THOSE = re.compile(r"among [^,;:]{2,60} (?:are|is|were|was) (?:[a-z]+ )?[\ue000]")


# Kinds without one of which somewhere in the sentence a word tells nothing: most are then not looked at further.
_NEEDS = {
    "receive": LICENCES | {"warn", "ordinal", "only", "application"}, "grant": LICENCES,
    "list": frozenset({"warning_list", "suspicious", "register", "licensees", "license"}),
    "pull": frozenset({"application", "operations", "applicants"}), "exit": frozenset({"application", "applicants"}),
    "refuse": frozenset({"application", "licence"}), "modal": frozenset({"retail"}),
    "return": frozenset({"application", "withdraw", "apply", "file"}),
    "application": frozenset({"ordinal", "from", "agent", "regulator"}),
    "suspend": frozenset({"licence", "deemed", "register"}), "revoke": frozenset({"licence", "deemed", "register"}),
}  # fmt: skip
_RULES: dict[str, Callable[[Sentence, int], Found]] = {
    "apply": applications_en.apply, "file": applications_en.file, "application": applications_en.application,
    "withdraw": applications_en.withdraw, "pull": applications_en.pull, "exit": applications_en.leave,
    "refuse": applications_en.refuse, "return": applications_en.send_back,
    "receive": licences_en.receive, "grant": licences_en.grant, "license": licences_en.license_,
    "allow": licences_en.allow, "modal": upgrades_en.can_now, "upgrade": upgrades_en.upgrade,
    "pass": admissions_en.made_it, "become": admissions_en.become, "join": admissions_en.join,
    "licence": admissions_en.licence,
    "principle": licences_en.in_principle, "deemed": licences_en.deemed,
    "suspend": measures_en.suspend, "revoke": measures_en.revoke, "cease": measures_en.cease,
    "warn": measures_en.warn, "list": measures_en.list_, "warning_list": measures_en.alert_list,
    "register": measures_en.register,
}  # fmt: skip
