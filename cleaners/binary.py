"""Bytes that are no page: told by how their formats begin, or by how little of them is text."""

_BEGINNINGS = {
    b"%PDF": "PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or sound",
    b"PK\x03\x04": "a zip archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"Rar!": "a rar archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"ID3": "sound",
}
_FIRST = 65_536
# Of random bytes every fifth is unreadable in the encoding that suits them best.
_MOST, _CHANCE = 0.05, 20


def no_page(body: bytes) -> str | None:
    """What bytes are that begin like a file of another kind, in words; None for all others."""
    return next((name for start, name in _BEGINNINGS.items() if body.startswith(start)), None)


def is_noise(text: str) -> bool:
    """True for text that begins with so many unreadable characters that it never was one."""
    first = text[:_FIRST]
    return first.count("\ufffd") > max(_CHANCE, _MOST * len(first))
