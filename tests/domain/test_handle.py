"""A handle with a slip in it is never another's."""

from hotline.domain.handle import checked, drawn, handles


def slips(handle: str) -> set[str]:
    """Every handle with one digit wrong, or two neighbours swapped."""
    wrong = {handle[:at] + d + handle[at + 1 :] for at in range(len(handle)) for d in "0123456789"}
    swapped = {
        handle[:at] + handle[at + 1] + handle[at] + handle[at + 2 :]
        for at in range(len(handle) - 1)
    }
    return (wrong | swapped) - {handle}


def test_no_slip_and_no_swap_hits_another() -> None:
    for length in (3, 4):
        known = set(handles(length))
        for handle in known:
            assert not slips(handle) & known
            assert checked(handle)


def test_there_are_enough_and_none_is_a_number_for_help() -> None:
    assert len(handles(3)) > 95
    assert not {"911", "112", "988", "999"} & set(handles(3))


def test_a_free_one_is_drawn_until_none_is_left() -> None:
    used: set[str] = set()
    while handle := drawn(used, 3, f"dice {len(used)}"):
        assert handle not in used
        used.add(handle)
    assert used == set(handles(3))
