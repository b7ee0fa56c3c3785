import pytest
from tests.importers.aidata.rows import made_row, stated

from watchgraph.domain.values import Text
from watchgraph_importers.acts import EntityKey
from watchgraph_importers.aidata.recipients import read_recipients, recipient_key, recipient_names
from watchgraph_importers.errors import FieldError
from watchgraph_importers.places import register_key

SLUG = "aidata-china-finance"


@pytest.mark.parametrize(
    ("short", "long", "names", "together", "key"),
    [
        ("GN", "GIN", "Guinea", "Guinea", register_key("GN")),
        ("", "NAM", "Namibia", "Namibia", register_key("NA")),
        ("XR", "Africa, regional", "Africa, regional", "Africa, regional", "XR"),
        ("XR; ZM", "Africa, regional; ZMB", "Africa, regional; Zambia", "Africa, regional, Zambia", "XR; ZM"),
        ("TZ; TZ", "TZA; TZA", "Tanzania; Tanzania", "Tanzania", register_key("TZ")),
        ("; ZM", "NAM; ZMB", "Namibia; Zambia", "Namibia, Zambia", "NA; ZM"),
        ("TT; ", "TTO; Caribbean, regional", "Trinidad & Tobago; ", "Caribbean, regional, Trinidad & Tobago", "TT"),
        ("", "", "Oceania, regional", "Oceania, regional", "Oceania, regional"),
        ("", "XKX", "Kosovo", "Kosovo", EntityKey(dataset=SLUG, kind="Place", native="Kosovo")),
        ("", "", "", "", None),
    ],
)
def test_one_country_goes_by_its_code_and_several_by_theirs(
    short: str, long: str, names: str, together: str, key: EntityKey | str | None
) -> None:
    cells = {"recipient_iso2": short, "recipient_iso3": long, "recipient_oecd_name": names, "all_recipients": together}
    row = made_row(cells)

    found = recipient_key(row, read_recipients(row))

    group = EntityKey(dataset=SLUG, kind="Group", native=key) if isinstance(key, str) else key
    assert found == group


def test_every_country_of_a_list_is_named_and_the_list_is_not_one() -> None:
    cells = {
        "recipient_iso2": "SD; SS",
        "recipient_iso3": "SDN; SSD",
        "recipient_oecd_name": "Sudan; ",
        "all_recipients": "South Sudan, Sudan",
    }
    row = made_row(cells)
    recipients = read_recipients(row)
    together = recipient_key(row, recipients)
    assert together is not None

    acts = list(recipient_names(row, recipients, together))

    assert [one.subject for one in stated(acts, "name")] == [register_key("SD"), together]
    assert [one.subject for one in stated(acts, "partOf")] == [register_key("SD"), register_key("SS")]
    assert together.kind == "Group"


@pytest.mark.parametrize(
    ("code", "listed", "together", "names"),
    [
        ("VN", "Vietnam", "Viet Nam", ["Vietnam", "Viet Nam"]),
        ("FM", "Micronesia, Fed. States", "Micronesia, Federated States of", None),
        ("GN", "Guinea", "Guinea", ["Guinea"]),
        ("TZ; TZ", "Tanzania; Tanzania", "Tanzania, Tanzania", ["Tanzania"]),
        ("AO", "Angola", "Angola, Unset", ["Angola"]),
    ],
)
def test_one_country_is_called_as_each_column_has_it_but_by_no_list(
    code: str, listed: str, together: str, names: list[str] | None
) -> None:
    row = made_row({"recipient_iso2": code, "recipient_oecd_name": listed, "all_recipients": together})
    recipients = read_recipients(row)
    key = recipient_key(row, recipients)
    assert key is not None

    called = [one.object for one in stated(list(recipient_names(row, recipients, key)), "name")]

    assert [name.text for name in called if isinstance(name, Text)] == (names or [listed, together])


def test_a_code_that_is_none_is_refused() -> None:
    with pytest.raises(FieldError):
        read_recipients(made_row({"recipient_iso3": "XYZ"}))
