from scraper.commands.unknown import answer_for_scrapy
from scraper.garbage import look_seldom

# Scrapy imports this for every command line, and from here on most of what ours load.
look_seldom(200_000)
answer_for_scrapy()
