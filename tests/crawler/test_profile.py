import re
from pathlib import Path

import pytest

from crawler import settings
from crawler.profile import ProfileError
from crawler.profile_file import BUILT_IN, TABLES, find_profile, load_profile, profile_files

DOC = Path(__file__).parents[2] / "docs" / "profile.md"


@pytest.fixture
def profile(tmp_path):
    def write(text):
        file = tmp_path / "mysite.toml"
        file.write_text(text, encoding="utf-8")
        return load_profile(file)

    return write


def test_every_built_in_profile_loads():
    assert {"mingyue", "generic"} <= set(profile_files([]))
    for file in BUILT_IN.glob("*.toml"):
        assert load_profile(file).name == file.stem


def test_a_profile_says_all_it_can_say(profile):
    site = profile(
        """
        title = "某某网"
        [discover]
        start = "http://a.cn/"
        article = ['/a/']
        [revisit]
        sections = 1
        [extract]
        title = ["h1::text", "//h2"]
        [clean]
        drop = ".ad"
        drop_lines = '^本站'
        [expect]
        tags = 0.5
        [settings]
        download_delay = 5
        """
    )
    assert (site.name, site.title, site.per_host) == ("mysite", "某某网", False)
    assert site.discover.start == ("http://a.cn/",)
    assert site.revisit.sections == 1
    assert site.rules.extract.title == ("h1::text", "//h2")
    assert site.rules.clean.drop == (".ad",)
    assert site.expect == {"tags": 0.5}
    assert site.settings == {"DOWNLOAD_DELAY": 5}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[discover]\nstrat = 'x'", "mysite.toml: [discover] has no key 'strat'; it knows start,"),
        ("[discovr]\n", "mysite.toml: a profile has no 'discovr'; it knows title,"),
        ("[discover]\narticle = 5", "[discover] article must be a string or a list of strings"),
        ("[discover]\narticle = '('", "[discover] article: '(' is not a regular expression"),
        ("[discover]\nstart = 'a.cn'", "[discover] start: 'a.cn' is not a web address"),
        ("[extract]\ntitle = 'h1['", "[extract] title: 'h1[' is not a CSS or XPath selector"),
        ("[extract]\ntitle = '//h1['", "[extract] title: '//h1[' is not a CSS or XPath selector"),
        ("[clean]\ndrop_lines = ['[']", "[clean] drop_lines: '[' is not a regular expression"),
        ("[expect]\ntags = 2", "[expect] tags must be a share between 0 and 1, not 2"),
        ("[revisit]\nsections = 30", "[revisit] sections must be a share between 0 and 1, not 30"),
        ("[expect]\nbody = 1", "[expect] has no key 'body'"),
        (
            "[settings]\ndownload_dela = 1",
            "there is no such setting; did you mean download_delay?",
        ),
        ("[settings]\ndownload_delay = 'slow'", "[settings] download_delay must be a number"),
        ("[settings]\nextensions = ['x']", "[settings] extensions must be a table"),
        ("[settings]\nlog_level = 'LOUD'", "[settings] log_level must be one of CRITICAL, "),
        ("[settings]\nbrowser = 'yes please'", "[settings] browser must be true or false"),
        ("[settings]\nbrowser = 1", "[settings] browser must be true or false, not 1"),
        (
            "[settings]\ncorpus = 'sqlite:///other.db'",
            "[settings] corpus is one for all sites: say it with -s CORPUS=…",
        ),
        ("[discover]\nstart = 'http://a.cn:port/'", "is not a web address"),
        ("[discover]\ndomains = ['http://a.cn']", "is not a host such as"),
        ("title = 1", "title must be a string"),
        ("per_host = 'yes'", "per_host must be true or false"),
        ("[discover", "mysite.toml: cannot be read:"),
        ("discover = 3", "[discover] must be a table"),
    ],
)
def test_a_bad_profile_is_named_by_file_table_and_key(profile, text, complaint):
    with pytest.raises(ProfileError, match=re.escape(complaint)) as error:
        profile(text)
    assert "mysite.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_site_is_answered_with_the_nearest():
    with pytest.raises(ProfileError, match="no site 'mingyu'; did you mean mingyue"):
        find_profile("mingyu", [])


def test_a_profile_of_the_users_wins(tmp_path):
    (tmp_path / "mingyue.toml").write_text("title = '我的'", encoding="utf-8")
    assert find_profile("mingyue", [tmp_path]).title == "我的"


def test_the_documentation_has_every_key_and_no_other():
    documented = {}
    for section in re.split(r"^## ", DOC.read_text(encoding="utf-8"), flags=re.M)[1:]:
        heading = section.split("\n")[0].strip("[]")
        documented[heading] = set(re.findall(r"^\| `(\w+)` \|", section, flags=re.M))
    assert documented.pop("Top level") == {"title", "group", "per_host"}
    assert documented.pop("settings") == {
        name.lower() for name in vars(settings) if name.startswith(("BROWSER", "MAX_", "PARSE_"))
    }
    assert documented == {name: set(keys) for name, keys in TABLES.items() if keys is not None}
