"""Files for the tests, made when they are needed: good ones of every type, and bad ones of every sort."""

import io
import struct
import zipfile
import zlib

import pillow_heif
import pypdfium2
from PIL import Image, ImageCms

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def picture(size: tuple[int, int] = (600, 800), mode: str = "RGB") -> Image.Image:
    """Red above, blue below, so that turning it shows."""
    drawn = Image.new("RGB", size, (200, 0, 0))
    drawn.paste((0, 0, 200), (0, size[1] // 2, size[0], size[1]))
    return drawn.convert(mode)


def written(image: Image.Image, file_format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """As a phone writes it: where the photo was taken, with which device, and which side is up."""
    tags = Image.Exif()
    tags[MAKER] = "Secret Phone Maker"
    tags[ORIENTATION] = orientation
    tags[GPS] = {1: "N", 2: (41.0, 18.0, 40.0), 3: "E", 4: (69.0, 16.0, 44.0)}
    return tags


def jpeg(size: tuple[int, int] = (600, 800), **options: object) -> bytes:
    return written(picture(size), "JPEG", **options)


def png(size: tuple[int, int] = (600, 800), mode: str = "RGB", **options: object) -> bytes:
    return written(picture(size, mode), "PNG", **options)


def heic(size: tuple[int, int] = (600, 800), **options: object) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture(size)).save(out, **options)
    return out.getvalue()


def profile_with_red_and_blue_exchanged() -> bytes:
    """A display profile under which red pixels are meant to be blue."""
    display = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return display.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def profile_of_another_colour_space() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB", 5000)).tobytes()


def png_of_stated_size(width: int, height: int) -> bytes:
    """A few bytes of PNG whose header promises a huge picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _number in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PAGES = {2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"}


def pdf_of(objects: dict[int, bytes], catalogue: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of these objects besides catalogue and one page, with a table of plain references."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>", **PAGES, **objects}
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    size, table = max(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number]
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(out)


def pdf_with_hidden_object(hidden: bytes, megabytes: int = 0) -> bytes:
    """A PDF whose opening action lies in a compressed stream of objects, followed there by megabytes of spaces."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>", **PAGES}
    deflate = zlib.compressobj(9)
    packed = deflate.compress(b"5 0 " + hidden + b" ") + deflate.flush(zlib.Z_FULL_FLUSH)
    # After a full flush every megabyte packs to the same bytes.
    packed += (deflate.compress(b" " * 2**20) + deflate.flush(zlib.Z_FULL_FLUSH)) * megabytes + deflate.flush()
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    objects[4] = stream + packed + b"\nendstream"
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    rows = b"\0" * 7
    rows += b"".join(b"\1" + struct.pack(">IH", places[number], 0) for number in (1, 2, 3, 4))
    rows += b"\2" + struct.pack(">IH", 4, 0) + b"\1" + struct.pack(">IH", table, 0)
    out += b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    out += rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def archive(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("run.bat", "start")
        packed.comment = comment
    return out.getvalue()


def pdf_with_archive_inside() -> bytes:
    """Both a PDF and an archive: the archive lies in a stream of the PDF, whose rest is the comment of the archive."""
    inner = archive()
    shell = pdf_of({4: b"<</Length %d>>stream\n" % len(inner) + inner + b"\nendstream"})
    rest = shell[shell.index(inner) + len(inner) :]
    return shell.replace(inner, inner[:-2] + struct.pack("<H", len(rest)))
