import pytest
from scrapy.settings import Settings

from scraper import settings as ours
from scraper.spiders.contact import name_contact, names_nobody
from scraper.spiders.pages import PagesSpider


@pytest.fixture
def settings():
    made = Settings()
    made.setmodule(ours, priority="project")
    made.set("USER_AGENT", f"Copydesk/0.1 (+{ours.TEMPLATE_CONTACT})", priority="project")
    return made


def test_the_template_names_nobody(settings):
    name_contact(settings)
    assert names_nobody(settings)


@pytest.mark.parametrize("name", [name_contact, PagesSpider.update_settings])
def test_a_contact_of_the_command_line_stands_in_the_user_agent(name, settings):
    settings.set("COPYDESK_CONTACT", "desk@gazette.example", priority="cmdline")
    name(settings)
    assert settings["USER_AGENT"].endswith(" (+desk@gazette.example)")
    assert not names_nobody(settings)


def test_a_user_agent_of_the_command_line_stays(settings):
    settings.set("COPYDESK_CONTACT", "desk@gazette.example", priority="cmdline")
    settings.set("USER_AGENT", "Gazette/1 (+https://gazette.example/bot)", priority="cmdline")
    name_contact(settings)
    assert settings["USER_AGENT"] == "Gazette/1 (+https://gazette.example/bot)"


def test_no_contact_is_none(settings):
    settings.set("COPYDESK_CONTACT", " ", priority="cmdline")
    name_contact(settings)
    assert names_nobody(settings)
