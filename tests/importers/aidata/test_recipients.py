import pytest
from tests.importers.rows import row, said

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
    made = row(cells)

    found = recipient_key(made, read_recipients(made))

    group = EntityKey(dataset=SLUG, kind="Group", native=key) if isinstance(key, str) else key
    assert found == group


def test_every_country_of_a_list_is_named_and_the_list_is_not_one() -> None:
    cells = {
        "recipient_iso2": "SD; SS",
        "recipient_iso3": "SDN; SSD",
        "recipient_oecd_name": "Sudan; ",
        "all_recipients": "South Sudan, Sudan",
    }
    made = row(cells)
    recipients = read_recipients(made)
    together = recipient_key(made, recipients)
    assert together is not None

    acts = list(recipient_names(made, recipients, together))

    assert [one.subject for one in said(acts, "name")] == [register_key("SD"), together]
    assert [one.subject for one in said(acts, "partOf")] == [register_key("SD"), register_key("SS")]
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
    made = row({"recipient_iso2": code, "recipient_oecd_name": listed, "all_recipients": together})
    recipients = read_recipients(made)
    key = recipient_key(made, recipients)
    assert key is not None

    called = [one.object for one in said(list(recipient_names(made, recipients, key)), "name")]

    assert [name.text for name in called if isinstance(name, Text)] == (names or [listed, together])


def test_a_code_that_is_none_is_refused() -> None:
    with pytest.raises(FieldError):
        read_recipients(row({"recipient_iso3": "XYZ"}))
