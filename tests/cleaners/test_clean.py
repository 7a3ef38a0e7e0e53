from cleaners import Rejected, Speech, clean_html, clean_text


def test_empty_page_is_rejected_by_name():
    assert clean_html(b"", "") == Rejected("empty", "no visible text")
    assert isinstance(clean_text("一、会议\n今天开会，讲三点意见。"), Speech)
