"""What a Chinese sentence reports about firms as having happened. Rules over kinds, as in ``grammar_en``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM, Token
from ingest.taggers.sentence_zh import (
    Sentence,
    ahead,
    aside,
    back,
    clause,
    clause_kinds,
    is_unreal,
    listed,
    objects,
    subject,
)
from licensing.model import Event

_LICENCES = frozenset({"licence", "upgrade", "principle", "deemed", "grant", "grant_whole"})

_Found = tuple[Event, Token] | None


def events(sentence: Sentence) -> Iterator[Finding]:
    """Every event the sentence reports as having happened."""
    for i, token in enumerate(sentence.tokens):
        rule = _RULES.get(token.kind)
        if rule is None or is_unreal(sentence, i):
            continue
        found = rule(sentence, i)
        if found is not None:
            event, firms = found
            yield Finding(firms, token.start, token.end, event=event)


def exits(sentence: Sentence) -> Iterator[Finding]:
    """ "X亦先後退出": the withdrawal that the sentence before tells of others."""
    for i, token in enumerate(sentence.tokens):
        if token.kind == "exit" and not is_unreal(sentence, i):
            firms = subject(sentence, i)
            if firms is not None:
                yield Finding(firms, token.start, token.end, event=Event.WITHDRAWN)


def _with(event: Event | None, firms: Token | None) -> _Found:
    return None if event is None or firms is None else (event, firms)


def _after(sentence: Sentence, i: int, characters: int) -> set[str]:
    """Kinds of the tokens after ``i``, up to the end of the clause."""
    kinds: set[str] = set()
    for _, token in ahead(sentence, i, characters):
        if token.kind in ("comma", "colon"):
            break
        kinds.add(token.kind)
    return kinds


def _licence_event(kinds: set[str]) -> Event | None:
    if "product" in kinds and "upgrade" not in kinds:
        return None
    if "principle" in kinds:
        return Event.IN_PRINCIPLE
    if kinds & {"deemed", "deem"}:
        return Event.DEEMED
    if not kinds & _LICENCES:
        return None
    return Event.UPLIFTED if kinds & {"upgrade", "retail"} else Event.LICENSED


def _who(sentence: Sentence, i: int) -> Token | None:
    return subject(sentence, i) or listed(sentence, i)


def _is_standing(sentence: Sentence, i: int) -> bool:
    """ "目前只有X和Y獲發牌": how things are. Also "獲發牌的平台", a noun. A date makes it news again: see ``events``."""
    first, last = clause(sentence, i)
    tokens = sentence.tokens
    if any(tokens[j].kind == "only" for j in range(first, i)):
        return True
    following = sentence.folded[tokens[i].end : tokens[i].end + 12]
    return any(tokens[j].kind in ("firms", "only") for j in range(i + 1, min(last, i + 3))) and "的" in following


def _apply(sentence: Sentence, i: int) -> _Found:
    if "product" in clause_kinds(sentence, i):
        return None
    return _with(Event.APPLIED, subject(sentence, i))


def _file(sentence: Sentence, i: int) -> _Found:
    kinds = _after(sentence, i, 26) | {t.kind for _, t in back(sentence, i, 8)}
    of_what = sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 1] == "的"  # 遞交的申請: no news of it
    if of_what or "product" in kinds or not kinds & {"application", "apply_whole", "licence"}:
        return None
    return _with(Event.APPLIED, subject(sentence, i))


def _application(sentence: Sentence, i: int) -> _Found:
    """ "X向證監會申請牌照": 申請 as a verb, told by what stands around it."""
    before = [t for _, t in back(sentence, i, 14)]
    aspect = sentence.folded[max(sentence.tokens[i].start - 3, 0) : sentence.tokens[i].start]
    told = (
        "已" in aspect or "曾" in aspect or sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 1] == "了"
    )
    toward = len(before) > 1 and before[0].kind == "regulator" and before[1].kind == "take"
    governs = "licence" in _after(sentence, i, 24)
    if not governs or not (told or toward) or "product" in clause_kinds(sentence, i):
        return None
    return _with(Event.APPLIED, subject(sentence, i))


def _withdraw(sentence: Sentence, i: int) -> _Found:
    kinds = clause_kinds(sentence, i)
    if "funds" in _after(sentence, i, 3) and "application" not in kinds:
        return None
    return _with(Event.WITHDRAWN, _owner(sentence, i))


def _owner(sentence: Sentence, i: int) -> Token | None:
    """Whose application it is: the subject, or the firms put before the verb, or behind it ("撤回X的申請")."""
    return aside(sentence, i) or subject(sentence, i) or listed(sentence, i) or objects(sentence, i, 12)


def _of_an_application(event: Event, wanted: frozenset[str]) -> Callable[[Sentence, int], _Found]:
    def rule(sentence: Sentence, i: int) -> _Found:
        kinds = clause_kinds(sentence, i)
        if not kinds & wanted or "product" in kinds:
            return None
        return _with(event, _owner(sentence, i))

    return rule


def _revoke(sentence: Sentence, i: int) -> _Found:
    kinds = _after(sentence, i, 12) | {t.kind for _, t in back(sentence, i, 10)}
    if "application" in kinds or "apply_whole" in kinds:
        return _with(Event.WITHDRAWN, _owner(sentence, i))
    if "licence" in kinds and "product" not in kinds:
        return _with(Event.REVOKED, _owner(sentence, i))
    return None


def _receive(sentence: Sentence, i: int) -> _Found:
    kinds = _after(sentence, i, 34)
    if _is_standing(sentence, i):
        return None
    event = _licence_event(kinds)
    if event is None and sentence.word(sentence.tokens[i]) in ("获批", "获准", "获正式批准", "获得批准"):
        event = _licence_event(kinds | {"licence"}) if kinds & {"retail", "firms", "dealing", "become"} else None
    if kinds & {"warn", "suspicious", "application"} and not kinds & {"licence", "upgrade", "principle", "grant"}:
        return None
    return _with(_widened(event, sentence, i), _who(sentence, i))


def _widened(event: Event | None, sentence: Sentence, i: int) -> Event | None:
    """A licence that the next clause says opens the retail market is a licence widened."""
    retail = any(t.kind == "retail" for _, t in ahead(sentence, i, 24))
    return Event.UPLIFTED if event is Event.LICENSED and retail else event


def _receive_whole(sentence: Sentence, i: int) -> _Found:
    if _is_standing(sentence, i):
        return None
    return _with(_licence_event(_after(sentence, i, 24) | {"licence"}), _who(sentence, i))


def _grant(sentence: Sentence, i: int) -> _Found:
    kinds = _after(sentence, i, 34)
    before = {t.kind for _, t in back(sentence, i, 14)}
    whole = sentence.tokens[i].kind == "grant_whole"
    bare = sentence.word(sentence.tokens[i]).startswith(("批准", "核准", "正式批准"))
    if _is_standing(sentence, i):
        return None
    if not whole and not bare and not kinds & {"licence", "upgrade", "principle", "grant"} and "licence" not in before:
        return None
    event = _licence_event(kinds | ({"principle"} & before) | {"grant"})
    passive = bool(before & {"passive", "receive"})
    if passive:
        return _with(event, _who(sentence, i))
    firms = aside(sentence, i) or objects(sentence, i) or listed(sentence, i)
    if firms is None and "regulator" not in before:
        firms = subject(sentence, i)
    return _with(event, firms)


def _principle(sentence: Sentence, i: int) -> _Found:
    return _with(Event.IN_PRINCIPLE, subject(sentence, i) or objects(sentence, i) or listed(sentence, i))


def _allow(sentence: Sentence, i: int) -> _Found:
    kinds = _after(sentence, i, 34)
    if "product" in kinds or not kinds & {"retail", "dealing"}:
        return None
    return _with(Event.UPLIFTED, subject(sentence, i))


def _upgrade(sentence: Sentence, i: int) -> _Found:
    word = sentence.word(sentence.tokens[i])
    kinds = clause_kinds(sentence, i)
    if "牌" not in word and not word.startswith(("完成", "获")) and "licence" not in kinds:
        return None
    return _with(Event.UPLIFTED, aside_or_subject(sentence, i))


def aside_or_subject(sentence: Sentence, i: int) -> Token | None:
    """The firm whose thing is changed: "批准X把牌照升級", "X的牌照升級", "將X的牌照升級"."""
    for _, token in back(sentence, i, 24):
        if token.kind == FIRM:
            return token
        if token.kind == "comma":
            break
    return subject(sentence, i)


def _cease(sentence: Sentence, i: int) -> _Found:
    following = sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 2]
    if following.startswith(("申请", "充值")):
        return None
    return _with(Event.CEASED, subject(sentence, i))


def _warn(sentence: Sentence, i: int) -> _Found:
    kinds = clause_kinds(sentence, i)
    before = {t.kind for _, t in back(sentence, i, 12)}
    if "passive" in before:
        return _with(Event.WARNED, _who(sentence, i))
    if not any(t.kind == "regulator" for t in sentence.tokens):
        return None
    firms = aside(sentence, i) or objects(sentence, i, 40) or listed(sentence, i)
    if firms is None or (kinds & {"licensees"} and not kinds & {"suspicious", "warning_list", "negation"}):
        return None
    if any(t.kind == "fake" and 0 <= firms.start - t.end <= 2 for t in sentence.tokens):
        return None  # 假冒X: the firm is the victim
    return _with(Event.WARNED, firms)


def _list(sentence: Sentence, i: int) -> _Found:
    kinds = _after(sentence, i, 40) | {t.kind for _, t in back(sentence, i, 20)}
    word = sentence.word(sentence.tokens[i])
    if not kinds & {"warning_list", "register"}:
        return None
    event = Event.WARNED if "warning_list" in kinds else Event.LICENSED
    if word in ("指", "列明", "登"):
        return None
    return _with(event, aside(sentence, i) or subject(sentence, i) or objects(sentence, i, 40) or listed(sentence, i))


def _become(sentence: Sentence, i: int) -> _Found:
    kinds = _after(sentence, i, 30)
    if kinds & {"receive_whole", "licensees", "receive"} and "product" not in kinds:
        return _with(Event.UPLIFTED if "retail" in kinds else Event.LICENSED, subject(sentence, i))
    return None


def _deem(sentence: Sentence, i: int) -> _Found:
    following = sentence.folded[sentence.tokens[i].end : sentence.tokens[i].end + 1]
    still = sentence.folded[max(sentence.tokens[i].start - 3, 0) : sentence.tokens[i].start]
    if any(t.kind == "only" for t in sentence.tokens) and subject(sentence, i) is None:
        return None  # 目前11家被視為持牌，包括X: how things are
    if following == "的" or "仍" in still or "applicants" in {t.kind for _, t in ahead(sentence, i, 2)}:
        return None
    return _with(Event.DEEMED, _who(sentence, i))


_RULES: dict[str, Callable[[Sentence, int], _Found]] = {
    "apply_whole": _apply, "file": _file, "application": _application, "withdraw": _withdraw, "receive": _receive,
    "receive_whole": _receive_whole, "grant": _grant, "grant_whole": _grant, "principle": _principle, "allow": _allow,
    "upgrade": _upgrade, "cease": _cease, "warn": _warn, "list": _list, "become": _become, "deem": _deem,
    "return": _of_an_application(Event.RETURNED, frozenset({"application", "apply_whole"})),
    "refuse": _of_an_application(Event.REFUSED, frozenset({"application", "apply_whole", "licence"})),
    "suspend": _of_an_application(Event.SUSPENDED, frozenset({"licence", "suspend", "regulator"})), "revoke": _revoke,
}  # fmt: skip
