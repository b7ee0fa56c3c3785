"""What people call things that are no kinds of their own here: roles that claims give, and everyday words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class OtherWord(NamedTuple):
    """kind: name of the kind that is meant. predicate: whose claims tell these from others of the kind; None: all.

    led_to: such a claim leads to it, and is not about it.
    """

    kind: str
    predicate: str | None = None
    led_to: bool = False


OTHER_WORDS: Final[Mapping[str, OtherWord]] = MappingProxyType(
    {
        "vendor": OtherWord("Organisation", "supplies"),
        "supplier": OtherWord("Organisation", "supplies"),
        "seller": OtherWord("Organisation", "supplies"),
        "maker": OtherWord("Organisation", "madeCamerasAt"),
        "manufacturer": OtherWord("Organisation", "madeCamerasAt"),
        "lender": OtherWord("Organisation", "lender", led_to=True),
        "bank": OtherWord("Organisation", "lender", led_to=True),
        "operator": OtherWord("Organisation", "operatedBy", led_to=True),
        "court": OtherWord("Organisation", "court", led_to=True),
        "company": OtherWord("Organisation"),
        "organization": OtherWord("Organisation"),
        "firm": OtherWord("Organisation"),
        "agency": OtherWord("Organisation"),
        "camera": OtherWord("Place", "hasEquipment"),
        "site": OtherWord("Place", "hasSite", led_to=True),
        "country": OtherWord("Place"),
        "city": OtherWord("Place"),
        "system": OtherWord("Deployment"),
        "project": OtherWord("FinancialFacility"),
        "loan": OtherWord("FinancialFacility", "flowType"),
        "grant": OtherWord("FinancialFacility", "flowType"),
        "law": OtherWord("LegalInstrument"),
        "statute": OtherWord("LegalInstrument"),
        "bill": OtherWord("LegalInstrument"),
        "ban": OtherWord("Place", "banned"),
        "fine": OtherWord("RegulatoryAction", "fine"),
        "lawsuit": OtherWord("Case"),
        "judgment": OtherWord("Ruling"),
        "judgement": OtherWord("Ruling"),
        "document": OtherWord("Source"),
        "article": OtherWord("Source"),
        "official": OtherWord("Person"),
        "software": OtherWord("Product"),
    }
)


def meant_by(name: str) -> str:
    """Say what is meant by a word that is no kind, for the end of a message; empty where nobody knows."""
    folded = name.strip().lower()
    found = next((OTHER_WORDS[each] for each in _singular(folded) if each in OTHER_WORDS), None)
    if found is None:
        return ""
    told = f"those that `{found.predicate}` leads to" if found.led_to else f"those with `{found.predicate}`"
    return f"; did you mean {found.kind}{'' if found.predicate is None else f', {told}'}?"


def _singular(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of."""
    endings = (("ies", "y"), ("s", ""))
    return (word, *(word.removesuffix(end) + rest for end, rest in endings if word.endswith(end)))
