import threading

import pytest

from watandoshlar.foundation.pdfium import PdfiumError, open_pdf

PDF = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Root 1 0 R/Size 4>>\n%%EOF\n"
)


def test_a_document_is_open_for_one_thread_at_a_time():
    entered, opened_elsewhere = threading.Event(), threading.Event()

    def open_another() -> None:
        entered.set()
        with open_pdf(PDF):
            opened_elsewhere.set()

    thread = threading.Thread(target=open_another)
    with open_pdf(PDF) as document:
        thread.start()
        assert entered.wait(5)
        assert not opened_elsewhere.wait(0.1)
        assert len(document) == 1
    thread.join(5)
    assert opened_elsewhere.is_set()


def test_a_file_that_does_not_open_leaves_the_door_free():
    with pytest.raises(PdfiumError), open_pdf(b"no PDF"):
        pass
    with pytest.raises(ZeroDivisionError), open_pdf(PDF):
        raise ZeroDivisionError
    with open_pdf(PDF) as document:
        assert len(document) == 1
