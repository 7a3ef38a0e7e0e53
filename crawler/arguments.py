"""What a crawl is asked for with `-a`: where to begin, since which day, or everything anew."""

from datetime import date

from crawler.discovery.addresses import domains_of, normalise
from crawler.frontier import Wanted
from crawler.profile import ProfileError, SiteProfile


def site_name(profile: SiteProfile, url: str | None = None, /, **wanted: str) -> str:
    """Return the name under which the corpus keeps what is crawled; raises ProfileError."""
    wanted_of(**wanted)
    begin = starts(profile, url)[0]
    return domains_of(begin)[0] if profile.per_host else profile.name


def wanted_of(since: str = "", full: str = "", **unknown: str) -> Wanted:
    """Return what the arguments of a crawl ask for; raises ProfileError."""
    if unknown:
        name = next(iter(unknown))
        raise ProfileError(f"-a {name}=…: a site takes no argument but url, since and full")
    if full not in ("", "0", "1"):
        raise ProfileError(f"-a full={full}: say full=1, or leave it out")
    try:
        return Wanted(date.fromisoformat(since) if since else None, full == "1")
    except ValueError:
        raise ProfileError(f"-a since={since}: not a day such as 2024-01-01") from None


def starts(profile: SiteProfile, url: str | None) -> tuple[str, ...]:
    """Return the addresses where a crawl begins; raises ProfileError when there is none."""
    if url is None and not profile.discover.start:
        raise ProfileError(f"{profile.name} has no address of its own: add -a url=http://…/")
    if url is None:
        return tuple(address for start in profile.discover.start if (address := normalise(start)))
    if len(url.split()) > 1:
        raise ProfileError(f"-a url={url}: name one address; a space in it is written %20")
    address = normalise(url)
    if address is None:
        raise ProfileError(f"-a url={url}: not a web address (http://… or https://…)")
    return (address,)
