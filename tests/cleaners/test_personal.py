import pytest

from cleaners.speech.personal import is_card, is_identity, mask_personal

IDENTITY = "11010519491231002X"
CARD = "6222021234567890128"


def test_check_digits():
    assert is_identity(IDENTITY)
    assert not is_identity("110105194912310021")
    assert not is_identity("11010519491331002X")
    assert is_identity("110105491231002")
    assert not is_identity("812482829710001")  # an account: no such month
    assert not is_identity("990105491231002")  # no province
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert not is_card("0000000000000000")


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        "+8613812345678",
        "8613812345678",
        "１３８１２３４５６７８",
        IDENTITY,
        IDENTITY.lower(),
        "110105491231002",
        "4111 1111 1111 1111",
        "4111111111111111",
        "zhang.san@mail.example.com.cn",
        "13812345678 13912345679",
        "13812345678-13912345679",
        "110105 19491231 002X",
    ],
)
def test_personal_data_is_masked_and_nothing_beside_it(secret):
    masked = mask_personal(f"请联系张三（{secret}），谢谢。")
    assert masked.startswith("请联系张三（") and masked.endswith("），谢谢。")
    assert len(masked) == len(f"请联系张三（{secret}），谢谢。")
    assert not any(character.isalnum() for character in masked[6:-5])


@pytest.mark.parametrize(
    "text",
    [
        "电话0755－82949008，邮编518034。",
        "账号： 812482829710001",
        "12345678901",  # eleven digits, no mobile
        "9138123456781",
        "编号2013812345678901234567890123",  # longer than anything
        "x13812345678",
        "13812345678a",
        "110105194912310021",  # wrong check digit, and no card
        "4111111111111112",
        "2023年11月01日15:22，投资1380000.00元",
        "a@b",
        "",
    ],
)
def test_other_numbers_stay(text):
    assert mask_personal(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("编号2021-06-18 13812345678", "编号2021-06-18 ***********"),
        ("2019 2020 2021 138 1234 5678 7", "2019 2020 2021 *** **** **** 7"),
        ("11 12 13 14 15 16 17 18 19", "11 12 13 14 15 16 17 18 19"),
        ("4111 1111 1111 1111 12", "**** **** **** **** 12"),
        ("1234 4111 1111 1111 1111", "1234 **** **** **** ****"),
    ],
)
def test_groups_of_a_long_run_are_told_apart(text, masked):
    assert mask_personal(text) == masked


def test_masking_ends_on_long_bait():
    for bait in ("1" * 200_000, "1 " * 100_000, "a" * 200_000 + "@", "a@" * 100_000, "1-" * 99_999):
        assert len(mask_personal(bait)) == len(bait)
