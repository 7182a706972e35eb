"""The file store as FILE_STORE and FILE_STORE_OPTIONS name it: a folder, or a bucket of a server that speaks S3."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import boto3
import pytest
from django.core.files.storage import Storage, storages
from moto.server import ThreadedMotoServer

from config.settings.base import file_store
from tests.plugins.live_site import HOST

BUCKET = "watandoshlar-files"
REGION = "eu-central-1"
CONTENT = b"%PDF-1.7 sealed"


@pytest.fixture
def set_store(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    def chosen(backend: str, options: dict[str, Any]) -> Storage:
        """The store that an installation has with these variables."""
        monkeypatch.setenv("FILE_STORE", backend)
        monkeypatch.setenv("FILE_STORE_OPTIONS", json.dumps(options))
        settings.STORAGES = {**settings.STORAGES, "default": file_store()}
        return storages["default"]

    return chosen


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server with an empty bucket."""
    for name in ("AWS_S3_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID", "AWS_S3_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "for-tests-only")
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        client = boto3.client("s3", endpoint_url=address, region_name=REGION)
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        client.close()
        yield address
    finally:
        server.stop()


def keeps_files(store: Storage) -> None:
    """What rooms ask of a store: keep, find, read, list by folder, remove; and never write over a file."""
    name = store.save("2026/11/02/one", BytesIO(CONTENT))
    again = store.save("2026/11/02/one", BytesIO(b"another"))
    assert again != name
    with store.open(name) as kept:
        assert kept.read() == CONTENT
    folders, files = store.listdir("2026/11/02")
    assert (list(folders), sorted(f"2026/11/02/{file}" for file in files)) == ([], sorted([name, again]))
    store.delete(name)
    assert not store.exists(name)
    with pytest.raises(FileNotFoundError):
        store.open(name).read()


def test_a_folder(set_store: Any, tmp_path: Any) -> None:
    keeps_files(set_store("django.core.files.storage.FileSystemStorage", {"location": str(tmp_path)}))
    assert list(tmp_path.rglob("one*"))


def test_a_bucket(set_store: Any, s3: str) -> None:
    options = {"bucket_name": BUCKET, "endpoint_url": s3, "region_name": REGION, "file_overwrite": False}
    keeps_files(set_store("storages.backends.s3.S3Storage", options))
