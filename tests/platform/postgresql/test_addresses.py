"""What a setting may say of a database, and what a message then says."""

import pytest

from watchgraph.postgresql import Address, DatabaseRefusedError


def test_an_address_is_read_into_its_parts_and_named_without_user_and_password() -> None:
    address = Address.of("postgresql://ann:s%2Fecret@[::1]:5433/a%20store?sslmode=require", "X")

    assert address.keywords() == {
        "host": "::1",
        "port": "5433",
        "dbname": "a store",
        "user": "ann",
        "password": "s/ecret",
        "sslmode": "require",
    }
    assert str(address) == "database 'a store' at ::1 port 5433"
    assert "ecret" not in repr(address)


def test_what_is_left_out_is_left_to_the_driver() -> None:
    assert Address.of("postgres:///store?host=/run/postgresql", "X").keywords() == {
        "dbname": "store",
        "host": "/run/postgresql",
    }


def test_several_servers_can_be_named() -> None:
    keywords = Address.of("postgresql://one:1,two:2/store?target_session_attrs=read-write", "X").keywords()

    assert (keywords["host"], keywords["port"]) == ("one,two", "1,2")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://ann:secret@host/store", "begins with 'mysql'"),
        ("host/store", "names no kind"),
        ("postgresql://ann:secret@host", "names no database"),
        ("postgresql://ann:secret@host/", "names no database"),
        ("postgresql://ann:secret@host:port/store", "host and port"),
        ("postgresql://ann:secret@host:99999999/store", "host and port"),
        ("postgresql://ann:secret@host/store/more", "more comes after"),
        ("postgresql://ann:sec#ret@host/store", "names no database"),
        ("postgresql://ann:secret@host/store?sslmod=require", "option 'sslmod'"),
        ("postgresql://ann:secret@host/store?options=-c%20x=1", "option 'options'"),
        ("postgresql://ann:secret@[::1/store", "Invalid IPv6"),
    ],
)
def test_anything_else_is_refused_in_one_sentence_that_tells_no_secret(url: str, why: str) -> None:
    with pytest.raises(DatabaseRefusedError, match=r"^WATCHGRAPH_DATABASE_URL is no address of a database") as refused:
        Address.of(url, "WATCHGRAPH_DATABASE_URL")

    assert why in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "ret@" not in str(refused.value)


def test_two_names_of_one_database_are_known_as_such() -> None:
    one = Address.of("postgresql://ann@host/store", "X")

    assert one.same_database(Address.of("postgres://ben:x@host:5432/store", "X"))
    assert not one.same_database(Address.of("postgresql://ann@host/keys", "X"))
    assert not one.same_database(Address.of("postgresql://ann@host:5433/store", "X"))
