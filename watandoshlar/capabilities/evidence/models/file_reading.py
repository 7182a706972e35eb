from django.db import models

from watandoshlar.foundation import clock

from .stored_file import StoredFile


class FileReading(models.Model):
    """What a machine has read off the picture in a file: the machine-readable zone of a travel document.

    `zone` is encrypted JSON under the person's data key, empty where nothing could be read. It goes with the file.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    zone = models.BinaryField()
    read_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"reading of file {self.file_id}"

    @property
    def context(self) -> str:
        return f"evidence:{self.file_id}:zone"
