from scraper.extraction.witnesses.late import load_late

# trafilatura imports it for a service that is not used here: with numpy, it takes half as long as trafilatura
# itself.
load_late("py3langid")
