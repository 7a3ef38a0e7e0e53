"""The numbers among the settings: what each may be, and what to say of one that it may not."""

_MOST = 10**9
_COUNTS = {
    **dict.fromkeys(("PARSE_WORKERS", "CONCURRENT_REQUESTS_PER_DOMAIN", "RETRY_TIMES"), 0),
    **dict.fromkeys(("REDIRECT_MAX_TIMES", "DOWNLOAD_MAXSIZE", "DOWNLOAD_WARNSIZE"), 0),
    **dict.fromkeys(("MAX_BARREN_DEPTH", "MEMUSAGE_LIMIT_MB", "DNSCACHE_SIZE"), 0),
    **dict.fromkeys(("CLOSESPIDER_PAGECOUNT", "CLOSESPIDER_ITEMCOUNT"), 0),
    **dict.fromkeys(("CLOSESPIDER_ERRORCOUNT",), 0),
    **dict.fromkeys(("MAX_FRUITLESS_PAGES", "CONCURRENT_REQUESTS", "CONCURRENT_ITEMS"), 1),
}
_AMOUNTS = {
    **dict.fromkeys(("DOWNLOAD_DELAY", "DOWNLOAD_DELAY_JITTER", "AUTOTHROTTLE_MAX_DELAY"), 0.0),
    **dict.fromkeys(("FIRST_REST", "LONGEST_WAIT", "PATIENCE", "CORPUS_TIMEOUT"), 0.0),
    **dict.fromkeys(("CLOSESPIDER_TIMEOUT", "LOGSTATS_INTERVAL"), 0.0),
    **dict.fromkeys(("PARSE_TIMEOUT", "DOWNLOAD_TIMEOUT", "DNS_TIMEOUT"), 0.01),
}


def expectation(name: str, value: object) -> str | None:
    """Return what is expected of a setting, None if the value is that, or no number is."""
    if name not in _COUNTS and name not in _AMOUNTS:
        return None
    whole = name in _COUNTS
    least = _COUNTS[name] if whole else _AMOUNTS[name]
    number = _number(value, whole=whole)
    if number is not None and least <= number <= _MOST:
        return None
    return f"a {'whole ' if whole else ''}number, {least:g} or more"


def _number(value: object, *, whole: bool) -> float | None:
    try:
        return int(str(value)) if whole and not isinstance(value, int) else float(str(value))
    except ValueError:
        return float(value) if isinstance(value, bool) else None
