"""Chinese phrases that lead a list of firms in, or close it, and say by themselves how all of them stand.

A table, one row a way to put it: "持有牌照的只有X及Y", "仍在等候的申請人包括X", "第三家持牌平台，前兩家是X及Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.taggers.findings import Finding
from ingest.taggers.lexicon import FIRM
from ingest.taggers.sentence_zh import Sentence
from licensing.model import Role

_ARE = r"(?:目前|现时|至今|迄今|暂时)?(?:只有|仅有|只得|仅得|就只有|还有|包括|计有|分别[是为]|[有是为])(?=\ue000)"
_WHO = r"(?:平台|交易所|公司|机构|券商|证券商|经纪行?|银行|发行人|基金公司|企业|者)"
_OWN = r"[^,。;\ue000不未无没]"

_BEFORE_THEM = (
    (rf"(?<![未不没无])(?<!没有)(?:领有|持有|手握|手持|拥有|握有){_OWN}{{0,14}}牌照?(?:的{_OWN}{{0,10}})?,?{_ARE}",
     Role.LICENSEE),
    (rf"第[\d一二三四五六七八九十]+[家间个名]{_OWN}{{0,12}}(?:持牌|获牌|获发牌){_OWN}{{0,8}},"
     rf"(?:前|首|头|另外?|此前的?|之前的?|其余)[一二两三四五六七八九十\d]?[家间个名者]?(?:则|便|就)?{_ARE}",
     Role.LICENSEE),
    (rf"(?:可以?|能够?|获准|准许|允许){_OWN}{{0,12}}(?:提供|买卖|经营|从事)虚拟资产{_OWN}{{0,10}}的{_WHO}{_ARE}",
     Role.LICENSEE),
    (rf"(?:等候|等待|静候|轮候|排队){_OWN}{{0,12}}的?(?:申请[者人]|申请{_WHO}|{_WHO}){_ARE}", Role.APPLICANT),
    (rf"(?:仍|还|尚)在(?:排队|轮候|等候|审批)的?{_OWN}{{0,6}}{_ARE}", Role.APPLICANT),
)  # fmt: skip
_BEHIND_THEM = (
    (r"(?:等)?的?(?:第?[\d一二三四五六七八九十]+[号类]牌照?)(?:都|均|皆|也|亦|已)*(?:带有|附有|附带|附加|具有|有|设有)"
     r"[^,。;\ue000]{0,6}虚拟资产[^,。;\ue000]{0,6}条件", Role.LICENSEE),
    (r"的?(?:第?[\d一二三四五六七八九十]+[号类]牌照?)[^,。;\ue000不未无没]{0,12}(?:扩[展大]?至|延伸至|升级至|涵盖)虚拟资产",
     Role.LICENSEE),
)  # fmt: skip
_LEADS = tuple((re.compile(pattern), role) for pattern, role in _BEFORE_THEM)
_CLOSES = tuple((re.compile(pattern), role) for pattern, role in _BEHIND_THEM)
_UNREAL = re.compile(r"若|如果|倘|假如|有望|预计|将会|或将|可能")
_NEAR = 12  # characters before a phrase that may make it unreal


def led_in(sentence: Sentence) -> Iterator[Finding]:
    """What the phrases say of the list that they lead in or close."""
    firms = [token for token in sentence.tokens if token.kind == FIRM]
    for pattern, role in _LEADS:
        for found in pattern.finditer(sentence.folded):
            listed = next((token for token in firms if token.start == found.end()), None)
            if listed is not None and not _UNREAL.search(sentence.folded, max(found.start() - _NEAR, 0), found.end()):
                yield Finding(listed, found.start(), found.end(), role=role, gap=1)
    for pattern, role in _CLOSES:
        for token in firms:
            closing = pattern.match(sentence.folded, max(token.end, token.last_at))
            if closing is not None and not _UNREAL.search(sentence.folded, closing.start(), closing.end()):
                yield Finding(token, closing.start(), closing.end(), role=role, gap=1)
