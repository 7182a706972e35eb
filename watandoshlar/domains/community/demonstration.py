"""The community of the demonstration: two organisations, events, opportunities, and consultations, one with its reply.
All of it is invented, and says so."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.community import consent_text
from watandoshlar.domains.community.acts import (
    agree_to_contact,
    announce_event,
    enter_opportunity,
    enter_organisation,
    give_answer,
    keep_contact,
    make_promise,
    name_theme,
    note_promise,
    prepare_consultation,
    publish_consultation,
    publish_event,
    publish_reply,
    sort_answer,
    submit_organisation,
    verify_opportunity,
    verify_organisation,
)
from watandoshlar.domains.community.models import ConsultationAnswer, Organisation
from watandoshlar.domains.community.queries import today
from watandoshlar.domains.community.rules.facts import (
    ConsultationFacts,
    Contact,
    EventFacts,
    OpportunityFacts,
    OrganisationFacts,
)
from watandoshlar.foundation import clock

Desk = tuple[Account, Account]
ORGANISATIONS = (
    OrganisationFacts(
        names={
            "uz": "Ipak yoʻli uyushmasi (misol)",
            "ru": "Ассоциация «Шёлковый путь» (пример)",
            "en": "Silk Road Association (example)",
            "local": "비단길 협회 (예시)",
        },
        aims={
            "uz": "Shanba kunlari bolalarga oʻzbek tilini oʻrgatamiz va bayramlarni birga oʻtkazamiz. Bu misol.",
            "ru": "По субботам учим детей узбекскому языку и вместе отмечаем праздники. Это вымышленный пример.",
            "en": "On Saturdays we teach children Uzbek, and we celebrate together. This is an invented example.",
        },
        country="KR",
        region="KR-11",
        city="Seoul",
        topics=("culture", "language"),
        languages=("ko", "uz"),
        founded=2019,
        website="https://silk-road.example.org/",
    ),
    OrganisationFacts(
        names={"uz": "Mehnat va huquq klubi (misol)", "ru": "Клуб «Труд и право» (пример)"},
        aims={
            "uz": "Ishchilarga mehnat shartnomasini tushunishda yordam beramiz. Bu misol.",
            "ru": "Помогаем рабочим понять трудовой договор. Это вымышленный пример.",
        },
        country="RU",
        region="RU-MOW",
        city="Moskva",
        topics=("help", "work"),
        languages=("ru", "uz"),
        founded=2021,
    ),
)
CONTACTS = {
    "KR": Contact(name="Nodira (misol)", email="silk-road@example.org", phone="+82 2 000 00 00"),
    "RU": Contact(name="Aziz (misol)", email="club@example.org"),
}
EVENTS = {
    "KR": (
        "Asia/Seoul",
        {"uz": "Navroʻz bayrami (misol)", "ru": "Праздник Навруз (пример)", "en": "Navruz (example)"},
        "Seoul, Itaewon",
    ),
    "RU": (
        "Europe/Moscow",
        {"uz": "Mehnat shartnomasi haqida suhbat (misol)", "ru": "Беседа о трудовом договоре (пример)"},
        "Moskva",
    ),
}
NO_GUARANTEE = {
    "uz": "Bu oʻylab topilgan misol; haqiqiy taklif emas.",
    "ru": "Это вымышленный пример, а не настоящее предложение.",
    "en": "This is an invented example, not a real offer.",
}
ELIGIBLE = {
    "uz": "18 yoshga toʻlgan, oʻzbek tilini biladigan vatandoshlar.",
    "ru": "Соотечественники от 18 лет, которые знают узбекский язык.",
    "en": "Compatriots of 18 years or more who know Uzbek.",
}
OPPORTUNITIES = (
    (
        "study",
        90,
        {
            "uz": "Magistratura uchun oʻrinlar (misol)",
            "ru": "Места в магистратуре (пример)",
            "en": "Places for a master (example)",
        },
    ),
    (
        "job",
        10,
        {
            "uz": "Shifokorlar uchun ish (misol)",
            "ru": "Работа для врачей (пример)",
            "en": "Work for physicians (example)",
        },
    ),
    (
        "science",
        45,
        {
            "uz": "Olimlar uchun tanlov (misol)",
            "ru": "Конкурс для учёных (пример)",
            "en": "A call for scientists (example)",
        },
    ),
)
QUESTIONS = (
    {
        "uz": "Bolalar oʻzbek tilini qayerda oʻrganadi? (misol)",
        "ru": "Где дети учат узбекский язык? (пример)",
        "en": "Where do children learn Uzbek? (example)",
    },
    {
        "uz": "Qaysi xizmat sizga eng koʻp kerak? (misol)",
        "ru": "Какая услуга вам нужнее всего? (пример)",
        "en": "Which service do you need most? (example)",
    },
)
TELL_US = {
    "uz": "Oʻz tajribangizni yozing: nima bor, nima yetishmaydi, nima yordam berardi.",
    "ru": "Напишите о своём опыте: что есть, чего не хватает, что помогло бы.",
    "en": "Write of your own experience: what there is, what is missing, what would help.",
}
THEMES = (
    {"uz": "Dam olish kuni maktabi kerak", "ru": "Нужна школа выходного дня", "en": "A school on weekends"},
    {"uz": "Darsliklar kerak", "ru": "Нужны учебники", "en": "Textbooks"},
)
REPLY = {
    "uz": "Rahmat. Koʻpchilik dam olish kuni maktabi va darsliklarni soʻradi. Nima qilishimiz quyida yozilgan (misol).",
    "ru": "Спасибо. Многие просили школы выходного дня и учебники. Что мы сделаем, написано ниже (пример).",
    "en": "Thank you. Many asked for schools on weekends and for textbooks. What we will do stands below (example).",
}
PROMISES = (
    {
        "uz": "Darsliklarning ochiq nusxasi saytda boʻladi (misol)",
        "ru": "Открытая копия учебников появится на сайте (пример)",
        "en": "An open copy of the textbooks will be on the site (example)",
    },
    {
        "uz": "Uchta shaharda dam olish kuni maktabi ochiladi (misol)",
        "ru": "В трёх городах откроются школы выходного дня (пример)",
        "en": "Schools on weekends will open in three cities (example)",
    },
)
WORDS = ("Darslik topolmayapmiz.", "Shanba kungi maktab kerak.")


def show_community(
    *, speakers: Mapping[str, Account], officers: Mapping[str, Account], desk: Desk, answering: Sequence[Account]
) -> None:
    """Speakers and officers by country; `desk` are two colleagues at the ministry."""
    now = clock.now()
    with clock.fixed(now - timedelta(days=20)):
        for facts in ORGANISATIONS:
            _organisation(facts, speakers[facts.country], officers[facts.country])
    for country, days in (("RU", -18), ("KR", 12), ("RU", 25)):
        with clock.fixed(now - timedelta(days=19)):
            _event(country, now.date() + timedelta(days=days), speakers[country], officers[country])
    for kind, days, titles in OPPORTUNITIES:
        _opportunity(kind, days, titles, desk)
    _consultation_with_reply(desk, answering)
    asked = prepare_consultation(acting_user=desk[0], facts=_question(1, timedelta(days=20)))
    publish_consultation(acting_user=desk[1], pk=asked.pk)


def _organisation(facts: OrganisationFacts, speaker: Account, officer: Account) -> None:
    row = enter_organisation(acting_user=speaker, facts=facts)
    keep_contact(acting_user=speaker, pk=row.pk, contact=CONTACTS[facts.country])
    if facts.country == "KR":
        agree_to_contact(acting_user=speaker, pk=row.pk, text_version=consent_text.VERSION, language="uz")
    submit_organisation(acting_user=speaker, pk=row.pk)
    until = today() + timedelta(days=365)
    verify_organisation(acting_user=officer, pk=row.pk, evidence=["registration"], until=until, revision=row.revision)


def _event(country: str, day: date, speaker: Account, officer: Account) -> None:
    zone, titles, place = EVENTS[country]
    begins = clock.now().astimezone(ZoneInfo(zone)).replace(hour=18, minute=0, second=0, microsecond=0)
    begins += day - begins.date()
    facts = EventFacts(
        titles=titles,
        texts=NO_GUARANTEE,
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        zone=zone,
        place=place,
        languages=("uz",),
    )
    organisation = Organisation.objects.get(represented_by=speaker)
    event = announce_event(acting_user=speaker, organisation=organisation.pk, facts=facts)
    publish_event(acting_user=officer, pk=event.pk)


def _opportunity(kind: str, days: int, titles: Mapping[str, str], desk: Desk) -> None:
    facts = OpportunityFacts(
        kind=kind,
        titles=titles,
        texts=NO_GUARANTEE,
        eligibility=ELIGIBLE,
        offered_by="Example University",
        source_url="https://opportunities.example.org/",
        last_day=today() + timedelta(days=days),
        place="Toshkent",
        links={"service": "consular-registration"} if kind == "job" else {},
    )
    row = enter_opportunity(acting_user=desk[0], facts=facts)
    verify_opportunity(acting_user=desk[1], pk=row.pk)


def _question(number: int, length: timedelta) -> ConsultationFacts:
    last = today() + length
    return ConsultationFacts(QUESTIONS[number], TELL_US, today(), last, last + timedelta(days=20))


def _consultation_with_reply(desk: Desk, answering: Sequence[Account]) -> None:
    """Asked four weeks ago, answered by all of them, and replied to three days ago."""
    now = clock.now()
    with clock.fixed(now - timedelta(days=28)):
        asked = prepare_consultation(acting_user=desk[0], facts=_question(0, timedelta(days=18)))
        publish_consultation(acting_user=desk[1], pk=asked.pk)
        for number, account in enumerate(answering):
            give_answer(acting_user=account, consultation=asked.pk, words=WORDS[number % 2])
    with clock.fixed(now - timedelta(days=3)):
        by = {"acting_user": desk[0], "consultation": asked.pk}
        themes = [name_theme(**by, titles=titles).pk for titles in THEMES]
        answers = ConsultationAnswer.objects.filter(consultation=asked).order_by("pk").values_list("pk", flat=True)
        for number, pk in enumerate(list(answers)):
            sort_answer(**by, pk=pk, themes=[themes[1 - number % 2]])
        promises = [make_promise(**by, texts=texts, due_on=today() + timedelta(days=90)) for texts in PROMISES]
        publish_reply(**by, texts=REPLY)
        note_promise(**by, pk=promises[0].pk, step="start", why={})
