"""What an English sentence reports about firms: events that happened, and the standing firms have.

Each rule looks at one word (a verb or noun of licensing), decides from the words around it what happened, and asks
``sentence_en`` whom it is said of. A rule that would have to guess returns nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_en import (
    Sentence,
    ahead,
    arm_that_applies,
    back,
    is_passive,
    is_unreal,
    kinds_near,
    listed,
    objects,
    subject,
)
from licensing.model import Event

_FINITE = frozenset({"ed", "s"})
_FILED_ALONE = re.compile(r"[.,;]|$|\s(?:for|with|one|on|in|at|again|already|late|ahead|by|as|last|this|earlier|days|before|twice|too|just)\b")
_PRESENT_BE = frozenset({"is", "are", "be", "remain", "remains", "being"})
_LICENCES = frozenset({"licence", "upgrade", "principle", "deemed", "license"})


def events(sentence: Sentence) -> Iterator[Finding]:
    """Every event the sentence reports as having happened."""
    kinds = {token.kind for token in sentence.tokens}
    for i, token in enumerate(sentence.tokens):
        rule = _RULES.get(token.kind)
        if rule is None or (token.kind in _NEEDS and not sentence.of_alerts and kinds.isdisjoint(_NEEDS[token.kind])):
            continue
        if token.kind not in ("deemed", "modal") and is_unreal(sentence, i):
            continue
        found = rule(sentence, i)
        if found is not None and found[1] is not None:
            yield Finding(found[1], token.start, token.end, event=found[0])


def told_of_anybody(sentence: Sentence) -> Event | None:
    """The event the sentence tells of anybody, for "X did so too" in the next one."""
    for i, token in enumerate(sentence.tokens):
        rule = _RULES.get(token.kind)
        if rule is not None and token.kind != "same" and not is_unreal(sentence, i):
            found = rule(sentence, i)
            if found is not None:
                return found[0]
    return None


def takes_up(sentence: Sentence, before: Event | None) -> Iterator[Finding]:
    """ "X did the same": the event told last, in this sentence or, if it tells none, in the one before."""
    for i, token in enumerate(sentence.tokens):
        if token.kind in ("same", "exit") and not is_unreal(sentence, i):
            here = Sentence(sentence.folded, sentence.tokens[:i], sentence.headline)
            event = told_of_anybody(here) or before
            if token.kind == "exit" and event is not Event.WITHDRAWN:
                continue
            firms = _taken_up(sentence, i)
            if event is not None and firms is not None:
                yield Finding(firms, token.start, token.end, event=event)


def _taken_up(sentence: Sentence, i: int) -> Token | None:
    """Who did the same: the subject; of "the second bank to do so after X" it is X, the other being told already."""
    after = [token for _, token in ahead(sentence, i, 4)]
    if after and after[0].kind == "blocked" and len(after) > 1 and after[1].kind == FIRM:
        return after[1] if sentence.word(after[0]) in ("after", "following") else None
    return subject(sentence, i)


_Found = tuple[Event, Token | None] | None


def _noun_phrase(sentence: Sentence, i: int, words: int) -> set[str]:
    """Kinds of what the verb at ``i`` governs: the tokens after it, up to the next verb that tells something else."""
    kinds: set[str] = set()
    for _, token in ahead(sentence, i, words):
        if token.form in _FINITE and token.kind not in ("license", "upgrade", "cease", "list"):
            break
        if token.kind in ("while", "relative") and kinds:
            break
        kinds.add(token.kind)
    return kinds


def _licence_event(kinds: set[str]) -> Event | None:
    """Which event it is to be given what these words say; None: it is not a licence at all."""
    if "product" in kinds and not kinds & {"upgrade", "principle"}:
        return None
    if "principle" in kinds:
        return Event.IN_PRINCIPLE
    if "deemed" in kinds:
        return Event.DEEMED
    if not kinds & _LICENCES:
        return None
    return Event.UPLIFTED if kinds & {"upgrade", "retail"} else Event.LICENSED


def _who(sentence: Sentence, i: int) -> Token | None:
    """The subject, or the list that a counted subject opens ("twelve firms have withdrawn, including X and Y")."""
    return subject(sentence, i) or listed(sentence, i)


def _apply(sentence: Sentence, i: int) -> _Found:
    token = sentence.tokens[i]
    kinds = kinds_near(sentence, i, 0, 10)
    if token.form == "ing":
        if not _is_told(sentence, i, comma=False):
            return None
    elif token.form == "s" and not kinds & {"licence", "for"}:
        return None  # "the floor applies to everything"
    if ("product" in kinds and "licence" not in kinds) or _is_counted_list(sentence, i):
        return None
    through = arm_that_applies(sentence, i)
    return _with(Event.APPLIED, through or subject(sentence, i) or _subject_behind(sentence, i))


def _subject_behind(sentence: Sentence, i: int) -> Token | None:
    """The firm of "After applying in January, X …"."""
    if sentence.tokens[i].form != "ing":
        return None
    comma = False
    for _, token in ahead(sentence, i, 12):
        comma = comma or token.kind == "comma"
        if token.kind == FIRM:
            return token if comma else None
    return None


def _is_counted_list(sentence: Sentence, i: int) -> bool:
    """Whether a perfect tells how many have applied ("11 firms, including X and Y, have applied"): a standing."""
    if not any(t.kind == "have" for _, t in back(sentence, i, 3)):
        return False
    kinds = [t.kind for _, t in back(sentence, i, 60)]
    return "firms" in kinds and "including" in kinds


def _file(sentence: Sentence, i: int) -> _Found:
    token = sentence.tokens[i]
    kinds = _noun_phrase(sentence, i, 12)
    if token.form == "ing" and not _is_told(sentence, i, comma=False):
        return _application(sentence, i)
    passive = is_passive(sentence, i)
    if passive:
        kinds = kinds_near(sentence, i, 8, 6)
    if "product" in kinds:
        return None
    word = sentence.word(token)
    filed = word.startswith("fil") and _FILED_ALONE.match(sentence.folded, token.end) is not None
    if word in ("made", "completed", "put in", "asked", "asks") and not kinds & {"application", "licence"}:
        return None
    if "application" in kinds or "licence" in kinds or filed:
        return _with(Event.APPLIED, subject(sentence, i) if not passive else _owner(sentence, i))
    return None


def _application(sentence: Sentence, i: int) -> _Found:
    """ "The newest filing came from X"."""
    if not any(t.kind == "ordinal" for _, t in back(sentence, i, 3)):
        return None
    for j, token in ahead(sentence, i, 9):
        if token.kind == FIRM:
            return (Event.APPLIED, token) if sentence.tokens[j - 1].kind in ("from", "agent") else None
    return None


def _owner(sentence: Sentence, i: int) -> Token | None:
    """Whose application a passive verb speaks of: "X's application was …", "the application of X", "was filed by X"."""
    agent = next((t for _, t in ahead(sentence, i, 3) if t.kind == "agent"), None)
    return (objects(sentence, i, 8) if agent else None) or subject(sentence, i)


def _withdraw(sentence: Sentence, i: int) -> _Found:
    token = sentence.tokens[i]
    if token.form == "noun":
        if "funds" in kinds_near(sentence, i, 2, 3) or any(t.kind == "user" for _, t in back(sentence, i, 3)):
            return None
        announced = any(t.kind == "said" for _, t in back(sentence, i, 3)) and not sentence.word(token).endswith("s")
        return _with(Event.WITHDRAWN, _possessor(sentence, i) or (subject(sentence, i) if announced else None))
    if token.form == "ing" and not _is_told(sentence, i) and not is_progressive(sentence, i):
        return None
    kinds = _noun_phrase(sentence, i, 9)
    near = {t.kind for _, t in ahead(sentence, i, 3)}
    if near & {"funds", "product"} and not kinds & {"application", "licence"}:
        return None
    return _with(Event.WITHDRAWN, _who(sentence, i) or _subject_behind(sentence, i))


def _pull(sentence: Sentence, i: int) -> _Found:
    kinds = _noun_phrase(sentence, i, 9)
    if is_passive(sentence, i):
        kinds = {t.kind for _, t in back(sentence, i, 8)}
        if kinds & {"operations"} and "application" not in kinds:
            return _with(Event.CEASED, subject(sentence, i))
    elif sentence.word(sentence.tokens[i]) == "ended" and any(t.kind == "operations" for _, t in back(sentence, i, 1)):
        stopped = sentence.tokens[i - 1]
        return _with(Event.CEASED, subject(sentence, i) or stopped._replace(kind="coreference"))
    if sentence.tokens[i].form == "ing" and not _is_told(sentence, i) and not is_progressive(sentence, i):
        return None
    if "application" in kinds and not kinds & {"product"}:
        return _with(Event.WITHDRAWN, _who(sentence, i))
    if kinds & {"operations"} and "licence" not in kinds and not is_passive(sentence, i):
        word = sentence.word(sentence.tokens[i])
        return _with(Event.CEASED, subject(sentence, i)) if word.startswith(("end", "terminat", "discontinu")) else None
    return None


def _exit(sentence: Sentence, i: int) -> _Found:
    kinds = kinds_near(sentence, i, 0, 9)
    return _with(Event.WITHDRAWN, _who(sentence, i)) if kinds & {"application", "applicants"} else None


def is_progressive(sentence: Sentence, i: int) -> bool:
    """Whether "-ing" at ``i`` goes on now: "is withdrawing"."""
    return any(token.kind == "be" for _, token in back(sentence, i, 2))


def _is_told(sentence: Sentence, i: int, *, comma: bool = True) -> bool:
    """Whether "-ing" at ``i`` tells what happened: "having withdrawn", "after applying", ", becoming the second"."""
    for _, token in back(sentence, i, 1):
        before = token.kind == "blocked" and sentence.word(token) in ("after", "following")
        return token.kind == "have" or before or (comma and token.kind == "comma")
    return False


def _possessor(sentence: Sentence, i: int) -> Token | None:
    """Whose noun it is: "X's withdrawal", "the withdrawal of X"."""
    for _, token in back(sentence, i, 4):
        if token.kind == FIRM:
            return token if token.form == "'s" or sentence.headline else None
        if token.kind in _LICENCES or token.kind in ("arm", "application"):
            continue
        break
    tokens = sentence.tokens
    for j, token in ahead(sentence, i, 6):
        if token.kind == FIRM and token.form != "-":
            return token if tokens[j - 1].kind in ("of", "from", "for", "agent") else None
    return None


def _receive(sentence: Sentence, i: int) -> _Found:
    token = sentence.tokens[i]
    if token.form == "ing" and not _is_told(sentence, i):
        return None
    kinds = _noun_phrase(sentence, i, 14)
    if "warn" in kinds and not kinds & {"licence"}:
        return _with(Event.WARNED, subject(sentence, i))
    event = _licence_event(kinds)
    if event is None or _is_standing(sentence, i):
        return None
    return _with(event, _who(sentence, i))


def _is_standing(sentence: Sentence, i: int) -> bool:
    """Whether a perfect only says how things are: "only X and Y have obtained a licence so far"."""
    perfect = any(t.kind == "have" and sentence.word(t) in ("has", "have") for _, t in back(sentence, i, 4))
    kinds = [t.kind for _, t in ahead(sentence, i, 12)]
    had = any(t.kind == "have" for _, t in back(sentence, i, 2))
    if had and "firms" in kinds and "including" in kinds:
        return True  # "had licensed ten platforms including X"
    only = {sentence.word(t) for t in sentence.tokens if t.kind == "only"} - {"already"}
    return bool(only) and (perfect or "only" in only and is_passive(sentence, i))


def _grant(sentence: Sentence, i: int) -> _Found:
    around = _noun_phrase(sentence, i, 14) | {t.kind for _, t in back(sentence, i, 8) if t.kind != "regulator"}
    event = _licence_event(around)
    if event is None or _is_standing(sentence, i) or (sentence.tokens[i].form == "ing" and not _is_told(sentence, i)):
        return None
    return _with(event, _given(sentence, i))


def _given(sentence: Sentence, i: int) -> Token | None:
    """The firm that is given something: the subject of a passive, what follows an active verb, or what follows "to"."""
    token = sentence.tokens[i]
    after = objects(sentence, i, 14)
    if is_passive(sentence, i) or token.form == "noun" or _no_giver(sentence, i):
        before = subject(sentence, i)
        if before is not None and not _licence_leads(sentence, i):
            return before
        if after is not None and any(t.kind in ("to", "for") for _, t in ahead(sentence, i, 3)):
            return after
        return before or after or listed(sentence, i)
    if after is None and any(t.kind in ("its", "coreference", "dealing", "upgrade") for _, t in ahead(sentence, i, 4)):
        giver = next((j for j, t in back(sentence, i, 12) if t.kind == "regulator"), i)
        if any(t.kind == "said" for _, t in back(sentence, giver, 4)):
            return subject(sentence, giver)
    return after or listed(sentence, i)


def _no_giver(sentence: Sentence, i: int) -> bool:
    """Whether a participle follows a firm directly: a headline's passive ("X granted a licence"), or ", granted a …"."""
    apposed = any(t.kind == "comma" for _, t in back(sentence, i, 1))
    if sentence.tokens[i].form != "ed" or not (sentence.headline or apposed):
        return False
    for _, token in back(sentence, i, 6):
        if token.kind in ("regulator", "have") or (token.kind == "said"):
            return False
        if token.kind == FIRM:
            return True
    return False


def _licence_leads(sentence: Sentence, i: int) -> bool:
    """Whether the licence, not the firm, is the subject: "licences were granted to X"."""
    for _, token in back(sentence, i, 8):
        if token.kind == FIRM:
            return False
        if token.kind in _LICENCES:
            return True
    return False


def _with(event: Event, firms: Token | None) -> _Found:
    return event, firms


def _license(sentence: Sentence, i: int) -> _Found:
    """ "was licensed on", "the SFC has approved X", "X licensed" in a title; "licensed exchanges" is a standing."""
    token = sentence.tokens[i]
    kinds = _noun_phrase(sentence, i, 12)
    if token.form not in _FINITE and not (token.form == "ing" and _is_told(sentence, i)):
        return None
    following = [t for _, t in ahead(sentence, i, 3)]
    giver = _has_a_giver(sentence, i)
    if _before_a_noun(following, giver) or "product" in kinds or _is_standing(sentence, i):
        return None
    if any(t.kind == "product" for _, t in back(sentence, i, 3)):
        return None
    around = kinds | {t.kind for _, t in back(sentence, i, 6)}
    event = _licence_event(around | {"license"})
    if _was_the_first(sentence, i):
        return _with(event or Event.LICENSED, subject(sentence, i))
    if is_passive(sentence, i):
        present = any(t.kind == "be" and sentence.word(t) in _PRESENT_BE for _, t in back(sentence, i, 3))
        present = present and not any(t.kind == "ordinal" for _, t in back(sentence, i, 6))
        return None if present or event is None else _with(event, _who(sentence, i))
    firm_before = any(t.kind == FIRM for _, t in back(sentence, i, 1))
    if firm_before and token.form == "ed":
        return _with(event, subject(sentence, i)) if sentence.headline and event else None
    if event is None or not (giver or (sentence.headline and token.form == "s")):
        return None
    return _with(event, _given(sentence, i))


def _before_a_noun(following: list[Token], given: bool) -> bool:
    """Whether a participle qualifies the noun after it: "licensed exchanges", "approved virtual asset platforms".

    given: a regulator stands before it, so that "approved virtual asset trading" is what it did.
    """
    kinds = [token.kind for token in following if token.kind not in ("dealing", "regulator", "quote")]
    return kinds[:1] in (["firms"], ["firm"], ["licensees"]) or (kinds[:1] == ["operations"] and not given)


def _has_a_giver(sentence: Sentence, i: int) -> bool:
    """Whether a regulator, or "has", stands before an active verb."""
    for _, token in back(sentence, i, 6):
        if token.kind in ("colon", "open"):
            return False
        if token.kind == "regulator" or (token.kind == "have" and sentence.tokens[i].at - token.at <= 2):
            return True
    return False


def _was_the_first(sentence: Sentence, i: int) -> bool:
    """ "X was the first exchange licensed by the SFC"."""
    kinds = [t.kind for _, t in back(sentence, i, 6)]
    return "ordinal" in kinds and "be" in kinds and "firm" in kinds and "only" not in kinds


def _can_now(sentence: Sentence, i: int) -> _Found:
    """ "… and can now take retail clients": what a licensee may do since its licence was widened."""
    kinds = [t.kind for _, t in ahead(sentence, i, 6)]
    if sentence.word(sentence.tokens[i]) not in ("can", "could") or "retail" not in kinds or kinds[:1] != ["only"]:
        return None
    firms = subject(sentence, i)
    return None if firms is None else (Event.UPLIFTED, firms)


def _allow(sentence: Sentence, i: int) -> _Found:
    kinds = _noun_phrase(sentence, i, 16)
    if "product" in kinds or not kinds & {"retail", "dealing", "licence", "upgrade", "firms"}:
        return None
    if sentence.tokens[i].form == "base" or _is_standing(sentence, i):
        return None
    if kinds & {"retail", "upgrade", "dealing"}:
        return _with(Event.UPLIFTED, _given(sentence, i))
    return None


def _upgrade(sentence: Sentence, i: int) -> _Found:
    token = sentence.tokens[i]
    if token.form == "ing" and not _is_told(sentence, i):
        return None
    if token.form == "":
        return _upgrade_noun(sentence, i)
    if "licence" not in kinds_near(sentence, i, 6, 8):
        return None
    if is_passive(sentence, i) or token.form in _FINITE or token.form == "ing":
        return _with(Event.UPLIFTED, subject(sentence, i) or objects(sentence, i, 10))
    return _with(Event.UPLIFTED, _possessor(sentence, i))


def _upgrade_noun(sentence: Sentence, i: int) -> _Found:
    """ "X announced the upgrade of its licence", "X's licence upgrade"."""
    if "licence" not in kinds_near(sentence, i, 4, 6):
        return None
    if any(t.kind in ("apply", "file", "seek", "receive", "grant", "irrealis") for _, t in back(sentence, i, 8)):
        return None
    owner = _possessor(sentence, i)
    if owner is None and any(t.kind == "said" for _, t in back(sentence, i, 6)):
        owner = subject(sentence, i)
    return _with(Event.UPLIFTED, owner)


def _become(sentence: Sentence, i: int) -> _Found:
    kinds = _noun_phrase(sentence, i, 9)
    if sentence.tokens[i].form == "ing" and not _is_told(sentence, i):
        return None
    if "applicants" in kinds:
        return _with(Event.APPLIED, subject(sentence, i))
    if kinds & {"license", "licensees", "register", "licensed"} and not kinds & {"receive", "grant"}:
        return _with(Event.UPLIFTED if "retail" in kinds else Event.LICENSED, subject(sentence, i))
    return None


def _principle(sentence: Sentence, i: int) -> _Found:
    """ "The SFC agreed in principle to license X"."""
    if any(t.kind == "decided" for _, t in back(sentence, i, 2)):
        return _with(Event.IN_PRINCIPLE, objects(sentence, i, 8))
    return _with(Event.IN_PRINCIPLE, _possessor(sentence, i)) if "approval" in sentence.folded else None


def _join(sentence: Sentence, i: int) -> _Found:
    """ "X joins the list as the twelfth licensed platform", "X joined the applicants"."""
    kinds = _noun_phrase(sentence, i, 10)
    if sentence.tokens[i].form not in ("ed", "s"):
        return None
    if "applicants" in kinds:
        return _with(Event.APPLIED, subject(sentence, i))
    if kinds & {"register", "licensees"} or {"license", "ordinal"} <= kinds:
        return _with(Event.LICENSED, subject(sentence, i))
    return None


def _refuse(sentence: Sentence, i: int) -> _Found:
    return _of_an_application(sentence, i, Event.REFUSED, frozenset({"application", "licence"}))


def _return(sentence: Sentence, i: int) -> _Found:
    return _of_an_application(sentence, i, Event.RETURNED, frozenset({"application", "file"}))


def _suspend(sentence: Sentence, i: int) -> _Found:
    return _of_an_application(sentence, i, Event.SUSPENDED, frozenset({"licence", "deemed", "register"}))


def _revoke(sentence: Sentence, i: int) -> _Found:
    return _of_an_application(sentence, i, Event.REVOKED, frozenset({"licence", "deemed", "register"}))


def _of_an_application(sentence: Sentence, i: int, event: Event, wanted: frozenset[str]) -> _Found:
    """Events that a regulator brings on an application or a licence."""
    token = sentence.tokens[i]
    near = [t for _, t in back(sentence, i, 7)] + [t for _, t in ahead(sentence, i, 8)]
    kinds = {t.kind for t in near}
    if event is Event.RETURNED and any(t.kind in ("withdraw", "apply") for t in sentence.tokens):
        kinds.add("application")
    if not kinds & wanted or (event in (Event.SUSPENDED, Event.REVOKED) and "product" in kinds):
        return None
    if token.form == "noun":
        return _with(event, _possessor(sentence, i))
    if token.form == "ing" and not _is_told(sentence, i):
        return None
    if is_passive(sentence, i) or _no_giver(sentence, i):
        return _with(event, _who(sentence, i) or objects(sentence, i))
    giver = next((j for j, t in back(sentence, i, 8) if t.kind in ("regulator", "have")), None)
    if giver is None:
        return None
    firms = objects(sentence, i) or listed(sentence, i)
    if firms is None and any(t.kind == "its" for _, t in ahead(sentence, i, 3)):
        firms = subject(sentence, giver)
    return _with(event, firms)


def _cease(sentence: Sentence, i: int) -> _Found:
    token = sentence.tokens[i]
    if token.form in ("s", "noun") and not sentence.headline:
        return None
    if token.form == "ing" and not _is_told(sentence, i, comma=False):
        return None
    after = {t.kind for _, t in ahead(sentence, i, 6)}
    word = sentence.word(token)
    whole = " " in word or word in ("shuttered", "delisted")
    if whole or "operations" in after or (word in ("shut", "shuts", "closed", "closes") and "firm" in after):
        return _with(Event.CEASED, subject(sentence, i))
    return None


def _warn(sentence: Sentence, i: int) -> _Found:
    token = sentence.tokens[i]
    if token.form == "noun":
        if any(t.kind in ("blocked", "of") for _, t in ahead(sentence, i, 6)):
            return _with(Event.WARNED, _warned_of(sentence, i))
        return None
    if is_passive(sentence, i) or _no_giver(sentence, i):
        return _with(Event.WARNED, _who(sentence, i))
    if any(t.kind == "regulator" for _, t in back(sentence, i, 12)) or token.form == "ing":
        return _with(Event.WARNED, _warned_of(sentence, i))
    return None


def _warned_of(sentence: Sentence, i: int) -> Token | None:
    """The first firms after a warning; not those the reader is referred to ("use licensed platforms such as X")."""
    found = objects(sentence, i, 24) or listed(sentence, i, 16)
    if found is None:
        return None
    between = [t for t in sentence.tokens[i + 1 :] if t.start < found.start]
    if between and between[-1].kind == "fake":
        return None  # "a fake HSBC token": the firm is the victim
    return None if any(t.kind in ("license", "licensees", "licensed") for t in between) else found


def _list(sentence: Sentence, i: int) -> _Found:
    kinds = {t.kind for t in sentence.tokens} | ({"alert"} if sentence.of_alerts else set())
    near = _noun_phrase(sentence, i, 30) | {t.kind for _, t in back(sentence, i, 4)}
    event = None
    if kinds & {"warning_list", "suspicious", "alert"} and not near & {"register", "licensees", "applicants", "sandbox"}:
        event = Event.WARNED
    elif (near & {"register", "licensees"} or {"ordinal", "license"} <= near) and sentence.word(sentence.tokens[i]) in ("added", "adds", "entered", "placed"):
        event = Event.LICENSED
    if event is None or sentence.tokens[i].form not in ("ed", "s", "ing"):
        return None
    passive = is_passive(sentence, i) or _no_giver(sentence, i)
    firms = _who(sentence, i) if passive else objects(sentence, i, 30) or listed(sentence, i, 16)
    if event is Event.WARNED and not passive and not any(t.kind == "regulator" for t in sentence.tokens):
        return None
    return _with(event, firms)


def _deemed(sentence: Sentence, i: int) -> _Found:
    """ "X and Y are deemed to be licensed": said of firms, not before a noun ("deemed licensed platforms")."""
    said_of = any(t.kind == "be" for _, t in back(sentence, i, 4)) or any(
        t.kind in ("become", "receive") for _, t in back(sentence, i, 4)
    )
    unreal = any(t.kind in ("modal", "conditional", "negation", "irrealis") for _, t in back(sentence, i, 6))
    if not said_of or unreal:
        return None
    return _with(Event.DEEMED, _who(sentence, i))


# Kinds without one of which somewhere in the sentence a word tells nothing: most are then not looked at further.
_NEEDS = {
    "receive": _LICENCES | {"warn"}, "grant": _LICENCES, "upgrade": frozenset({"licence"}),
    "list": frozenset({"warning_list", "suspicious", "register", "licensees", "license"}),
    "pull": frozenset({"application", "operations"}), "exit": frozenset({"application", "applicants"}),
    "refuse": frozenset({"application", "licence"}), "modal": frozenset({"retail"}),
    "return": frozenset({"application", "withdraw", "apply", "file"}), "application": frozenset({"ordinal"}),
    "suspend": frozenset({"licence", "deemed", "register"}), "revoke": frozenset({"licence", "deemed", "register"}),
}  # fmt: skip
_RULES: dict[str, Callable[[Sentence, int], _Found]] = {
    "apply": _apply, "file": _file, "withdraw": _withdraw, "pull": _pull, "exit": _exit, "receive": _receive,
    "grant": _grant, "license": _license, "allow": _allow, "upgrade": _upgrade, "become": _become, "join": _join, "principle": _principle,
    "refuse": _refuse, "return": _return, "suspend": _suspend, "revoke": _revoke, "cease": _cease, "warn": _warn,
    "list": _list, "deemed": _deemed, "application": _application, "modal": _can_now,
}  # fmt: skip
