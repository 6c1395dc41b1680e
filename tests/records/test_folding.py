"""Folding to plain words: any spelling that people of the region type finds the same record."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Organisation
from programmes.models import Period, Programme
from tests.factories import create_name, create_organisation, create_period, create_programme
from trackdiplo.records.folding import fold, slug_of
from trackdiplo.records.models import changes

FOLDED = {
    # Latin
    "Press Club": "press club",
    "  Press--Club,  (Yerevan) ": "press club yerevan",
    "Türkiye": "turkiye",
    "Straße": "strasse",
    "44-Day War": "44 day war",
    "women's": "womens",
    "women’s": "womens",
    "L'Europe": "leurope",
    "“TV bridge” – 2": "tv bridge 2",
    "ﬁlm": "film",
    # Azerbaijani
    "Şuşa": "shusha",
    "Naxçıvan": "naxchivan",
    "İçərişəhər": "icherisheher",
    "Gəncə": "gence",
    "Ağdam": "agdam",
    "Iğdır": "igdir",
    "Bakı Mətbuat Klubu": "baki metbuat klubu",
    # Armenian
    "Թեքալի": "tekali",
    "Երևան": "erevan",
    "ԵՐԵՎԱՆ": "erevan",
    "Եւրոպա": "evropa",
    "Ստեփանակերտ": "stepanakert",
    "Բաքու": "baku",
    "մամուլի ակումբ": "mamuli akumb",
    # Russian
    "Текали": "tekali",
    "Ереван": "erevan",
    "Баку": "baku",
    "Хельсинкская ассамблея": "khelsinkskaya assambleya",
    "объект": "obekt",
    "Щёлково": "shchelkovo",
    # nothing to read
    "": "",
    "… — ?": "",
}


@pytest.mark.parametrize(("text", "folded"), FOLDED.items())
def test_a_text_folds_to_plain_words(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", FOLDED)
def test_letters_in_one_character_or_in_two_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(st.characters(codec="utf-8")))
def test_folding_again_changes_nothing_and_leaves_only_plain_words(text):
    folded = fold(text)

    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("text", "length", "slug"),
    [
        ("Bakı Mətbuat Klubu", 80, "baki-metbuat-klubu"),
        ("Bakı Mətbuat Klubu", 18, "baki-metbuat-klubu"),
        ("Bakı Mətbuat Klubu", 17, "baki-metbuat"),
        ("Bakı Mətbuat Klubu", 12, "baki-metbuat"),
        ("Bakı Mətbuat Klubu", 11, "baki"),
        ("Mətbuat", 3, "met"),
        ("… — ?", 80, ""),
    ],
)
def test_an_address_is_made_of_whole_words(text, length, slug):
    assert slug_of(text, max_length=length) == slug


@given(st.text(st.characters(codec="utf-8")), st.integers(1, 80))
def test_an_address_is_never_too_long_and_never_ends_in_a_hyphen(text, length):
    slug = slug_of(text, max_length=length)

    assert len(slug) <= length
    assert slug == slug.strip("-")
    assert "--" not in slug


# --- Searching ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Baku Press Club", "club BAKU", "BPC", "bakı mətbuat", "baki metbuat", "Бакинский",
        "bakinskiy", "Բաքվի մամուլի", "bakvi", "a club of journalists",
    ],
)  # fmt: skip
def test_a_record_is_found_by_each_of_its_names_in_any_spelling(text):
    club = create_organisation(name="Baku Press Club", summary="A club of journalists.")
    create_name(target=club, name="BPC", kind="acronym")
    create_name(target=club, name="Bakı Mətbuat Klubu", language="az")
    create_name(target=club, name="Бакинский пресс-клуб", language="ru")
    create_name(target=club, name="Բաքվի մամուլի ակումբ", language="hy")
    create_organisation(name="Yerevan Press Club")

    assert list(Organisation.objects.matching(text)) == [club]


@pytest.mark.django_db
def test_every_word_must_be_found():
    create_organisation(name="Baku Press Club")

    assert list(Organisation.objects.matching("Baku theatre")) == []


@pytest.mark.django_db
def test_a_name_that_goes_is_found_no_more():
    club = create_organisation(name="Baku Press Club")
    name = create_name(target=club, name="BPC")

    with changes(by=None):
        name.delete()

    assert list(Organisation.objects.matching("BPC")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("create", [create_organisation, create_period, create_programme])
def test_an_internal_note_is_never_found(create):
    record = create(internal_note="Gurgen asked for silence.")

    record.withdraw(by=None, reason="Gurgen asked for it.")
    record.publish(by=None)

    assert list(type(record).objects.matching("Gurgen")) == []


@pytest.mark.django_db
def test_the_public_texts_of_each_kind_are_found():
    programme = create_programme(summary="Met.", reach="Over 100.", outcome="Nine films.")
    period = create_period(summary="War narrowed contacts.")

    for text in ("met", "over 100", "nine films"):
        assert list(Programme.objects.matching(text)) == [programme]
    assert list(Period.objects.matching("narrowed")) == [period]
