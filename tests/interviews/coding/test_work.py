"""What coders do: each alone, then compared, then settled."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from interviews.coding import work
from interviews.models.confidential import Coding, Respondent, Response
from tests.factories import create_code, create_question, create_study, create_user
from tests.factories.confidential import create_respondent, create_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return create_study()


@pytest.fixture
def coders():
    return create_user(), create_user()


def answers(study, *texts: str, question=None) -> list[Response]:
    question = question or create_question(study=study)
    return [
        create_response(respondent=create_respondent(study=study), question=question, text=text)
        for text in texts
    ]


def mark(answer, code, coder, *, words=1):
    end = len(" ".join(answer.text.split()[:words]))
    return work.mark(answer, code, start=0, end=end, by=coder)


def test_a_passage_is_marked_as_it_stands(study, coders):
    [answer] = answers(study, "We 🕊 met.")
    code = create_code(study=study)

    coding = work.mark(answer, code, start=3, end=4, by=coders[0], memo="a dove")

    assert (coding.quote, coding.phase, coding.memo) == ("🕊", "independent", "a dove")
    with pytest.raises(ValidationError):
        work.mark(answer, code, start=3, end=99, by=coders[0])
    with pytest.raises(ValidationError):
        work.mark(answer, code, start=3, end=4, by=coders[0])
    assert Coding.objects.count() == 1


def test_answers_wait_for_each_coder_until_they_are_done(study, coders):
    first, second, third = answers(study, "one", "two", "three")
    in_order = list(work.waiting_for(study, coders[0]))
    answers(study, "")

    work.done(in_order[0], by=coders[0])

    assert list(work.waiting_for(study, coders[0])) == in_order[1:]
    assert list(work.waiting_for(study, coders[1])) == in_order
    assert {first, second, third} == set(in_order)


def test_the_next_answer_is_the_one_after_and_then_the_first_that_is_left(study, coders):
    answers(study, "one", "two", "three")
    first, second, third = work.waiting_for(study, coders[0])

    assert work.next_waiting(study, coders[0]) == first
    assert work.next_waiting(study, coders[0], after=first) == second
    assert work.next_waiting(study, coders[0], after=third) == first
    work.done(first, by=coders[0])
    work.done(second, by=coders[0])
    assert work.next_waiting(study, coders[0], after=third) is None
    work.reopened(first, by=coders[0])
    assert work.next_waiting(study, coders[0], after=third) == first


def test_codes_are_compared_not_passages_and_a_part_counts_for_the_whole(study, coders):
    whole = create_code(study=study, name="Trust")
    part = create_code(study=study, name="Trust lost", parent=whole)
    same, differs, unread = answers(study, "one two", "one two", "one two")
    mark(same, part, coders[0])
    mark(same, part, coders[1], words=2)
    mark(differs, part, coders[0])
    mark(differs, whole, coders[1])
    mark(unread, part, coders[0])
    for answer in (same, differs):
        work.done(answer, by=coders[0])
        work.done(answer, by=coders[1])

    found = work.compared(study, *coders)

    assert [read.response for read in found.disputed] == [differs]
    on_whole, on_part = found.by_code[whole.pk], found.by_code[part.pk]
    assert (on_whole.both, on_whole.only_a, on_whole.only_b, on_whole.neither) == (2, 0, 0, 0)
    assert (on_part.both, on_part.only_a, on_part.only_b, on_part.neither) == (1, 1, 0, 0)
    assert on_whole.alpha is None
    assert found.whole.answers == 2


def test_what_is_settled_replaces_what_was_and_can_be_no_code_at_all(study, coders):
    [answer] = answers(study, "one two")
    mine = mark(answer, create_code(study=study), coders[0])
    other = mark(answer, mine.code, coders[1])
    lead = create_user()

    work.settle(answer, [mine, other], by=lead)

    assert answer.codings.get(phase="agreed").coder == lead
    work.settle(answer, [], by=lead)
    assert not answer.codings.filter(phase="agreed").exists()
    assert answer.adjudicated
    work.unsettle(answer)
    assert not answer.adjudicated
    assert answer.codings.count() == 2


def test_what_nobody_disputes_is_settled_at_once(study, coders):
    code, other_code = create_code(study=study), create_code(study=study)
    alone, same, empty, disputed = answers(study, "one", "two", "three", "four")
    mark(alone, code, coders[0])
    mark(same, code, coders[0])
    mark(same, code, coders[1])
    mark(disputed, code, coders[0])
    mark(disputed, other_code, coders[1])
    for answer in (same, disputed, empty):
        work.done(answer, by=coders[1])
    for answer in (alone, same, disputed):
        work.done(answer, by=coders[0])

    assert work.settle_undisputed(study, by=coders[0]) == 3

    settled = Response.objects.filter(adjudicated=True)
    assert set(settled) == {alone, same, empty}
    assert set(Coding.objects.agreed().values_list("response", flat=True)) == {alone.pk, same.pk}


def test_findings_count_people_who_are_agreed_to_have_said_it(study, coders):
    question = create_question(study=study)
    whole = create_code(study=study, name="Trust")
    part = create_code(study=study, name="Trust lost", parent=whole)
    first, second, gone = answers(study, "one two", "one", "one", question=question)
    work.settle(
        first, [mark(first, part, coders[0]), mark(first, part, coders[0], words=2)], by=coders[1]
    )
    mark(second, part, coders[0])
    work.settle(gone, [mark(gone, part, coders[0])], by=coders[1])
    Respondent.objects.filter(responses=gone).update(withdrawn_at=timezone.now())

    assert work.agreed_codes(study) == {
        (question.pk, whole.pk): {first.respondent_id},
        (question.pk, part.pk): {first.respondent_id},
    }


def test_codes_that_are_agreed_on_in_one_answer_occur_together(study, coders):
    one, other = create_code(study=study), create_code(study=study)
    both, single = answers(study, "x", "y")
    work.settle(both, [mark(both, one, coders[0]), mark(both, other, coders[0])], by=coders[1])
    work.settle(single, [mark(single, one, coders[0])], by=coders[1])

    assert work.occurring_together(study) == {
        (one.pk, one.pk): 2,
        (one.pk, other.pk): 1,
        (other.pk, one.pk): 1,
        (other.pk, other.pk): 1,
    }


@pytest.mark.parametrize("item_count", [1, 3])
def test_comparing_and_completeness_cost_the_same_for_one_answer_and_for_three(
    study, coders, item_count, django_assert_num_queries
):
    code = create_code(study=study)
    for answer in answers(study, *["one"] * item_count):
        mark(answer, code, coders[0])
        for coder in coders:
            work.done(answer, by=coder)

    with django_assert_num_queries(6):
        work.compared(study, *coders)
    with django_assert_num_queries(2):
        [progress] = work.completeness(study)

    assert (progress.asked, progress.answered, progress.read_by_two) == (item_count,) * 3
    assert progress.settled == 0
