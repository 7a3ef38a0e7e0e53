import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from crawler.network.errors import Refused
from crawler.network.guards import (
    AddressGuard,
    allowed_hosts,
    is_pathological,
    is_private,
    names_private_address,
)
from crawler.spiders.probe import ProbeSpider


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.0.192", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "fec0::1", "ff02::1", "168.63.129.16",
        "100.100.100.200", "::127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_the_internets(address):
    assert is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "1.1.1.1"])
def test_addresses_of_the_open_internet(address):
    assert not is_private(address)


def guard(start, allowed=""):
    crawler = get_crawler(ProbeSpider, {"ALLOW_PRIVATE_HOSTS": allowed})
    crawler.spider = ProbeSpider(start)
    return AddressGuard.from_crawler(crawler)


@pytest.mark.parametrize(
    ("start", "url", "reason"),
    [
        ("http://a.cn/", "http://b.cn/", "offsite"),
        ("http://a.cn/", "http://a.cn.b.cn/", "offsite"),
        ("http://a.cn/", "http://a.cn@127.0.0.1/", "private_address"),
        ("http://a.cn/", "file:///etc/passwd", "not_web"),
        ("http://10.0.0.1/", "http://10.0.0.1/", "private_address"),
        ("http://127.0.0.1:80/", "http://127.0.0.1:80/x", "private_address"),
        ("http://[::1]/", "http://[::1]/", "private_address"),
    ],
)
def test_what_is_refused(start, url, reason):
    with pytest.raises(Refused) as refusal:
        guard(start).process_request(Request(url))
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "host",
    [
        "0x7f.1", "0X7F000001", "2130706433", "0177.0.0.1", "127.1", "0", "127.0.0.1.",
        "１２７.0.0.1", "127。0。0。1", "%31%32%37.0.0.1", "192.168.257", "0xa9fea9fe",
    ],
)  # fmt: skip
def test_private_addresses_by_other_names(host):
    assert names_private_address(host)


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "134744072", "a.cn", "0x.cn", "1.2.3.4.5", "127.cn", ""]
)
def test_names_that_are_none(host):
    assert not names_private_address(host)


@pytest.mark.parametrize("path", ["/a/b/b/b/1.html", "/x/y/x/y/x/y/", "/a" * 21])
def test_paths_that_grow(path):
    assert is_pathological(path)


@pytest.mark.parametrize(
    "path", ["/", "/a/a/1.html", "/2024/01/01/01.html", "/x/y/x/y/", "/a/aa/aaa/"]
)
def test_paths_that_are_paths(path):
    assert not is_pathological(path)


def test_a_private_host_passes_when_it_is_named():
    guard("http://127.0.0.1:8017/", "127.0.0.1").process_request(Request("http://127.0.0.1:8017/a"))
    guard("http://[::1]/", "localhost,[::1]").process_request(Request("http://[::1]/"))


def test_the_setting_takes_a_list_or_commas():
    for given in (["LocalHost", "[::1]"], "localhost, ::1"):
        crawler = get_crawler(ProbeSpider, {"ALLOW_PRIVATE_HOSTS": given})
        assert allowed_hosts(crawler.settings) == {"localhost", "::1"}
