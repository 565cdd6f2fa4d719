"""Encodings of the web, by the WHATWG's Encoding Standard: what a label means, and what a page is written in.

Python knows more names than the web does, some of which are no encodings at all (`rot13`, `base64`) or are
refused by browsers because markup can be hidden in them (`utf-7`, `hz`): none of those is believed.
"""

from __future__ import annotations

import codecs
import re

_SNIFFED = 4096
"""Bytes in which a page may declare its encoding."""
_SNIFFED_FOR_NUL = 1024
_FEW_LOST = 50
"""UTF-8 with one bad sequence in so many sound ones is UTF-8."""
REPLACEMENT = "replacement"
"""What browsers do not decode at all."""
USER_DEFINED = "x-user-defined"

# https://encoding.spec.whatwg.org/#names-and-labels, by the name of Python's codec for each. The one called
# iso-8859-1 there and windows-1252 is one and the same, and so is all that is called utf-16 little-endian.
_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
    "iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
    "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
    "iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
    "iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
    "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
    "latin5 windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022_jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "windows-949",
    REPLACEMENT: "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement",
    "utf-16-be": "unicodefffe utf-16be",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
    USER_DEFINED: "x-user-defined",
}
GUESSES = tuple(codec for codec in _LABELS if codec not in (REPLACEMENT, USER_DEFINED))
"""Python's names of what a page that names no encoding may be taken for."""
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_PARAMETER = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})""", re.IGNORECASE | re.ASCII)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(
    rb"""<meta(?=[\s/])[^>]{0,500}?[\s;"'/]charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})""", re.IGNORECASE
)
_XML = re.compile(rb"""\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{1,40})""")
_SHIFTS_TO_KANJI = re.compile(rb"\x1b\$[@B](?:[\x21-\x7e]{2}){1,999}\x1b\([BJ]")
# Bytes 80 to FF of x-user-defined stand for U+F780 to U+F7FF.
_USER_DEFINED = {byte: 0xF700 + byte for byte in range(0x80, 0x100)}


def codec_of(label: str) -> str | None:
    """Python's name of the encoding that the web calls *label*; None: the web knows none of that name."""
    return _CODECS.get(label.strip().lower())


def marked_encoding(body: bytes) -> str | None:
    """The encoding that the byte order mark of *body* names."""
    return next((codec for mark, codec in _BOMS if body.startswith(mark)), None)


def unmarked_utf_16(body: bytes) -> str | None:
    """The encoding of a *body* in UTF-16 that has no byte order mark: in markup every second byte is NUL."""
    head = body[:_SNIFFED_FOR_NUL]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < max(len(head) // 4, 4) or min(even, odd) > len(head) // 100:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def header_encoding(content_type: str | None) -> str | None:
    """The encoding that a Content-Type header states."""
    found = _PARAMETER.search((content_type or "")[:1000])
    return codec_of(found[1]) if found else None


def declared_encoding(body: bytes) -> str | None:
    """The encoding that the first 4 KiB of *body* declare in `<meta>` or the XML declaration.

    As browsers do: who can read it in ASCII will not find UTF-16 there, so that is UTF-8.
    """
    head = body[:_SNIFFED]
    found = _XML.match(head)
    labels = [found[1]] if found else []
    labels += [match[1] for match in _META.finditer(_COMMENT.sub(b"", head))]
    codec = next((known for label in labels if (known := codec_of(label.decode("ascii")))), None)
    if codec in ("utf-16-le", "utf-16-be"):
        return "utf-8"
    return "cp1252" if codec == USER_DEFINED else codec


def decode_as(codec: str, body: bytes) -> str:
    """*body* as *codec*, one of ours or of Python's, reads it; U+FFFD for what it cannot read."""
    mark = next((mark for mark, name in _BOMS if name == codec and body.startswith(mark)), b"")
    body = body[len(mark) :]
    if codec == REPLACEMENT:
        return "\N{REPLACEMENT CHARACTER}" if body else ""
    if codec == USER_DEFINED:
        return body.decode("latin-1").translate(_USER_DEFINED)
    return body.decode(codec, "replace")


def is_utf8(body: bytes) -> bool:
    """Whether *body* is UTF-8; it may end within a character."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return True


def is_iso_2022_jp(body: bytes) -> bool:
    """Whether *body* is in the 7-bit encoding that Japanese mail was written in: its escapes say so."""
    return body.isascii() and _SHIFTS_TO_KANJI.search(body) is not None


def is_mostly_utf8(body: bytes) -> bool:
    """Whether *body* is UTF-8 but for a few bad bytes, as a cut teaser or a foreign quotation leaves them."""
    text = body.decode("utf-8", "replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(1 for letter in text if letter > "\x7f") - lost
    return sound >= _FEW_LOST * lost or (lost <= 2 and sound >= 4)
