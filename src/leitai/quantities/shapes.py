"""Full-width signs and old forms in their plain shape, place by place: the length of a text stays."""

import re

_FULL = "０１２３４５６７８９．％＋－／（），：；～｜"
_HALF = "0123456789.%+-/(),:;~|"
_WIDE = "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_NARROW = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_OLD = (
    "萬億畝個戶餘兩項條處歲噸臺間雙對張類種門長減產業總財稅區縣鎮鄉村達預計與從為過約數幾點順單輛艘頭隻"
    "筆層塊顆內標準轉將實現務簽騰會報經濟貿電國開發優進設購"
)
_NEW = (
    "万亿亩个户余两项条处岁吨台间双对张类种门长减产业总财税区县镇乡村达预计与从为过约数几点顺单辆艘头只"
    "笔层块颗内标准转将实现务签腾会报经济贸电国开发优进设购"
)
_PLAIN = str.maketrans(_FULL + _WIDE + _OLD, _HALF + _NARROW + _NEW)
_OTHER = re.compile(f"[{re.escape(_FULL + _WIDE + _OLD)}]+")  # most signs of a text stay: only the others are looked up


def plain(text: str) -> str:
    """The text with full-width signs and old forms in their plain shape, place by place (the length stays).

    >>> plain("３．２７億元")
    '3.27亿元'
    """
    return _OTHER.sub(lambda found: found[0].translate(_PLAIN), text)
