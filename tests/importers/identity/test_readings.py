import pytest

from watchgraph_importers.identity.folding import folded, mended
from watchgraph_importers.identity.nations import nation
from watchgraph_importers.identity.readings import read


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("SociÃ©tÃ© GÃ©nÃ©rale", "Société Générale"),
        ("AlgÍ©riÍ© TÍ©lÍ©com", "Algérié Télécom"),
        ("TianjinÂ\xa0Port", "Tianjin Port"),
        ("Uganda Peopleâ€™s", "Uganda People\u2019s"),
        ("Hik\u200bvi\u202esion", "Hikvision"),
        ("\uff3a\uff34\uff25", "ZTE"),
        ("Brea \n County\t", "Brea County"),
        ("Ministry of Defen\u0441e", "Ministry of Defence"),
        ("São Paulo", "São Paulo"),
        ("Âge d'Or", "Âge d'Or"),
    ],
)
def test_damage_is_undone_and_what_nobody_sees_is_dropped(damaged: str, sound: str) -> None:
    assert mended(damaged) == sound


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("U.S. Immigration", "us immigration"),
        ("S.p.A.", "spa"),
        ("IDdesign A / S", "iddesign as"),
        ("Road & Bridge", "road and bridge"),
        ("Xi\u2019an's", "xian"),
        ("Tï¿½l", "t~l"),
        ("Федеральная", "federalnaya"),
    ],
)
def test_a_name_is_folded_to_plain_words(raw: str, plain: str) -> None:
    assert folded(raw) == plain


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Vodafone España, S.A.U.", "vodafone spain"),
        ("UAB MisterTango", "mistertango"),
        ("China Communications Construction Group (Limited) (CCCG)*", "china communication construction group"),
        ("Export-Import Bank of China, Government Agency", "export import bank china"),
        ("Kenyan Ministry of Health", "ministry kenya health"),
        ("Ministry of Health of Kenya", "ministry kenya health"),
        ("Rælingen Municipality", "municipality raelingen"),
        ("Data Protection Authority of Ireland", "data protection authority ireland"),
        ("arvada-pd", "arvada police"),
        ("Telecoms provider (Zonko GmbH)", "zonko"),
        ("UWV - Insurance provider", "uwv"),
        ("RTI - Reti Televisive Italiane", "reti televisive italiane"),
        ("China Unicom (Hong Kong) Limited", "china unicom hongkong"),
        ("Gorillas", "gorillas"),
        ("The Guardian", "guardian"),
        ("Limited", "limited"),
    ],
)
def test_the_words_that_tell_a_name_from_others_are_read(raw: str, words: str) -> None:
    assert " ".join(read(raw).words) == words


def test_brackets_give_acronyms_and_other_names() -> None:
    listed = read(
        "AVIC Chengdu Aircraft Co., Ltd. (formerly Zhonghang Electronic Measuring Instruments Company Limited (ZEMIC))"
    )

    assert read("West African Development Bank (WADB/BOAD)").acronyms == {"wadb", "boad"}
    assert listed.aliases == (("zhonghang", "electronic", "measuring", "instrument"),)
    assert read("CMEC").short
    assert not read("Cmec").short


@pytest.mark.parametrize(
    ("code", "word"), [("GH", "ghana"), ("BO", "bolivia"), ("US", "us"), ("KR", "korea"), ("XX", None)]
)
def test_a_country_has_a_word_in_names(code: str, word: str | None) -> None:
    assert nation(code) == word
