from scraper.extraction.witnesses.late import load_late

# trafilatura imports it for a service not used here. With numpy, it takes half as long as trafilatura itself.
load_late("py3langid")
