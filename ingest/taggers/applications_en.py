"""English words on applications: made, withdrawn, sent back, refused. Each rule reads one word of a sentence."""

from __future__ import annotations

import re

from ingest.taggers.clauses_en import (
    WITH_A_DATE,
    Found,
    is_progressive,
    is_told,
    noun_phrase,
    of_an_application,
    possessor,
    subject_behind,
    told,
    who,
)
from ingest.taggers.lexicon import FIRM, NUMBER, Token, word_list
from ingest.taggers.owners_en import owner
from ingest.taggers.sentence_en import Sentence, ahead, back, is_passive, kinds_near
from ingest.taggers.subjects_en import arm_that_applies, listed, objects, subject
from licensing.model import Event

_OF_SHARES = re.compile(r"(?:to|with) (?:the )?(?:hong kong )?(?:stock exchange|bourse|hkex)|listing application")
_A_NUMBER = re.compile(
    rf"\s(?:only |just |about |some |at least )?(?:\d|(?:{'|'.join(word_list('en', 'small_numbers'))}|a dozen)\b)"
)
_RECEIVED = re.compile(
    r"\b(?:receiv(?:ed|es)|brought|drew|drawn|saw|seen|attracted|acknowledged|got|includ(?:ed|es|ing))\b"
)
_ITS_OWN = re.compile(
    r" (?:one|its own|theirs|its|a (?:fresh|new|second) one|another)"
    r"(?=[.,;]|$| (?:in|on|last|earlier|this|from|two|three|a|days|weeks)\b)"
)
_OF_SOMETHING_ELSE = re.compile(  # "pulled out of a deal", "withdrew support"; not "of the city", "of its own accord"
    r" (?:entirely |altogether |abruptly )?(?:(?:from|of) (?![^,.;]*\b(?:hong kong|city|territory|market|it|race|list"
    r"|process|regime|scheme|licen[a-z]+|contest|contention|running|consideration|queue|own accord|hk|line|roster"
    r"|register|field)\b)"
    r"|(?:its|their|the|an?(?! (?:[a-z]+ )?(?:one|application|bid)\b)|all|any|some|support|backing|from sale|money"
    r"|cash|services?|products?)\b(?! (?:day|week|month|year|same|following|next|previous|last|few|document|filing"
    r"|papers)))"
)
_QUIT_ALONE = re.compile(
    r"[.,;]|$| (?:since|so far|already|the (?:race|process|queue|city|market)|hong kong|in|after)\b"
)
_DATED = re.compile(r",? (?:which was |that was |was )?(?:dated|received on|lodged on|filed on) ")
_TO_USE = re.compile(
    r" (?:its|their|an?|new|such|these|those|(?:the )?(?:same )?(?:rules?|laws?|principles?|standards?)) "
)
_REACHED = re.compile(  # "its filing had reached the regulator on Monday"
    r"(?: (?:of|from|by) [^,.;]{1,30})? (?:had |has )?(?:first )?"
    r"(?:reached|arrived (?:at|with)|landed (?:with|at|on the desk of)) (?:the |hong kong's |its )*"
    r"(?:securities and futures|sfc|regulator|commission|hkma|monetary|watchdog)"
)
_FOR_SOMETHING = re.compile(r"(?! (?:its |the )?(?:users|clients|customers))[^.,;]{0,60} for ")
_FOR_ONE = re.compile(r" for (?:one|it|them|such|another)\b")
_FILED_ALONE = re.compile(
    r"[.,;]|$|\s(?:anew|afresh|once|a second time|for|with|one|on|in|at|again|already|late|ahead|by|as|last|this"
    r"|earlier|days|after|before|twice|too|just)\b"
)


def apply(sentence: Sentence, i: int) -> Found:
    token = sentence.tokens[i]
    kinds = kinds_near(sentence, i, 0, 10)
    if token.form == "ing":
        if not is_told(sentence, i, comma=False):
            return None
    elif token.form == "s" and not kinds & {"licence", "for"}:
        return None  # "the floor applies to everything"
    if ("product" in kinds and "licence" not in kinds) or _is_counted_list(sentence, i):
        return None
    if puts_to_use(sentence, i):
        return None
    if any(t.kind == "product" for _, t in back(sentence, i, 5)):
        return None  # "the ETFs that both have applied to launch"
    through = arm_that_applies(sentence, i)
    return told(Event.APPLIED, through or subject(sentence, i) or subject_behind(sentence, i))


def puts_to_use(sentence: Sentence, i: int) -> bool:
    """Whether "applied" has an object: "has applied its technology to payments"."""
    return _TO_USE.match(sentence.folded, sentence.tokens[i].end) is not None


def _is_counted_list(sentence: Sentence, i: int) -> bool:
    """Whether a perfect tells how many have applied ("11 firms, including X and Y, have applied"): a standing."""
    if not any(t.kind == "have" and sentence.word(t) != "had" for _, t in back(sentence, i, 3)):
        return False
    kinds = [t.kind for _, t in back(sentence, i, 60)]
    return "firms" in kinds and "including" in kinds


def _aside(sentence: Sentence, i: int) -> Token | None:
    """Whose application an aside dates: "its application, filed on 4 January, …", "the application of X, lodged in"."""
    tokens = sentence.tokens
    if i < 3 or tokens[i - 1].kind != "comma" or WITH_A_DATE.match(sentence.folded, tokens[i].end) is None:
        return None
    near = tokens[i].at - tokens[i - 1].at <= 1
    if near and tokens[i - 2].kind == FIRM and [t.kind for t in tokens[max(i - 4, 0) : i - 2]] == ["application", "of"]:
        return tokens[i - 2]
    return owner(sentence, i - 2) if near and tokens[i - 2].kind == "application" else None


def file(sentence: Sentence, i: int) -> Found:
    token = sentence.tokens[i]
    aside = _aside(sentence, i) if token.form == "ed" else None
    if aside is not None:
        return told(Event.APPLIED, aside)
    kinds = noun_phrase(sentence, i, 12)
    if (token.form == "ing" and not is_told(sentence, i, comma=False)) or token.form == "noun":
        return application(sentence, i)
    passive = is_passive(sentence, i)
    if passive:
        kinds = kinds_near(sentence, i, 8, 6)
    if "product" in kinds or _OF_SHARES.search(sentence.folded, token.end):
        return None
    word = sentence.word(token)
    filed = word.startswith(("fil", "resubmit")) and _FILED_ALONE.match(sentence.folded, token.end) is not None
    if _FOR_ONE.match(sentence.folded, token.end) and "licen" not in sentence.folded:
        filed = False  # "there are six funds; X was the first to file for one"
    if word in ("asked", "asks") and _FOR_SOMETHING.match(sentence.folded, token.end) is None:
        return None  # "asked the SFC to take back its papers"
    if word in ("made", "completed", "put in", "asked", "asks") and not kinds & {"application", "licence"}:
        return None
    following = sentence.tokens[i + 1].kind if i + 1 < len(sentence.tokens) else ""
    taken_up = following == "coreference" or _ITS_OWN.match(sentence.folded, token.end) is not None
    taken_up = taken_up and any(t.kind == "application" for _, t in back(sentence, i, 20))
    if "application" in kinds or "licence" in kinds or filed or taken_up:  # "after lodging it in May"
        return told(Event.APPLIED, subject(sentence, i) if not passive else _owner(sentence, i))
    return None


def application(sentence: Sentence, i: int) -> Found:
    """ "The newest filing came from X", "the rush brought applications by X and Y"."""
    token = sentence.tokens[i]
    received = _RECEIVED.search(sentence.folded, max(token.start - 60, 0), token.start)
    many = received is not None and sentence.word(token).endswith("s")
    if "product" in kinds_near(sentence, i, 5, 12):
        return None
    if _REACHED.match(sentence.folded, token.end):
        return told(Event.APPLIED, owner(sentence, i))
    one = received is not None and any(t.kind == "from" for _, t in ahead(sentence, i, 1))
    counted = (one and any(t.kind == "regulator" for _, t in back(sentence, i, 12))) or many
    counted = counted or any(t.kind == "ordinal" for _, t in back(sentence, i, 3))
    for j, token in ahead(sentence, i, 9):
        if token.kind == FIRM:
            if not counted and _DATED.match(sentence.folded, token.end) is None:
                return None  # "an application by X" alone says nothing new; "an application by X dated May 3" does
            return (Event.APPLIED, token) if sentence.tokens[j - 1].kind in ("from", "agent") else None
    return None


def _owner(sentence: Sentence, i: int) -> Token | None:
    """Whose application a passive verb speaks of: "X's application was …", "the application of X", "was filed by X"."""
    agent = next((t for _, t in ahead(sentence, i, 3) if t.kind == "agent"), None)
    return (objects(sentence, i, 8) if agent else None) or subject(sentence, i)


def withdraw(sentence: Sentence, i: int) -> Found:
    token = sentence.tokens[i]
    if token.form == "noun":
        if "funds" in kinds_near(sentence, i, 2, 3) or any(t.kind == "user" for _, t in back(sentence, i, 3)):
            return None
        announced = any(t.kind == "said" for _, t in back(sentence, i, 3)) and not sentence.word(token).endswith("s")
        return told(Event.WITHDRAWN, possessor(sentence, i) or (subject(sentence, i) if announced else None))
    if token.form == "ing" and not is_told(sentence, i) and not is_progressive(sentence, i):
        return None
    kinds = noun_phrase(sentence, i, 9)
    near = {t.kind for _, t in ahead(sentence, i, 3)}
    if not kinds & {"application", "licence", "applicants"} and (
        near & {"funds", "product"} or _OF_SOMETHING_ELSE.match(sentence.folded, token.end)
    ):
        return None
    return told(Event.WITHDRAWN, who(sentence, i) or subject_behind(sentence, i))


def pull(sentence: Sentence, i: int) -> Found:
    kinds = noun_phrase(sentence, i, 9)
    if is_passive(sentence, i):
        kinds = {t.kind for _, t in back(sentence, i, 8)}
        if kinds & {"operations"} and "application" not in kinds:
            return told(Event.CEASED, subject(sentence, i))
    elif _ends(sentence, i):
        return told(Event.WITHDRAWN, possessor(sentence, i))  # "X's bid ends"
    elif sentence.word(sentence.tokens[i]) == "ended" and any(t.kind == "operations" for _, t in back(sentence, i, 1)):
        stopped = sentence.tokens[i - 1]
        return told(Event.CEASED, subject(sentence, i) or stopped._replace(kind="coreference"))
    if sentence.tokens[i].form == "ing" and not is_told(sentence, i) and not is_progressive(sentence, i):
        return None
    if sentence.word(sentence.tokens[i]) in ("gave up", "given up") and {"colon", "including"} & {
        t.kind for _, t in ahead(sentence, i, 14)
    }:
        return told(Event.WITHDRAWN, listed(sentence, i))  # "the names that gave up: X, Y"
    off = sentence.word(sentence.tokens[i]).endswith((" off", " out of")) and "applicants" in kinds
    if ("application" in kinds or off) and not kinds & {"product"}:
        return told(Event.WITHDRAWN, who(sentence, i))
    if kinds & {"operations"} and "licence" not in kinds and not is_passive(sentence, i):
        word = sentence.word(sentence.tokens[i])
        return told(Event.CEASED, subject(sentence, i)) if word.startswith(("end", "terminat", "discontinu")) else None
    return None


def _ends(sentence: Sentence, i: int) -> bool:
    """Whether it is an application that ends, by itself."""
    before = sentence.tokens[i - 1] if i else None
    near = before is not None and before.kind == "application" and sentence.tokens[i].at - before.last_at <= 1
    return near and sentence.word(sentence.tokens[i]) in ("ends", "ended", "lapsed", "lapses")


def leave(sentence: Sentence, i: int) -> Found:
    following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    counts = _A_NUMBER.match(sentence.folded, sentence.tokens[i].end) is not None
    if counts or (following is not None and following.kind == NUMBER and following.at - sentence.tokens[i].at <= 1):
        return None  # "leaves 34 applicants"
    kinds = kinds_near(sentence, i, 0, 9)
    owner = possessor(sentence, i) if sentence.tokens[i].form in ("base", "noun") else None
    if owner is not None and owner.form == "'s" and owner.last_at == sentence.tokens[i].at - 1:
        whole = {t.kind for _, t in ahead(sentence, i, 25)}
        left = whole & {"application", "applicants"}
        return told(Event.WITHDRAWN, owner) if left else None  # "X's exit from the race"
    if any(t.kind == "applicants" for _, t in back(sentence, i, 20)) and _QUIT_ALONE.match(
        sentence.folded, sentence.tokens[i].end
    ):
        kinds.add("applicants")  # "twelve applicants, X and Y among them, have quit"
    return told(Event.WITHDRAWN, who(sentence, i)) if kinds & {"application", "applicants"} else None


def refuse(sentence: Sentence, i: int) -> Found:
    return of_an_application(sentence, i, Event.REFUSED, frozenset({"application", "licence"}))


def send_back(sentence: Sentence, i: int) -> Found:
    return of_an_application(sentence, i, Event.RETURNED, frozenset({"application", "file"}))
