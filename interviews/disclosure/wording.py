"""Free text is data: what a sentence may not say beside a band.

Everything is compared in folded words, so that Latin, Armenian, Azerbaijani and Russian spellings,
and most of their inflected forms, are one. It would rather stop a harmless sentence than let one
pass: whoever wrote it says it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from trackdiplo.records.folding import fold, heard

# How many words may stand between a number and those it counts.
REACH = 3
YEAR = re.compile(r"(19|20)\d\d")
# Names are found by their beginnings: endings are inflected, in three of the four languages.
SHORTEST_STEM = 4
ALIKE = 88


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


# Those who were asked, and what they are. Beginnings of words.
PEOPLE = _words(
    """
    respondent interviewee participant people person persons expert journalist editor
    activist scholar analyst representative colleague individual NGO media organisation organization
    man men woman women voice them those others
    респондент опрошен собеседник участни человек людей люди эксперт журналист редактор активист
    учен аналитик представител коллег НПО СМИ организаци мужчин женщин них
    հարցվող հարցված զրուցակից մասնակից մասնակց մարդ փորձագետ լրագրող խմբագիր խմբագր ակտիվիստ
    գիտնական վերլուծաբան ներկայացուցիչ ներկայացուցչ գործընկեր ՀԿ կազմակերպություն տղամարդ կին կանայք նրանց
    respondent sorğu iştirakçı adam insan nəfər kişi qadın ekspert jurnalist redaktor fəal alim
    analitik təmsilçi nümayəndə həmkar QHT təşkilat onlar
    """
)
# Numbers as words, whole: their beginnings begin other words.
NUMBERS = _words(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty couple pair few several handful dozen once twice
    один одна одно одного одной одному одним два две двух двое двоих три трое трёх трех троих четыре
    четверо четырех пять пятеро пяти шесть шести семь семи восемь девять десять одиннадцать
    двенадцать двадцать семеро шестеро восьмеро несколько пара
    մեկ մեկը մեկի երկու երկուսը երկուսի երեք երեքը երեքի չորս չորսը հինգ հինգը վեց վեցը յոթ յոթը ութ
    ութը ինը տասը տասնմեկ քսան մի քանի
    bir biri birinin iki ikisi üç üçü dörd dördü beş beşi altı altısı yeddi səkkiz doqquz on iyirmi
    bir neçə
    """
) - {"mi", "on", "bir", "kani"}  # English and Azerbaijani "on", "a"; parts of other words
# How large a part: beginnings of words, wherever they stand.
PARTS = _words(
    """
    majority minority unanim percent half halves quarter thirds everybody everyone nobody consensus
    большинств меньшинств единоглас единодуш процент половин четверт никто каждый
    մեծամասնությ փոքրամասնությ միաձայն տոկոս կես քառորդ բոլոր յուրաքանչյուր
    əksəriyyət azlıq yekdil faiz yarısı dörddə üçdə hamı
    """
)
WHOLE_PARTS = _words("all none most both neither все всех")
PHRASES = tuple(
    fold(text)
    for text in (
        "a third of",
        "one in",
        "out of",
        "every second",
        "every third",
        "no one",
        "hardly any",
        "hardly anyone",
        "треть из",
        "почти никто",
        "ոչ ոք",
        "heç kim",
        "hər kəs",
        "hər ikinci",
    )
)
# Who is alone with it, and beginnings of such words.
ALONE = _words("only single sole solely alone лишь только միայն միակ միակը yalnız")
ALONE_STEMS = _words("единственн միակ yeganə")


def problems_of(text: str) -> list[str]:
    """Return, in words, what `text` says of how many or of who; empty when nothing."""
    words = fold(text).split()
    found = []
    for place, word in enumerate(words):
        if word in ALONE or _begins(word, ALONE_STEMS):
            found.append(_("“%s” singles somebody out.") % word)
        elif word in WHOLE_PARTS or _begins(word, PARTS):
            found.append(_("“%s” says how many: the band does that.") % word)
        elif word.isdecimal() and not YEAR.fullmatch(word):
            found.append(_("“%s” is a number: write it in words if it counts no people.") % word)
        elif word in NUMBERS and _counts_people(words, place):
            found.append(_("“%s” counts people.") % word)
    joined = f" {' '.join(words)} "
    parts = [phrase for phrase in PHRASES if f" {phrase} " in joined] + ["%"] * ("%" in text)
    found += [_("“%s” says how many: the band does that.") % part for part in parts]
    return list(dict.fromkeys(found))


def _begins(word: str, stems: frozenset[str]) -> bool:
    return any(word.startswith(stem) for stem in stems)


def _counts_people(words: list[str], place: int) -> bool:
    near = words[max(0, place - REACH) : place + REACH + 1]
    return any(_begins(word, PEOPLE) for word in near)


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Return, without naming them, that `text` holds some of `names`: in any script and case."""
    words = heard(text).split()
    hidden = any(_holds(words, heard(name).split()) for name in names)
    return [_("It holds a name that must not be public.")] if hidden else []


def _holds(words: list[str], name: list[str]) -> bool:
    """Return whether `name`, or something much like it, stands in `words`."""
    if not name:
        return False
    length = len(name)
    return any(
        all(map(_alike, words[place : place + length], name))
        for place in range(len(words) - length + 1)
    )


def _alike(word: str, name: str) -> bool:
    """Return whether a word is `name` inflected, or spelt otherwise."""
    if len(name) < SHORTEST_STEM:
        return word == name
    stem = name[: max(SHORTEST_STEM, len(name) - 2)]
    return word.startswith(stem) or fuzz.ratio(word, name) >= ALIKE
