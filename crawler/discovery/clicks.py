"""Where a click leads: the functions of a page's scripts, called as its links call them.

`javascript:goPage(3)` is the third page when the page says what goPage does: it goes to an
address put together of texts and what it is called with, or fills in a form and sends it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from urllib.parse import urlencode

from cleaners.dom import Document
from cleaners.tree.nodes import Node, attribute
from crawler.discovery.addresses import PAGE_KEYS

_LITERAL = r"\"[^\"\n]{0,300}+\"|'[^'\n]{0,300}+'"
_COUNTED = r"\([\w$.]{1,60}+\s{0,9}+[+-]\s{0,9}+\d{1,4}\)"
_COUNT = re.compile(r"\(([\w$.]{1,60}+)\s{0,9}+([+-])\s{0,9}+(\d{1,4})\)")
_TERM = rf"(?:{_LITERAL}|`[^`\n]{{0,300}}+`|{_COUNTED}|[\w$.]{{1,60}}+)"
_SUM = rf"(?>{_TERM}(?:\s{{0,9}}+\+\s{{0,9}}+{_TERM}){{0,12}}+)(?!\s{{0,9}}+[+(\[?*])"
_TERMS = re.compile(_TERM)
_FUNCTION = re.compile(
    r"\b(?:function\s{1,9}+([\w$]{1,60}+)|([\w$]{1,60}+)\s{0,9}+=\s{0,9}+function)"
    r"\s{0,9}+\(([\w$,\s]{0,200})\)\s{0,9}+\{"
)
_SET = re.compile(rf"(?<![\w$.?&])([\w$]{{1,60}}+)\s{{0,9}}+=(?!=)\s{{0,9}}+({_SUM})")
_GOES = re.compile(
    r"(?:\blocation(?:\.href)?\s{0,9}+=(?!=)|\blocation\.(?:replace|assign)\s{0,9}+\("
    rf"|\bopen\s{{0,9}}+\()\s{{0,9}}+({_SUM})"
)
_GETS = re.compile(
    r"(?:\$\.get(?:JSON)?|\bfetch|\.load)\s{0,9}+\(\s{0,9}+" + f"({_SUM})"
    + r"|\burl\s{0,9}+:\s{0,9}+" + f"({_SUM})"
)  # fmt: skip
_PAGED = re.compile(rf"(?i)[?&](?:{'|'.join(PAGE_KEYS)})=\d{{1,5}}$")
_FILLS = re.compile(
    r"[\"'.#]([\w$-]{1,40}+)[\"'\])]{0,3}+\s{0,9}+\.(?:value\s{0,9}+=(?!=)|val\s{0,9}+\()"
    rf"\s{{0,9}}+({_SUM})"
)
_CALL = re.compile(
    rf"([\w$]{{1,60}}+)\s{{0,9}}+\(\s{{0,9}}+((?:(?:{_LITERAL}|\d{{1,12}}+|this\.value)[\s,]{{0,9}}+){{0,6}}+)\)"
)
_CALLED = re.compile(r"([\w$]{1,60}+)\s{0,9}+\(")
_CHOSEN = re.compile(
    r"(?:this\.)?options\[(?:this\.)?selectedIndex\]\.value|this\.value|\$\(this\)\.val\(\)"
)
_HINTS = ("onclick", "onClick", "OnClick", "ONCLICK", "javascript:", "onchange", "onChange")
_BODY, _MOST_FUNCTIONS, _MOST = 1_000, 100, 2_000
_DAY = re.compile(r"(?i)\w{0,10}(?:year|month|nian|yue)|[ym]")
_NO_FIELD = ("submit", "button", "image", "reset", "file", "password")


def clicked_links(document: Document, script: str) -> Iterator[tuple[str, Node]]:
    """Yield the addresses to which clicks on a page lead by its `script`, and what is clicked.

    Of forms only such are sent as show something (GET, or no more than the number of a page).
    """
    if not any(hint in document.text for hint in _HINTS):
        return
    functions = dict(islice(_functions(script), _MOST_FUNCTIONS))
    known = _values(script, {})
    for does, node in islice(_deeds(document), _MOST):
        for address in _led_to(does, functions, known, document):
            yield address, node


def does_of(does: str, script: str) -> str:
    """Return what a click does, with what the functions do that it calls, as far as is known."""
    does = does[:_BODY]
    functions = dict(islice(_functions(script), _MOST_FUNCTIONS))
    called = (functions[name][1] for name in _CALLED.findall(does) if name in functions)
    return "\n".join((does, *called))


def _deeds(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield what each link does when it is clicked, each select box for each of its options."""
    places = '[onclick], a[href^="javascript:"], select[onchange]'
    for node in document.tree.css(places):
        does = " ".join(attribute(node, name) for name in ("onclick", "href", "onchange"))
        if len(does) > _BODY:
            continue
        if node.tag != "select":
            yield does, node
            continue
        for option in node.css("option[value]"):
            value = attribute(option, "value")
            if value and not set(value) & set("'\"\\\n"):
                yield _CHOSEN.sub(f"'{value}'", does), option


def _led_to(
    does: str, functions: Mapping[str, tuple[list[str], str]], known: Mapping[str, str],
    document: Document,
) -> Iterator[str]:  # fmt: skip
    yield from _goes(does, known)
    for name, given in _CALL.findall(does):
        if name in functions:
            names, body = functions[name]
            values = [_bare(value) for value in _TERMS.findall(given)]
            called = {**known, **dict(zip(names, values, strict=False))}
            yield from _goes(body, _values(body, called))
            yield from _gets(body, _values(body, called))
            if "submit" in body:
                yield from _sent(body, called, document)


def _functions(script: str) -> Iterator[tuple[str, tuple[list[str], str]]]:
    """Yield the functions of a script: name, names of what it is called with, what it does."""
    for found in _FUNCTION.finditer(script):
        names = [name.strip() for name in found[3].split(",")]
        yield found[1] or found[2], (names, block(script[found.end() : found.end() + _BODY]))


def gone_to(body: str, script: str, called: Mapping[str, str]) -> Iterator[str]:
    """Yield where a piece of a script goes when names have the values that it is `called` with."""
    known = {**_values(script, {}), **called}
    yield from _goes(body, _values(body, known))


def block(text: str) -> str:
    """Return what stands before the brace that closes a block."""
    depth = 1
    for place in re.finditer(r"[{}]", text):
        depth += 1 if place[0] == "{" else -1
        if not depth:
            return text[: place.start()]
    return text


def _values(body: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the values of names, those that a script sets once included."""
    values, twice = dict(known), set[str]()
    for name, written in islice(map(re.Match.groups, _SET.finditer(body)), _MOST_FUNCTIONS):
        value = _value(written, values)
        if value is None or name in twice:
            values.pop(name, None)
        else:
            values[name] = value
        twice.add(name)
    return values


def told(script: str, place: str) -> Iterator[str]:
    """Yield what a script assigns to a `place` (a pattern), where all of it is known."""
    values = _values(script, {})
    for written in re.findall(rf"{place}\s{{0,9}}+=(?!=)\s{{0,9}}+({_SUM})", script):
        if (value := _value(written, values)) is not None:
            yield value


def _goes(does: str, values: Mapping[str, str]) -> Iterator[str]:
    for written in _GOES.findall(does):
        address = _value(written, values) if _is_made(written, values) else None
        if address is not None:
            yield address


def _gets(does: str, values: Mapping[str, str]) -> Iterator[str]:
    """Yield what a function asks for without leaving the page: the next piece of a list."""
    for written in _GETS.findall(does):
        address = _value("".join(written), values)
        if address and _PAGED.search(address):
            yield address


def _is_made(written: str, values: Mapping[str, str]) -> bool:
    """Tell whether an address is put together; one in quotes is read where it stands."""
    return "+" in written or "`" in written or written in values


def paged_links(document: Document) -> Iterator[tuple[str, Node]]:
    """Yield the pages of a list that a form offers: by GET, in a select box of pages or some of
    years and months, and nothing else.
    """
    for form in document.tree.css("form")[:_MOST_FUNCTIONS]:
        boxes = list(_listing_boxes(form))
        fields = [node for node in form.css("input[name]") if _is_field(node)]
        by_get = attribute(form, "method").lower() in ("", "get")
        if not (boxes and by_get and all(map(_is_hidden, fields))):
            continue
        query = [(attribute(node, "name"), attribute(node, "value")) for node in fields]
        names = [attribute(box, "name") for box in boxes]
        for options in islice(product(*map(_numbers, boxes)), _MOST):
            values = (attribute(option, "value") for option in options)
            chosen = zip(names, values, strict=True)
            yield f"{_action(form)}?{urlencode([*query, *chosen])}", options[-1]


def _listing_boxes(form: Node) -> Sequence[Node]:
    """Return the select box of pages in a form, or all of them if they choose years and months."""
    boxes = form.css("select[name]")
    pages = [box for box in boxes if attribute(box, "name").lower() in PAGE_KEYS]
    days = all(_DAY.fullmatch(attribute(box, "name")) for box in boxes)
    return pages[:1] or (boxes if days else ())


def _numbers(box: Node) -> list[Node]:
    return [node for node in box.css("option[value]") if attribute(node, "value").isdecimal()]


def _action(form: Node) -> str:
    return attribute(form, "action").partition("?")[0]


def _is_hidden(node: Node) -> bool:
    return attribute(node, "type").lower() == "hidden"


def filled_forms(
    does: str, script: str, document: Document
) -> Iterator[tuple[Node, dict[str, str]]]:
    """Yield the forms that a click fills in and sends, with what it fills in."""
    functions, known = dict(islice(_functions(script), _MOST_FUNCTIONS)), _values(script, {})
    if "submit" in does:
        yield from _filled_in(does, known, document)
    for name, given in _CALL.findall(does):
        if name in functions and "submit" in (body := functions[name][1]):
            values = [_bare(value) for value in _TERMS.findall(given)]
            called = {**known, **dict(zip(functions[name][0], values, strict=False))}
            yield from _filled_in(body, called, document)


def _filled_in(
    body: str, values: Mapping[str, str], document: Document
) -> Iterator[tuple[Node, dict[str, str]]]:
    """Yield the forms whose fields a function fills in, and their values by name."""
    filled = {name: _value(written, values) for name, written in _FILLS.findall(body)}
    if not filled or None in filled.values():
        return
    for form in document.tree.css("form")[:_MOST_FUNCTIONS]:
        fields = {attribute(node, "name"): node for node in form.css("input[name]")}
        names = {attribute(node, "id") or name: name for name, node in fields.items()}
        names |= {name: name for name in fields}
        if filled.keys() <= names.keys():
            yield form, {names[name]: value or "" for name, value in filled.items()}


def _sent(body: str, values: Mapping[str, str], document: Document) -> Iterator[str]:
    """Yield the address of a form that a function fills in and sends.

    Where nothing but a page's number is filled in, the form shows something however it is sent,
    and many servers take it as an address as well.
    """
    for form, filled in _filled_in(body, values, document):
        is_page = all(name.lower() in PAGE_KEYS for name in filled)
        if is_page or attribute(form, "method").lower() in ("", "get"):
            fields = filter(_is_field, form.css("input[name]"))
            query = {attribute(f, "name"): attribute(f, "value") for f in fields} | filled
            yield f"{_action(form)}?{urlencode(query)}"


def _is_field(node: Node) -> bool:
    return attribute(node, "type").lower() not in _NO_FIELD


def _value(written: str, values: Mapping[str, str]) -> str | None:
    """Return what a sum of texts and names comes to, None if a name is not known."""
    parts = [_part(term, values) for term in _TERMS.findall(written)]
    return None if None in parts else "".join(part or "" for part in parts)


def _part(term: str, values: Mapping[str, str]) -> str | None:
    if term[0] in "\"'" or term.isdecimal():
        return _bare(term)
    if term[0] == "(":
        return _counted(term, values)
    if term[0] != "`":
        return values.get(term)
    pieces: Iterable[str | None] = (
        values.get(piece[2:-1].strip()) if piece.startswith("${") else piece
        for piece in re.findall(r"\$\{[^{}]{0,60}\}|[^$]+|\$", term[1:-1])
    )
    found = list(pieces)
    return None if None in found else "".join(piece or "" for piece in found)


def _counted(term: str, values: Mapping[str, str]) -> str | None:
    """Return what `(page+1)` comes to."""
    found = _COUNT.fullmatch(term)
    value = values.get(found[1], found[1]) if found else ""
    return str(int(value) + int(found[2] + found[3])) if found and value.isdecimal() else None


def _bare(term: str) -> str:
    return term[1:-1] if term[0] in "\"'" else term
