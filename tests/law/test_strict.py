from io import BytesIO

from hypothesis import example, given
from hypothesis import strategies as st

from precinct.law.strict import read_most

LENGTHS = st.integers(0, 200_000)


@given(LENGTHS, LENGTHS)
@example(1 << 17, 1 << 16)
@example(1 << 16, 1 << 17)
def test_no_more_is_read_of_a_file_than_is_asked_for(length: int, most: int) -> None:
    content = bytes(length)
    assert read_most(BytesIO(content), most) == content[:most]
