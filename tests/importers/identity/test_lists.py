import pytest

from watchgraph_importers.identity.lists import is_list, split_names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Google/Nest", ("Google", "Nest")),
        ("AT&T/Intrepid Networks", ("AT&T", "Intrepid Networks")),
        ("G/O Media/Gizmodo", ("G/O Media", "Gizmodo")),
        ("Delhi Police, Uttar Pradesh Police", ("Delhi Police", "Uttar Pradesh Police")),
        ("Huawei, ZTE, and Yixin ", ("Huawei", "ZTE", "Yixin")),
        (
            "LGS Handling Ltd, Louis Travel Ltd, and LGS Aviation",
            ("LGS Handling Ltd", "Louis Travel Ltd", "LGS Aviation"),
        ),
        ("Ministry of Roads and Ministry of Finance, Government Agency", ("Ministry of Roads", "Ministry of Finance")),
        ("China Eximbank and China Development Bank", ("China Eximbank", "China Development Bank")),
        ("Sama AI/Samasource", ("Sama AI", "Samasource")),
        ("PT Sumberenergi Sakti Prima/ PT Sumber Segara", ("PT Sumberenergi Sakti Prima", "PT Sumber Segara")),
        (
            "Springfield Police Department, State Fusion Exchange (SFX)",
            ("Springfield Police Department", "State Fusion Exchange (SFX)"),
        ),
        ("CITIC Group, Private Sector; Eskom, Foundation", ("CITIC Group, Private Sector", "Eskom, Foundation")),
    ],
)
def test_a_cell_of_several_names_is_split(cell: str, names: tuple[str, ...]) -> None:
    assert split_names(cell) == names
    assert is_list(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "Johnson & Johnson",
        "Dahua Technology Co., Ltd.",
        "Bank of China, London Branch",
        "China Machinery Engineering Corporation (CMEC)",
        "West African Development Bank (WADB/BOAD), Multilateral",
        "Export-Import Bank of China, Government Agency",
        "Woodbridge Police Department, New Jersey",
        "Kodaiji Temple, Kyoto",
        "Zhuzhou porcelain factory, Hunan province",
        "Vodafone España, S.A.U.",
        "IDdesign A / S",
        "SMIC, Americas",
        "Stanford Shopping Center, Palo Alto",
        "Faculty of Architecture, University of Moratuwa",
        "AI/Robotics Venture Strategy 3",
        "Immigration, Refugees and Citizenship Canada (IRCC)",
        "United Nations Educational, Scientific and Cultural Organization (UNESCO), Multilateral",
        "Zimbabwe Ministry of Transport, Communications and Infrastructural Development",
        "Beijing Science and Technology Co.",
        "China Road and Bridge Corporation",
        "https://example.org/a/b",
    ],
)
def test_a_name_with_a_comma_a_slash_or_an_and_stays_one(cell: str) -> None:
    assert split_names(cell) == (cell,)
    assert not is_list(cell)


def test_white_space_and_empty_parts_are_no_names() -> None:
    assert split_names(" Alibaba ; ; ") == ("Alibaba",)
    assert split_names("  ") == ()
