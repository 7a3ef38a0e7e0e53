"""Addresses that do something rather than show it: count, vote, print, answer, log in."""

import re
from functools import lru_cache

_DOES = (
    "login|logout|logon|logging|signin|signup|register|reg|lostpw|lostpassword|getpassword"
    "|captcha|verify|count|hits?|click|clicks|vote|digg|ding|stow|fava?|favou?rites?|addfav"
    "|collect|recommend|share|mailto|sendmail|erradd|erraddsave|jiucuo|trackback|print|printable"
    "|printpage|doprint|download|comments?|pinglun|feedback|guestbook|gbook|reply|edit|delete"
)
# Words that a script's name may hold for other reasons, but no key that says what to do.
_VERBS = (
    f"{_DOES}|good|bad|like|report|newthread|newreply|post|spacecp|pm|redirect|del|cart|rate"
    "|ranklist|member|misc|attachment"
)
_DEED = re.compile(
    rf"(?i)/([a-z]+[-_])?({_DOES})([-_][a-z]+)?\.(php|aspx?|jsp|do|cgi|action)(\?|$)"
    rf"|[?&](action|act|do|ac|op|mod|m|c|a|method)=({_VERBS})(&|$)"
    r"|/(login|logout|signin|signup|register|printpage|doprint|print|trackback|wp-admin|wp-json)"
    r"(/|\?|$)"
    r"|/(comments?|\d+)/feed/?$"
    r"|/e/(pl|member|tool|enews|public|shopsys)/"  # EmpireCMS
    r"|[?&](authorid|repquote)=\d+|/home\.php\?|/space-(uid|username)-|/misc\.php(\?|$)"
    r"|/archiver/"  # Discuz: all threads once more, without their pages' looks
)


@lru_cache(8192)
def is_deed(address: str) -> bool:
    """Tell whether an address is for something else than to be read.

    What it shows, if anything, is a form, an answer to a click, or the comments on an article
    that has an address of its own.
    """
    return _DEED.search(address) is not None
