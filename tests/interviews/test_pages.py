"""Findings and recommendations as the public reads and pulls them."""

from __future__ import annotations

import pytest

from tests.factories import (
    create_actorkind,
    create_area,
    create_code,
    create_event,
    create_finding,
    create_period,
    create_question,
    create_recommendation,
    create_study,
)

pytestmark = pytest.mark.django_db
VOICES = {"voices": "Twenty lighthouse keepers.", "missing_voices": "Nobody asked the ships."}


@pytest.fixture
def study():
    return create_study(name="Keepers", **VOICES)


@pytest.fixture
def finding(study):
    return create_finding(
        study=study,
        question=create_question(study=study, number="8", name="What works"),
        name="Light helps",
        statement="Respondents say that light helps.",
        kind="words",
        source_words="about a quarter",
        band="some",
    )


def text(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/findings/", "/recommendations/", "/questions/", "/studies/", "/codes/", "{page}"],
)
def test_every_page_says_whose_voices_these_are_and_which_are_missing(client, finding, address):
    create_recommendation(study=finding.study)
    create_code(study=finding.study)

    page = text(client, address.format(page=finding.get_absolute_url()))

    assert VOICES["voices"] in page
    assert VOICES["missing_voices"] in page


@pytest.mark.parametrize("resource", ["findings", "recommendations", "questions", "codes"])
def test_every_answer_says_so_as_well(client, finding, resource):
    create_recommendation(study=finding.study)
    create_code(study=finding.study)

    [row, *_] = client.get(f"/api/v1/{resource}/").json()["results"]

    assert {name: row[name] for name in VOICES} == VOICES
    assert row["is_fictional"] is False


def test_how_common_it_is_is_told_in_words_and_in_a_picture_that_has_a_text(client, finding):
    page = text(client, finding.get_absolute_url())

    assert "about a quarter" in page
    assert "<svg" in page
    assert "5 of" not in page


def test_a_made_up_study_is_said_to_be_on_page_and_in_answer(client):
    made_up = create_finding(study=create_study(is_fictional=True))

    assert "Fictional" in text(client, made_up.get_absolute_url())
    assert client.get(made_up.get_api_url()).json()["is_fictional"] is True


@pytest.mark.parametrize("parameter", ["sector", "respondent", "pseudonym", "count", "n_with"])
@pytest.mark.parametrize("path", ["/findings/", "/api/v1/findings/", "/api/v1/codes/"])
def test_no_parameter_touches_a_respondent(client, path, parameter):
    answer = client.get(f"{path}?{parameter}=ngo")

    assert answer.status_code == 400
    assert parameter in answer.content.decode()


def test_a_finding_is_found_by_all_that_it_concerns(client, study):
    links = {
        "period": create_period(),
        "area": create_area(),
        "event": create_event(),
        "actor_kind": create_actorkind(),
    }
    question = create_question(study=study)
    part = create_question(study=study, parent=question)
    found = create_finding(
        study=study,
        question=part,
        **{f"{name}s": [row] for name, row in links.items()},
    )
    create_finding(study=study)

    asked = links | {"question": question, "study": study}
    numbers = {
        name: client.get(f"/api/v1/findings/?{name}={row.slug}").json()["count"]
        for name, row in asked.items()
    }

    assert numbers == dict.fromkeys(links, 1) | {"question": 1, "study": 2}
    for name in ("period", "event"):
        assert found.name in text(client, links[name].get_absolute_url())


def test_beside_each_study_stands_how_many_questions_it_has(client, study):
    other = create_study(name="Others")
    for number in range(3):
        create_question(study=other, number=str(number))
    create_question(study=study)

    page = " ".join(text(client, "/questions/").split())

    assert "4 questions" in page
    assert client.get(f"/api/v1/questions/?study={other.slug}").json()["count"] == 3


def test_a_question_whose_whole_is_hidden_stands_for_itself(client, study):
    hidden = create_question(study=study, number="1", published=False)
    create_question(study=study, number="1a", parent=hidden, name="What of the ships")

    assert "What of the ships" in text(client, study.get_absolute_url())


def test_what_was_found_on_a_hidden_question_comes_last_whatever_its_number(client, study):
    for order, published in ((2, True), (1, False)):
        question = create_question(study=study, order=order, published=published)
        create_finding(study=study, question=question, name=f"Said on {order}")

    found = client.get("/api/v1/findings/").json()["results"]

    assert [each["name"] for each in found] == ["Said on 2", "Said on 1"]


def test_a_code_shows_what_it_means_and_nothing_for_coders(client, study):
    code = create_code(
        study=study,
        definition="Light.",
        include_when="zq-in",
        exclude_when="zq-out",
        example="zq-as",
    )

    for address in (code.get_absolute_url(), code.get_api_url(), "/codes/"):
        shown = text(client, address)
        assert "Light." in shown
        assert "zq-" not in shown


def test_a_recommendation_is_found_by_whom_it_is_addressed_to(client, study):
    donors, media = create_actorkind(), create_actorkind()
    create_recommendation(study=study, addressees=[donors])
    create_recommendation(study=study, addressees=[media, donors])

    count = client.get(f"/api/v1/recommendations/?addressee={media.slug}").json()["count"]

    assert count == 1


def test_the_method_is_told_with_its_smallest_base(client):
    page = text(client, "/methods/")

    assert "with fewer than 10 nothing is said about how common an answer is" in " ".join(
        page.split()
    )


def test_the_home_page_shows_what_is_most_telling(client, finding):
    create_finding(study=finding.study, statement="Not so telling.")
    create_finding(study=finding.study, statement="Most telling.", highlighted=True)

    page = text(client, "/")

    assert "Most telling." in page
    assert "Not so telling." not in page
