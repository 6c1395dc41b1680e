"""Saving what no form has judged."""

import pytest
from django.core.exceptions import ValidationError

from actors.models import Person
from trackdiplo.records.models import changes
from trackdiplo.records.saving import save_valid

pytestmark = pytest.mark.django_db

COMPUTED = ["public_id", "sort_key", "search_text", "created_by"]


@changes(by=None)
def test_what_is_right_is_saved():
    save_valid(Person(name="A Person", slug="a-person"), exclude=COMPUTED)

    assert Person.objects.get().name == "A Person"


@changes(by=None)
def test_of_what_the_database_refuses_the_constraint_says_why_and_nothing_is_saved():
    unindexed = Person(name="A Person", slug="a-person", indexed=False)

    with pytest.raises(ValidationError, match="Give the reason why the name may not be found"):
        save_valid(unindexed, exclude=COMPUTED)

    assert not Person.objects.exists()


@changes(by=None)
def test_what_is_wrong_with_fields_and_with_constraints_is_said_together():
    wrong_twice = Person(name="A Person", slug="No slug", indexed=False)

    with pytest.raises(ValidationError) as refused:
        save_valid(wrong_twice, exclude=COMPUTED)

    assert refused.value.message_dict.keys() == {"slug", "__all__"}
