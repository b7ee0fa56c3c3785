import pytest

from watchgraph_importers.gdpr_fines.articles import Provision, UnreadableArticleError, provisions


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Art. 5 (1) a), f) GDPR, Art. 6 GDPR", ["Art. 5 (1) a)", "Art. 5 (1) f)", "Art. 6"]),
        ("Art. 5 (1) a) GDPR|Art. 6 GPDR", ["Art. 5 (1) a)", "Art. 6"]),
        ("Art. 12 (3), (4), (5) GDPR", ["Art. 12 (3)", "Art. 12 (4)", "Art. 12 (5)"]),
        ("Art. 5 (1) (f) GDPR", ["Art. 5 (1) f)"]),
        ("Art. 5 (1) b), (e) GDPR", ["Art. 5 (1) b)", "Art. 5 (1) e)"]),
        ("Art, 25 (1) GDPR|Art.14 of the GDPR", ["Art. 25 (1)", "Art. 14"]),
        ("Art. 12 GDPR. Art. 24 GDPR", ["Art. 12", "Art. 24"]),
        ("Art.\xa021\xa0(3)\xa0GDPR", ["Art. 21 (3)"]),
        ("Art. 58(2) GDPR, Art. 58 (2) GDPR", ["Art. 58 (2)"]),
    ],
)
def test_articles_are_read_however_they_are_joined(text: str, read: list[str]) -> None:
    assert provisions(text) == [Provision(law="GDPR", article=article) for article in read]


def test_other_laws_keep_their_names() -> None:
    text = "Art. 130 (1), (2) Codice della privacy, § 3 Law 759/2004, Data Protection Act 2018, Art. 32"

    assert [(each.law, each.article) for each in provisions(text)] == [
        ("Codice della privacy", "Art. 130 (1)"),
        ("Codice della privacy", "Art. 130 (2)"),
        ("Law 759/2004", "§ 3"),
        ("Data Protection Act 2018", ""),
        ("GDPR", "Art. 32"),
    ]


@pytest.mark.parametrize("text", ["Unknown", "(2) (3", "something else", "Art"])
def test_what_names_no_article_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableArticleError):
        provisions(text)
