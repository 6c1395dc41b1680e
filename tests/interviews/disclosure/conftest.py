"""A study that is ready to be released, made once for each module that asks for it."""

from copy import deepcopy

import pytest

from tests.interviews.disclosure.field import Field
from tests.once import once_for

ready = once_for("module")(Field)


@pytest.fixture
def field(ready) -> Field:
    return deepcopy(ready)
