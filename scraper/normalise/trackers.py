"""Query parameters that name no content: where a reader came from, and who the reader is.

Conservative: a word stands here only if no publisher is known to choose an article by it. All in lower
case; names are compared without regard to case.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PREFIXES = (
    "utm_",
    "at_medium",
    "at_campaign",
    "at_custom",
    "at_link_",
    "at_ptr_",
    "pk_",
    "mtm_",
    "piwik_",
    "itm_",
)

NAMES = _words(
    # advertising click numbers
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh "
    "rb_clickid srsltid tblci dicbo wickedid irclickid "
    # mailing tools
    "mc_cid mc_eid mkt_tok _hsenc _hsmi __hstc __hssc __hsfp hsctatracking vero_id vero_conv oly_enc_id "
    "oly_anon_id ml_subscriber ml_subscriber_hash "
    # social networks and share buttons
    "fb_action_ids fb_action_types fb_source fb_ref fb_comment_id __twitter_impression ref_src ref_url "
    "soc_src soc_trk sr_share __tn__ "
    # audience measurement
    "_ga _gl _openstat ga_source ga_medium ga_campaign xtor ns_mchannel ns_source ns_campaign ns_linkname "
    "ns_fee wt_mc wt.mc_id wt_zmc wtmc icid ocid ncid cmpid cmp mbid smid smtyp ito sref "
    "traffic_source guccounter guce_referrer guce_referrer_sig amp_js_v amp_gsa usqp"
)

SESSIONS = _words(
    "phpsessid jsessionid aspsessionid sessionid session_id cfid cftoken zenid "
    # what lets one reader in; whoever reads the record could be that reader
    "token access_token auth_token authtoken id_token refresh_token session_token jwt api_key apikey "
    "client_secret secret password passwd sessid oauth_token oauth_signature csrf_token csrftoken "
    "authorization auth_key sso_token login_token reset_token x-amz-security-token x-amz-credential "
    "x-amz-signature x-goog-credential x-goog-signature"
)

# Parameters that are a tracker only with one of these values: "ref=rss", but not "ref=4711".
SOURCES = _words("ref referer referrer source src from partner")
SOURCE_VALUES = _words(
    "rss rss2 rss20 rss091 atom feed feeds feedburner xml newsletter email mail social share twitter x "
    "facebook fb telegram tg whatsapp viber linkedin reddit google googlenews google_news home "
    "homepage mainpage app"
)

# The same article in another dress. Such an address is fetched as it stands, but it is not another article.
DRESSES = frozenset(
    {
        ("amp", ""),
        ("amp", "1"),
        ("amp", "true"),
        ("outputtype", "amp"),
        ("outputtype", "valid_amp"),
        ("output", "amp"),
        ("output", "print"),
        ("print", ""),
        ("print", "1"),
        ("print", "true"),
        ("print", "yes"),
        ("view", "print"),
        ("view", "mobile"),
        ("mobile", "1"),
    }
)
