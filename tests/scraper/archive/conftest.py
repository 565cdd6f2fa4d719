import pytest
from exchanges import exchange_of


@pytest.fixture
def make_exchange():
    return exchange_of
