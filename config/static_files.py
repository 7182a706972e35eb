"""Static files, compressed once when they are collected."""

from collections.abc import Iterable, Iterator

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Hundreds of files for editors at their desks. The best compression of them would take longer than the rest of a start.
OF_EDITORS = ("wagtailadmin/", "wagtailsnippets/", "wagtailusers/", "wagtailimages/", "wagtaildocs/", "taggit/")


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Ours by Brotli and gzip, for old phones on weak lines; those of the editors' library by gzip alone."""

    _with_brotli = True

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        every = list(paths)
        self._with_brotli = True
        yield from super().compress_files([path for path in every if not path.startswith(OF_EDITORS)])
        self._with_brotli = False
        yield from super().compress_files([path for path in every if path.startswith(OF_EDITORS)])

    def create_compressor(self, **options: object) -> Compressor:
        return super().create_compressor(use_brotli=self._with_brotli, **options)
