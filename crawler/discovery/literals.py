"""Data as scripts write them: names without quotes, texts in single ones, a comma at the end."""

import json
import re

_TOKEN = re.compile(
    r"\s++|(?P<text>\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')|(?P<number>-?\d++(?:\.\d++)?)"
    r"|(?P<name>[A-Za-z_$][\w$.]*+)|(?P<mark>[\[\]{},:])"
)
_KNOWN = ("true", "false", "null")
_MOST = 100_000


def literal(script: str, place: int) -> str:
    """Return the object or list that stands at a place of a script as JSON, as far as it is one.

    What a variable holds is not known: it is null.
    """
    written = list[str]()
    depth, end = 0, len(script)
    while place < end and len(written) < _MOST:
        token = _TOKEN.match(script, place)
        if token is None:
            break
        place = token.end()
        kind, text = token.lastgroup, token[0]
        if kind is None:
            continue
        if text in ("]", "}") and written and written[-1] == ",":
            written.pop()
        written.append(_as_json(kind, text, script[place : place + 9]))
        depth += (text in ("[", "{")) - (text in ("]", "}"))
        if not depth:
            break
    return "".join(written)


def _as_json(kind: str, text: str, behind: str) -> str:
    if kind == "text" and text[0] == "'":
        return json.dumps(text[1:-1].replace("\\'", "'").replace("\\/", "/"), ensure_ascii=False)
    if kind == "number" and behind.lstrip().startswith(":"):
        return f'"{text}"'
    if kind != "name":
        return text
    return (
        json.dumps(text) if behind.lstrip().startswith(":") else text if text in _KNOWN else "null"
    )
