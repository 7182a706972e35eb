"""Codes as they are printed: one path of whole runs of modules, so that files stay small and are drawn sharp."""

import re
from dataclasses import dataclass

import zxingcpp

SMALLEST_MODULE = 0.35
"""Millimetres; below it scanners of 200 dpi fail, see the simulation in the tests."""
A4_MODULE, A4_SMALLEST, A4_LARGEST = 0.40, 34.0, 52.0
CARD_ROOM, CARD_MODULE = 43.5, 0.42
"""The side of a card's code with its empty border, and the widest module."""
TRAVEL_MODULE = 0.42
QR_BORDER, MATRIX_BORDER = 4, 2
"""Empty modules around a QR code (ISO/IEC 18004); around a DataMatrix one is enough (ISO/IEC 16022)."""

_DARK_RUN = re.compile(b"\0+")


class SealTooLarge(ValueError):
    """The seal does not fit on the page at a module that printers and scanners can resolve."""

    code = "seal_too_large"


@dataclass(frozen=True)
class PrintedCode:
    """A code without its empty border: SVG, modules on a side, and in millimetres its width and that of the border."""

    svg: str
    modules: int
    width: float
    quiet_zone: float

    @property
    def module(self) -> float:
        return self.width / self.modules


def print_seal(seal: str) -> PrintedCode:
    """The QR code of a seal on a page. Raises SealTooLarge."""
    svg, modules = _drawn(zxingcpp.create_barcode(seal, zxingcpp.BarcodeFormat.QRCode, ec_level="M"))
    if modules * A4_MODULE > A4_LARGEST:
        raise SealTooLarge(f"{modules} modules")
    return _sized(svg, modules, max(A4_MODULE, A4_SMALLEST / modules), QR_BORDER)


def print_card_seal(seal: str) -> PrintedCode:
    """The QR code of a seal on a card: as large as a card has room for. Raises SealTooLarge."""
    svg, modules = _drawn(zxingcpp.create_barcode(seal, zxingcpp.BarcodeFormat.QRCode, ec_level="L"))
    module = min(CARD_MODULE, CARD_ROOM / (modules + 2 * QR_BORDER))
    if module < SMALLEST_MODULE:
        raise SealTooLarge(f"{modules} modules")
    return _sized(svg, modules, module, QR_BORDER)


def print_travel_seal(seal: bytes) -> PrintedCode:
    """The DataMatrix code of a visible seal (ICAO Doc 9303, part 13)."""
    svg, modules = _drawn(zxingcpp.create_barcode(seal, zxingcpp.BarcodeFormat.DataMatrix))
    return _sized(svg, modules, TRAVEL_MODULE, MATRIX_BORDER)


def _sized(svg: str, modules: int, module: float, border: int) -> PrintedCode:
    return PrintedCode(svg, modules, modules * module, border * module)


def _drawn(code: zxingcpp.Barcode) -> tuple[str, int]:
    picture = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    modules = picture.shape[0]
    dots = picture.tobytes()
    path = "".join(
        f"M{run.start()} {row}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for row in range(modules)
        for run in _DARK_RUN.finditer(dots[row * modules : (row + 1) * modules])
    )
    box = f"0 0 {modules} {modules}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{path}"/></svg>', modules
