"""The ordered table of rules: each names blocks that are not the article's, and why."""

from __future__ import annotations

from scraper.extraction.boilerplate.appeals import find_appeals
from scraper.extraction.boilerplate.betting import find_bet_offers, find_bet_warnings
from scraper.extraction.boilerplate.bios import find_bylined_bios
from scraper.extraction.boilerplate.calls import find_calls
from scraper.extraction.boilerplate.captions import find_unknown_credits
from scraper.extraction.boilerplate.coming import find_coming
from scraper.extraction.boilerplate.copied import find_copied_headlines
from scraper.extraction.boilerplate.credits import (
    find_bare_bylines,
    find_bios,
    find_contributors,
    find_keywords,
    find_named_bios,
    find_picture_credits,
    find_signed_captions,
)
from scraper.extraction.boilerplate.doubted import find_doubted
from scraper.extraction.boilerplate.edges import (
    find_bare_headings,
    find_foot_lines,
    find_head_lines,
    find_notes,
    find_standfirsts,
    find_unwitnessed,
)
from scraper.extraction.boilerplate.entry_clocks import find_entry_clocks
from scraper.extraction.boilerplate.giving import find_gifts, find_hinted_gifts
from scraper.extraction.boilerplate.handles import find_handles
from scraper.extraction.boilerplate.headline import find_headlines, find_lead_in
from scraper.extraction.boilerplate.invitations import find_invitations
from scraper.extraction.boilerplate.labelled import find_labelled_teasers
from scraper.extraction.boilerplate.letters import find_letters
from scraper.extraction.boilerplate.lines import (
    find_author_notes,
    find_bare_days,
    find_copies,
    find_copyright_lines,
    find_credited_lines,
    find_dated_lines,
    find_empty,
    find_labelled_lines,
    find_place_days,
)
from scraper.extraction.boilerplate.link_lists import find_labelled_links, find_link_lists
from scraper.extraction.boilerplate.lone_names import find_lone_names
from scraper.extraction.boilerplate.markup import (
    find_boxes,
    find_captions,
    find_controls,
    find_forbidden,
    find_foreign,
    find_hidden,
    find_named,
    find_pictured,
)
from scraper.extraction.boilerplate.neighbours import find_slot_labels
from scraper.extraction.boilerplate.offers import find_affiliates, find_codes, find_offers, find_picks
from scraper.extraction.boilerplate.prompts import find_contacts, find_labels, find_prompts
from scraper.extraction.boilerplate.references import find_references
from scraper.extraction.boilerplate.repeats import find_repeats
from scraper.extraction.boilerplate.rule import Rule
from scraper.extraction.boilerplate.scenes import (
    find_archived_scenes,
    find_dated_scenes,
    find_unlabelled_credits,
)
from scraper.extraction.boilerplate.sign_offs import find_desk_notes, find_sign_offs, find_signatures
from scraper.extraction.boilerplate.site_name import find_mastheads, find_site_names
from scraper.extraction.boilerplate.teasers import (
    find_link_lines,
    find_teaser_blocks,
)
from scraper.extraction.boilerplate.worded import find_worded
from scraper.extraction.corrections import find_notices

RULES: tuple[Rule, ...] = (
    find_forbidden,
    find_hidden,
    find_empty,
    find_captions,
    find_foreign,
    find_entry_clocks,
    find_headlines,
    find_notices,
    find_lead_in,
    find_site_names,
    find_mastheads,
    find_controls,
    find_copies,
    find_appeals,
    find_keywords,
    find_copied_headlines,
    find_teaser_blocks,
    find_labelled_teasers,
    find_labels,
    find_calls,
    find_invitations,
    find_gifts,
    find_letters,
    find_offers,
    find_picks,
    find_affiliates,
    find_codes,
    find_bet_warnings,
    find_bet_offers,
    find_labelled_lines,
    find_dated_lines,
    find_bare_days,
    find_place_days,
    find_credited_lines,
    find_copyright_lines,
    find_references,
    find_author_notes,
    find_bylined_bios,
    find_sign_offs,
    find_coming,
    find_handles,
    find_picture_credits,
    find_signed_captions,
    find_unlabelled_credits,
    find_dated_scenes,
    find_archived_scenes,
    find_bare_bylines,
    find_signatures,
    find_desk_notes,
    find_bios,
    find_named_bios,
    find_contributors,
    find_prompts,
    find_contacts,
    find_hinted_gifts,
    find_slot_labels,
    find_link_lines,
    find_link_lists,
    find_labelled_links,
    find_named,
    find_pictured,
    find_boxes,
    find_standfirsts,
    find_head_lines,
    find_notes,
    find_bare_headings,
    find_foot_lines,
    find_unwitnessed,
    find_repeats,
    find_lone_names,
    find_worded,
    find_doubted,
    find_unknown_credits,
)
"""In order: the first that names a block decides."""
