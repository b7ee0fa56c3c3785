"""AidData's own words for status, flow, intent, sector and the rest, and our codes for them."""

from collections.abc import Mapping
from typing import Final

from watchgraph.domain.values import Code
from watchgraph_importers.errors import FieldError

NOT_KNOWN: Final = frozenset({"unset", "no information", "some information", "unknown", "-1"})
"""What the publisher writes where it does not know, in any case."""

YES: Final = frozenset({"true", "1", "yes"})
NO: Final = frozenset({"false", "0", "no"})


class Codebook:
    """A closed list of words in the publisher's codebook. scheme: of our codes. Words are found in any case."""

    def __init__(self, scheme: str, words: Mapping[str, str]) -> None:
        self._known = ", ".join(words)
        self._codes = {word.casefold(): Code(scheme=scheme, code=code) for word, code in words.items()}

    def read(self, text: str, column: str) -> Code:
        """Find the code of a word. Raises FieldError for a word that the codebook does not have."""
        found = self._codes.get(" ".join(text.split()).casefold())
        if found is None:
            raise FieldError("unknown-code", column, f"should be one of {self._known}, Unset or blank")
        return found


def is_unknown(text: str) -> bool:
    """Whether the publisher says with this that it does not know."""
    return text.casefold() in NOT_KNOWN


def flag(text: str, column: str) -> bool | None:
    """Read yes or no; None for an empty cell. Raises FieldError for anything else."""
    if not text:
        return None
    if (folded := text.casefold()) in YES:
        return True
    if folded in NO:
        return False
    raise FieldError("unknown-code", column, "should be one of True, False, 1, 0 or blank")


STATUSES: Final = Codebook(
    "finance-status",
    {
        "Pipeline/identification": "PIPELINE",
        "Pipeline: Vague": "PIPELINE",
        "Pipeline: Pledge": "PLEDGE",
        "Pipeline: Commitment": "COMMITMENT",
        "Implementation": "IMPLEMENTATION",
        "Completion": "COMPLETION",
        "Suspended": "SUSPENDED",
        "Cancelled": "CANCELLED",
    },
)

FLOWS: Final = Codebook(
    "flow-type",
    {
        "Debt forgiveness": "DEBT_FORGIVENESS",
        "Debt rescheduling": "DEBT_RESCHEDULING",
        "Export credits": "EXPORT_CREDIT",
        "Foreign direct investment": "FOREIGN_DIRECT_INVESTMENT",
        "Free-standing technical assistance": "TECHNICAL_ASSISTANCE",
        "Grant": "GRANT",
        "Grant (Vague)": "GRANT",
        "In-kind Grant (Goods or Services)": "IN_KIND_GRANT",
        "Joint venture with recipient": "JOINT_VENTURE",
        "Loan": "LOAN",
        "Loan (excluding debt rescheduling)": "LOAN",
        "Loan Guarantee": "LOAN_GUARANTEE",
        "Monetary Grant (excluding debt forgiveness)": "MONETARY_GRANT",
        "Scholarships/training in the donor country": "SCHOLARSHIPS_TRAINING",
        "Strategic/Supplier Credit": "STRATEGIC_SUPPLIER_CREDIT",
        "Vague TBD": "VAGUE",
        "Vague-TBD": "VAGUE",
    },
)

FLOW_CLASSES: Final = Codebook(
    "flow-class",
    {
        "CA +Gov": "CORPORATE_AID_WITH_GOVERNMENT",
        "CA -Gov": "CORPORATE_AID_WITHOUT_GOVERNMENT",
        "FDI +Gov": "FDI_WITH_GOVERNMENT",
        "FDI -Gov": "FDI_WITHOUT_GOVERNMENT",
        "JV +Gov": "JOINT_VENTURE_WITH_GOVERNMENT",
        "JV -Gov": "JOINT_VENTURE_WITHOUT_GOVERNMENT",
        "Military": "MILITARY",
        "NGO Aid": "NGO_AID",
        "ODA-like": "ODA_LIKE",
        "OOF-like": "OOF_LIKE",
        "Official Investment": "OFFICIAL_INVESTMENT",
        "Vague (Com)": "VAGUE_COMMERCIAL",
        "Vague (Official Finance)": "VAGUE_OFFICIAL",
    },
)

INTENTS: Final = Codebook(
    "finance-intent",
    {
        "Commercial": "COMMERCIAL",
        "Development": "DEVELOPMENT",
        "Military": "MILITARY",
        "Mixed": "MIXED",
        "Mixed (No Development)": "MIXED_NO_DEVELOPMENT",
        "Mixed (Some Development)": "MIXED_SOME_DEVELOPMENT",
        "Representational": "REPRESENTATIONAL",
    },
)

LOAN_TERMS: Final = Codebook(
    "loan-terms",
    {
        "Concessional": "CONCESSIONAL",
        "Interest-Free": "INTEREST_FREE",
        "Non-Concessional": "NON_CONCESSIONAL",
    },
)

SECTORS: Final = Codebook(
    "crs-purpose",
    {
        "Education": "110",
        "Health": "120",
        "Population Policies / Programmes and Reproductive Health": "130",
        "Population Policies/Programmes and Reproductive Health": "130",
        "Water Supply and Sanitation": "140",
        "Government and Civil Society": "150",
        "Other Social Infrastructure and Services": "160",
        "Transport and Storage": "210",
        "Communications": "220",
        "Energy": "230",
        "Energy Generation and Supply": "230",
        "Banking and Financial Services": "240",
        "Business and Other Services": "250",
        "Agriculture, Forestry, Fishing": "310",
        "Agriculture, Forestry and Fishing": "310",
        "Industry, Mining, Construction": "320",
        "Trade Policies and Regulations": "330",
        "Trade and Tourism": "330",
        "Tourism": "332",
        "General Environmental Protection": "410",
        "Women in Development": "420",
        "Other Multisector": "430",
        "General Budget Support": "510",
        "Developmental Food Aid/Food Security Assistance": "520",
        "Other Commodity Assistance": "530",
        "Non-food commodity assistance": "530",
        "Action Relating to Debt": "600",
        "Emergency Response": "700",
        "Reconstruction Relief and Rehabilitation": "730",
        "Disaster Prevention and Preparedness": "740",
        "Administrative Costs of Donors": "910",
        "Support to Non-governmental Organizations (NGOs) and Government Organizations": "920",
        "Refugees in Donor Countries": "930",
        "Unallocated / Unspecified": "998",
        "Unallocated/Unspecified": "998",
    },
)
"""Names of CRS sectors in the releases that give no number (OECD DAC, three digits)."""
