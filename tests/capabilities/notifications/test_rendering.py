import pytest

from watandoshlar.capabilities.notifications.rendering import write_letter

pytestmark = pytest.mark.django_db

LINK = "https://example.org/uz/my/cases/UZ-26-0001/"


@pytest.fixture
def write(tell, account):
    def run(language: str):
        account.language = language
        letter = tell()
        letter.account = account
        return write_letter(letter)

    return run


@pytest.mark.parametrize(
    ("language", "subject", "title"),
    [
        ("uz", "UZ-26-0001 arizasi qabul qilindi", "“Konsullik hisobi” qabul qilindi."),
        ("ru", "Заявление UZ-26-0001 получено", "Мы получили «Консульский учёт»."),
        ("en", "Application UZ-26-0001 was received", "We have received “Consular <registration>”."),
        ("uz-cyrl", "UZ-26-0001 arizasi qabul qilindi", "“Konsullik hisobi” qabul qilindi."),
    ],
)
def test_a_letter_is_in_the_language_of_its_reader(write, language, subject, title):
    written = write(language)
    assert written.subject == subject
    assert written.text.startswith(title)
    assert 'dir="ltr"' in written.html


def test_the_html_says_the_same_and_escapes_what_is_not_ours(write):
    written = write("en")
    assert '<html lang="en" dir="ltr">' in written.html
    assert "“Consular &lt;registration&gt;”" in written.html
    assert f'<a href="{LINK}"' in written.html
    assert "bring 100 % of the papers" in written.html


def test_arabic_script_runs_from_right_to_left_and_keeps_references_in_order(write):
    written = write("uz-arab")
    assert '<html lang="uz-arab" dir="rtl">' in written.html
    assert written.subject == "\u2068UZ-26-0001\u2069 عریضه قبول قیلیندی"
    assert f"\n\n{LINK}\n\n" in written.text


def test_arabic_script_without_a_translation_is_honest_latin(write, translate):
    translate("uz-arab", {})
    written = write("uz-arab")
    assert (written.language, written.subject) == ("uz", "UZ-26-0001 arizasi qabul qilindi")
    assert '<html lang="uz" dir="ltr">' in written.html


def test_a_demonstration_says_so_in_every_letter(write, settings):
    settings.DEMONSTRATION = True
    assert "This is a demonstration." in write("en").text
    settings.DEMONSTRATION = False
    assert "This is a demonstration." not in write("en").text
