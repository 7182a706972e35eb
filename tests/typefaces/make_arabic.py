"""Make the Arabic typeface of documents from IBM Plex Sans Arabic: python -m tests.typefaces.make_arabic FOLDER

Readers of PDF turn the letters of a right-to-left line round, and with them the two letters of a ligature, which is one
glyph: what is copied from سی becomes یس. Optional ligatures can be switched off where text is set; لا may not be drawn
without one. Here two glyphs that look like the one draw it: a lam with the shape of both, and an alef without any.
"""

import sys
from pathlib import Path

import fontpkg
from fontTools import subset
from fontTools.otlLib import builder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FAMILY = "Watandosh Arabic"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
LETTERS = (*range(0x0600, 0x0700), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00), *range(0x200B, 0x2010), 0x20)
_LAMS = ("uniFEDF", "uniFEE0")
_ALEFS = ("uniFE8E", "uniFE88", "uniFE84", "uniFE82")
_ALEF_WIDTH = 250
_REQUIRED = "rlig"
_NAMES = {1: FAMILY, 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", ""), 16: FAMILY}
# 1 January 2026, so that the same typeface gives the same bytes.
_MADE_AT = 3_850_070_400


def main(folder: Path) -> None:
    for weight in WEIGHTS:
        make(weight).save(folder / f"WatandoshArabic-{weight}.ttf")


def make(weight: str) -> TTFont:
    plex = Path(fontpkg.path("IBM Plex Sans Arabic")).with_name(f"IBMPlexSansArabic-{weight}.ttf")
    font = _of_needed_letters(TTFont(plex, recalcTimestamp=False))
    pairs = _lam_alefs(font)
    for (_lam, alef), ligature in pairs.items():
        _add_glyphs(font, alef, ligature)
    _replace_required(font, pairs)
    for record in font["name"].names:
        name = _NAMES.get(record.nameID)
        if name and record.nameID in (3, 4, 6):
            name = f"{name}-{weight}" if record.nameID == 6 else f"{name} {weight}"
        if name:
            record.string = name
    font["head"].modified = _MADE_AT
    return font


def _of_needed_letters(font: TTFont) -> TTFont:
    options = subset.Options(
        layout_features=["*"], hinting=False, glyph_names=True, name_IDs=["*"], notdef_outline=True
    )
    options.drop_tables += ["meta"]
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=LETTERS)
    chosen.subset(font)
    return font


def _lam_alefs(font: TTFont) -> dict[tuple[str, str], str]:
    """The ligature for each form of lam and alef."""
    found = {}
    for index in _required_lookups(font):
        for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
            for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items():
                for ligature in ligatures:
                    if first in _LAMS and len(ligature.Component) == 1 and ligature.Component[0] in _ALEFS:
                        found[first, ligature.Component[0]] = ligature.LigGlyph
    if len(found) != len(_LAMS) * len(_ALEFS):
        raise ValueError(f"ligatures of lam and alef: {sorted(found)}")
    return found


def _required_lookups(font: TTFont) -> list[int]:
    records = font["GSUB"].table.FeatureList.FeatureRecord
    return sorted({
        index for record in records if record.FeatureTag == _REQUIRED for index in record.Feature.LookupListIndex
    })  # fmt: skip


def _add_glyphs(font: TTFont, alef: str, ligature: str) -> None:
    """A lam that draws both letters, the left one over the place of the alef, and an alef that draws nothing."""
    glyphs, widths = font["glyf"], font["hmtx"].metrics
    pen = TTGlyphPen(glyphs)
    pen.addComponent(ligature, (1, 0, 0, 1, -_ALEF_WIDTH, 0))
    _add_glyph(font, f"{ligature}.lam", pen.glyph(), widths[ligature][0] - _ALEF_WIDTH)
    if f"{alef}.drawn" not in widths:
        _add_glyph(font, f"{alef}.drawn", TTGlyphPen(glyphs).glyph(), _ALEF_WIDTH)


def _add_glyph(font: TTFont, name: str, glyph: object, width: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (width, getattr(glyph, "xMin", 0))


def _replace_required(font: TTFont, pairs: dict[tuple[str, str], str]) -> None:
    """Let the required ligatures be these pairs alone."""
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    flag = lookups[_required_lookups(font)[0]].LookupFlag
    drawn = _add_lookup(lookups, [builder.buildSingleSubstSubtable({alef: f"{alef}.drawn" for alef in _ALEFS})], flag)
    rules = []
    for (lam, alef), ligature in pairs.items():
        whole = _add_lookup(lookups, [builder.buildSingleSubstSubtable({lam: f"{ligature}.lam"})], flag)
        rules.append(_rule(font, [lam, alef], [whole, drawn]))
    required = _add_lookup(lookups, rules, flag)
    table.LookupList.LookupCount = len(lookups)
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == _REQUIRED:
            record.Feature.LookupListIndex = [required]
            record.Feature.LookupCount = 1


def _add_lookup(lookups: list, tables: list, flag: int) -> int:
    lookups.append(builder.buildLookup(tables, flags=flag))
    return len(lookups) - 1


def _rule(font: TTFont, glyphs: list[str], changes: list[int]) -> otTables.ChainContextSubst:
    rule = otTables.ChainContextSubst()
    rule.Format = 3
    rule.BacktrackGlyphCount = rule.LookAheadGlyphCount = 0
    rule.BacktrackCoverage, rule.LookAheadCoverage = [], []
    rule.InputCoverage = [builder.buildCoverage([glyph], font.getReverseGlyphMap(rebuild=True)) for glyph in glyphs]
    rule.InputGlyphCount = len(glyphs)
    rule.SubstLookupRecord = []
    for place, lookup in enumerate(changes):
        change = otTables.SubstLookupRecord()
        change.SequenceIndex, change.LookupListIndex = place, lookup
        rule.SubstLookupRecord.append(change)
    rule.SubstCount = len(changes)
    return rule


if __name__ == "__main__":
    main(Path(sys.argv[1]))
