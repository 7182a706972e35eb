"""News of the demonstration. What is invented says so; the digest names articles that can be read."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import get_post, today_at
from watandoshlar.domains.guides.acts import keep_picture
from watandoshlar.domains.guides.acts._tree import index_of, locales
from watandoshlar.domains.guides.drawn_pictures import drawn
from watandoshlar.domains.guides.models import (
    DigestPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    NewsIndex,
    NewsPage,
    Picture,
    ToldPage,
)

Words = Mapping[str, str]
Texts = Mapping[str, tuple[str, ...]]
# post, address, days ago, picture or "", by language: title, summary, text, what the picture shows
NEWS: tuple[tuple[str, str, int, str, Texts], ...] = (
    (
        "ministry",
        "this-is-a-demonstration",
        3,
        "mountains",
        {
            "uz": (
                "Bu namoyish nusxasi",
                "Bu yerdagi yangiliklar va tadbirlar misol; hech biri rasmiy xabar emas.",
                "Bu yerda platforma qanday ishlashini koʻrasiz.\n\nYana: [hibs haqidagi qoʻllanma](guide:detention).",
                "Chizilgan rasm: koʻk togʻlar, yashil yonbagʻir va quyosh.",
            ),
            "ru": (
                "Это демонстрация",
                "Новости и события здесь — примеры; ни одно из них не официальное сообщение.",
                "Здесь видно, как работает платформа.\n\nЕщё: [памятка о задержании](guide:detention).",
                "Рисунок: синие горы, зелёный склон и солнце.",
            ),
            "en": (
                "This is a demonstration",
                "News and events here are examples; none of them is an official message.",
                "It shows how the platform works.\n\nSee also: [the guide on detention](guide:detention).",
                "A drawing: blue mountains, a green slope and the sun.",
            ),
        },
    ),
    (
        "seoul",
        "saturday-hours",
        6,
        "",
        {
            "uz": (
                "Shanba kuni ham qabul (misol)",
                "Oʻylab topilgan misol: oyda bir shanba kuni hujjatlar qabul qilinadi.",
                "Bu oʻylab topilgan misol.\n\n- Avval [vaqt tanlang](post:seoul).\n- Hujjatlarning aslini oling.",
                "",
            ),
            "ru": (
                "Приём и в субботу (пример)",
                "Вымышленный пример: раз в месяц документы принимают в субботу.",
                "Это вымышленный пример.\n\n- Сначала [выберите время](post:seoul).\n- Возьмите подлинники документов.",
                "",
            ),
            "en": (
                "Open on a Saturday too (example)",
                "An invented example: once a month papers are received on a Saturday.",
                "This is an invented example.\n\n- First [choose a time](post:seoul).\n- Bring the originals.",
                "",
            ),
        },
    ),
    (
        "moscow",
        "new-window",
        9,
        "",
        {
            "uz": (
                "Yangi qabul oynasi (misol)",
                "Oʻylab topilgan misol: tugʻilish guvohnomalari uchun alohida oyna.",
                "Bu oʻylab topilgan misol.",
                "",
            ),
            "ru": (
                "Новое окно приёма (пример)",
                "Вымышленный пример: отдельное окно для свидетельств о рождении.",
                "Это вымышленный пример.",
                "",
            ),
        },
    ),
)
# post, address, in how many days, cancelled, place, by language: title, summary, text, how to take part
EVENTS: tuple[tuple[str, str, int, bool, str, Texts], ...] = (
    (
        "seoul",
        "mobile-reception",
        14,
        False,
        "Ansan",
        {
            "uz": (
                "Ansanda sayyor qabul (misol)",
                "Oʻylab topilgan misol: konsullik xodimlari Ansanda hujjat qabul qiladi.",
                "Bu oʻylab topilgan misol.",
                "Yozilish shart emas. Pasportingizni olib keling.",
            ),
            "ru": (
                "Выездной приём в Ансане (пример)",
                "Вымышленный пример: консульские работники принимают документы в Ансане.",
                "Это вымышленный пример.",
                "Записываться не нужно. Возьмите паспорт.",
            ),
            "en": (
                "Mobile reception in Ansan (example)",
                "An invented example: consular officers receive papers in Ansan.",
                "This is an invented example.",
                "No need to sign up. Bring your passport.",
            ),
        },
    ),
    (
        "moscow",
        "meeting-of-students",
        20,
        True,
        "Moskva",
        {
            "uz": (
                "Talabalar bilan uchrashuv (misol)",
                "Oʻylab topilgan misol: uchrashuv bekor qilindi.",
                "Bu oʻylab topilgan misol.",
                "Yangi kun shu yerda yoziladi.",
            ),
            "ru": (
                "Встреча со студентами (пример)",
                "Вымышленный пример: встреча отменена.",
                "Это вымышленный пример.",
                "Новый день появится здесь.",
            ),
            "en": (
                "Meeting with students (example)",
                "An invented example: the meeting is cancelled.",
                "This is an invented example.",
                "A new day will be named here.",
            ),
        },
    ),
    (
        "seoul",
        "evening-of-poetry",
        -12,
        False,
        "Seoul",
        {
            "uz": ("Sheʼriyat kechasi (misol)", "Oʻylab topilgan misol.", "Bu oʻylab topilgan misol.", "Kirish erkin."),
            "ru": ("Вечер поэзии (пример)", "Вымышленный пример.", "Это вымышленный пример.", "Вход свободный."),
            "en": (
                "Evening of poetry (example)",
                "An invented example.",
                "This is an invented example.",
                "All may come.",
            ),
        },
    ),
)
DIGEST: Mapping[str, tuple[str, str]] = {
    "uz": ("Mehnat migratsiyasi haqida yozganlari", "Namoyish uchun tanlangan ochiq maqolalar."),
    "ru": ("Что пишут о трудовой миграции", "Открытые статьи, выбранные для демонстрации."),
    "en": ("What is written on labour migration", "Public articles, chosen for the demonstration."),
}
# day, title, address, by language: what it is about
ARTICLES: tuple[tuple[date | None, str, str, Words], ...] = (
    (
        date(2024, 10, 18),
        "Migration Agency set up under the Cabinet",
        "https://mail.tashkenttimes.uz/national/13914-migration-agency-set-up-under-the-cabinet",
        {
            "uz": "Tashqi mehnat migratsiyasi agentligi oʻrniga Vazirlar Mahkamasi huzurida Migratsiya agentligi "
            "tuzilgani va u nima bilan shugʻullanishi haqida.",
            "ru": "О том, что вместо Агентства внешней трудовой миграции создано Агентство миграции при Кабинете "
            "министров, и чем оно занимается.",
            "en": "On the Migration Agency under the Cabinet of Ministers, which replaced the External Labour "
            "Migration Agency, and on its tasks.",
        },
    ),
    (
        None,
        "Shavkat Mirziyoyev approves labour migration support package",
        "https://tashkenttimes.uz/national/12754-shavkat-mirziyoyev-approves-labour-migration-support-package",
        {
            "uz": "2024-yilgi farmon: chet elga ishga ketayotganlarga imtihon, viza va chipta xarajatining bir qismi "
            "qaytariladi, qaytganlarni ishga olganlarga esa subsidiya beriladi.",
            "ru": "Об указе 2024 года: тем, кто едет работать, возмещают часть расходов на экзамены, визу и билет, а "
            "принявшим вернувшихся на работу дают субсидию.",
            "en": "On a decree of 2024: part of the cost of exams, visa and ticket is repaid to those who go to work "
            "abroad, and who employs those that return gets a subsidy.",
        },
    ),
)
GALLERY: Mapping[str, tuple[str, str]] = {
    "uz": ("Naqshlar (misol)", "Dastur chizgan rasmlar; ularda hech kim yoʻq."),
    "ru": ("Узоры (пример)", "Рисунки, сделанные программой; людей на них нет."),
    "en": ("Patterns (example)", "Pictures drawn by a program; nobody is in them."),
}
SHOWS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "tiles": {
        "uz": ("Koʻk-oq koshinlar, har birida sakkiz qirrali yulduz.", "Koshinlar"),
        "ru": ("Сине-белые изразцы, на каждом восьмиконечная звезда.", "Изразцы"),
        "en": ("Blue and white tiles, on each a star of eight points.", "Tiles"),
    },
    "rosettes": {
        "uz": ("Qizil suzani gullari, yashil halqalar ichida.", "Suzani"),
        "ru": ("Красные розетки сюзане в зелёных кольцах.", "Сюзане"),
        "en": ("Red rosettes of a suzani within green rings.", "Suzani"),
    },
    "mountains": {
        "uz": ("Koʻk togʻlar, yashil yonbagʻir va quyosh.", "Togʻlar"),
        "ru": ("Синие горы, зелёный склон и солнце.", "Горы"),
        "en": ("Blue mountains, a green slope and the sun.", "Mountains"),
    },
}


def show_news_of_the_demonstration(*, writer: Account, second: Account) -> None:
    """What one editor wrote and another agreed to; once only."""
    if NewsPage.objects.exists():
        return
    pictures = {name: _picture(name, writer) for name in SHOWS}
    for told in (*_news(pictures), *_events(), *_digests(), *_galleries(pictures)):
        publish_by_agreement(told, writer=writer, second=second)


def publish_by_agreement(page: ToldPage, *, writer: Account, second: Account) -> ToldPage:
    """A page as editors publish one: written, submitted, read by another, who agrees."""
    page.draft_title, page.live = page.title, False
    page.clean()
    index_of(page.locale, NewsIndex).add_child(instance=page)
    page.save_revision(user=writer, log_action=True)
    state = page.get_workflow().start(page, writer).current_task_state
    state.task.specific.on_action(state, second, "approve")
    return page


def _picture(name: str, writer: Account) -> Picture:
    return keep_picture(
        acting_user=writer,
        content=drawn(name),
        title=SHOWS[name]["en"][1],
        taken_by="Watandoshlar",
        licence="ours",
        consent="Drawn by a program; nobody is in it.",
    )


def _news(pictures: Mapping[str, Picture]) -> list[NewsPage]:
    return [
        NewsPage(
            **_of(code, slug, language, title, summary),
            day=today_at(get_post(code)) - timedelta(days=ago),
            body=body,
            picture=pictures.get(name),
            picture_text=shows,
        )
        for code, slug, ago, name, texts in NEWS
        for language, (title, summary, body, shows) in texts.items()
    ]


def _events() -> list[EventPage]:
    return [
        EventPage(
            **_of(code, slug, language, title, summary),
            body=body,
            begins_on=today_at(get_post(code)) + timedelta(days=days),
            begins_at=time(15),
            ends_on=today_at(get_post(code)) + timedelta(days=days),
            ends_at=time(18),
            place=place,
            taking_part=taking_part,
            is_cancelled=cancelled,
        )
        for code, slug, days, cancelled, place, texts in EVENTS
        for language, (title, summary, body, taking_part) in texts.items()
    ]


def _digests() -> list[DigestPage]:
    return [
        DigestPage(
            **_of("ministry", "labour-migration", language, title, summary),
            entries=[
                ("entry", {"outlet": "The Tashkent Times", "published_on": day, "title": name, "language": "en",
                           "url": url, "words": words[language]})
                for day, name, url, words in ARTICLES
            ],
        )
        for language, (title, summary) in DIGEST.items()
    ]  # fmt: skip


def _galleries(pictures: Mapping[str, Picture]) -> list[GalleryPage]:
    galleries = []
    for language, (title, summary) in GALLERY.items():
        gallery = GalleryPage(**_of("ministry", "patterns", language, title, summary))
        gallery.pictures = [
            GalleryPicture(sort_order=place, picture=pictures[name], alternative_text=text, caption=caption)
            for place, (name, words) in enumerate(SHOWS.items())
            for text, caption in (words[language],)
        ]
        galleries.append(gallery)
    return galleries


def _of(code: str, slug: str, language: str, title: str, summary: str) -> dict:
    locale = locales()[language]
    return {"post": get_post(code), "slug": slug, "locale": locale, "title": title, "summary": summary}
