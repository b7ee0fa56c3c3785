"""Contracts and the finance behind them. The subject of a financial claim is always the facility itself."""

from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.declarations.crs_sectors import CRS_SECTORS
from watchgraph.vocabulary.declarations.kinds import (
    CONTRACT,
    DEPLOYMENT,
    FACILITY,
    GROUP,
    INCIDENT,
    ORGANISATION,
    PLACE,
)
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import (
    DATE,
    EXTENT_OF,
    MONEY,
    TEXT,
    about,
    code,
    detail,
    entity,
    quantity,
)
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate, Range, ValueType

AIDATA = "AidData, Chinese finance codebooks"


def aidata(scheme: str, doc: str, codes: dict[str, str]) -> CodeList:
    """Declare a list that AidData's codebooks define; the codes are spelt our way."""
    return CodeList(scheme=scheme, doc=doc, source=AIDATA, codes=codes)


FINANCE_STATUS = aidata(
    "finance-status",
    "How far a financed project has come.",
    {
        "PIPELINE": "Spoken of; promised or agreed is not clear.",
        "PLEDGE": "Promised, not yet agreed.",
        "COMMITMENT": "Agreed in a binding way.",
        "IMPLEMENTATION": "Under way.",
        "COMPLETION": "Finished.",
        "SUSPENDED": "Halted.",
        "CANCELLED": "Given up.",
    },
)
FLOW_TYPE = aidata(
    "flow-type",
    "What sort of flow it is.",
    {
        "LOAN": "A loan that is no debt rescheduling.",
        "PREFERENTIAL_BUYERS_CREDIT": "A preferential credit to the foreign buyer.",
        "BUYERS_CREDIT": "A credit to the foreign buyer.",
        "SUPPLIERS_CREDIT": "A credit from the supplier.",
        "EXPORT_CREDIT": "Another export credit.",
        "GRANT": "A grant; money or kind is not said.",
        "MONETARY_GRANT": "A grant of money.",
        "IN_KIND_GRANT": "A grant of goods or services.",
        "TECHNICAL_ASSISTANCE": "Technical assistance on its own.",
        "SCHOLARSHIPS_TRAINING": "Scholarships or training in the donor's country.",
        "DEBT_FORGIVENESS": "Debt was forgiven.",
        "DEBT_RESCHEDULING": "Debt was rescheduled.",
        "LOAN_GUARANTEE": "A guarantee for a loan.",
        "FOREIGN_DIRECT_INVESTMENT": "Foreign direct investment.",
        "JOINT_VENTURE": "A joint venture with the recipient.",
        "STRATEGIC_SUPPLIER_CREDIT": "A strategic or supplier credit.",
        "VAGUE": "Not clear from the publisher's sources.",
    },
)
FLOW_CLASS = aidata(
    "flow-class",
    "How near a flow comes to development aid.",
    {
        "ODA_LIKE": "Like official development assistance.",
        "OOF_LIKE": "Like other official flows.",
        "VAGUE_OFFICIAL": "Official finance; which of the two is not clear.",
        "OFFICIAL_INVESTMENT": "Official investment.",
        "MILITARY": "Military.",
        "FDI_WITH_GOVERNMENT": "Foreign direct investment, a government taking part.",
        "FDI_WITHOUT_GOVERNMENT": "Foreign direct investment without a government.",
        "JOINT_VENTURE_WITH_GOVERNMENT": "A joint venture, a government taking part.",
        "JOINT_VENTURE_WITHOUT_GOVERNMENT": "A joint venture without a government.",
        "CORPORATE_AID_WITH_GOVERNMENT": "Aid from a company, a government taking part.",
        "CORPORATE_AID_WITHOUT_GOVERNMENT": "Aid from a company without a government.",
        "VAGUE_COMMERCIAL": "Commercial; more is not clear.",
        "NGO_AID": "Aid from an association.",
    },
)
INTENT = aidata(
    "finance-intent",
    "What a flow is mainly for.",
    {
        "DEVELOPMENT": "Development.",
        "COMMERCIAL": "Commerce.",
        "REPRESENTATIONAL": "Showing a country to others.",
        "MIXED_SOME_DEVELOPMENT": "Mixed, development among it.",
        "MIXED_NO_DEVELOPMENT": "Mixed, without development.",
        "MIXED": "Mixed; development is not said.",
        "MILITARY": "Military.",
    },
)
LOAN_TERMS = aidata(
    "loan-terms",
    "How soft a loan is.",
    {
        "INTEREST_FREE": "Without interest.",
        "CONCESSIONAL": "Softer than the market.",
        "NON_CONCESSIONAL": "Not softer.",
    },
)
DOUBT = aidata(
    "publisher-flag",
    "What a publisher itself says about the standing of its record.",
    {
        "SUSPICIOUS": "The publisher doubts that it exists.",
        "INACTIVE": "The publisher no longer keeps it as a record.",
        "UNCHECKED": "The publisher has not checked it.",
        "CHECKED": "The publisher has checked it.",
        "UNOFFICIAL": "The publisher does not count it as official finance.",
        "YEAR_UNCERTAIN": "The publisher is not sure of the year.",
        "RECOMMENDED_FOR_RESEARCH": "The publisher recommends it for analysis.",
        "NOT_RECOMMENDED_FOR_RESEARCH": "The publisher says not to use it for analysis.",
        "UMBRELLA": "The publisher's record of an agreement whose projects have records of their own.",
        "LINE_OF_CREDIT": "The publisher calls it a line of credit.",
        "COFINANCED": "The publisher says that others pay beside the financier.",
        "GROUND_TRUTHED": "The publisher had somebody look on the spot.",
    },
)
SECTOR = CodeList(
    scheme="crs-purpose",
    doc="Sector of aid, the three-digit codes of the OECD's Creditor Reporting System.",
    source="OECD DAC",
    codes={},
    names=CRS_SECTORS,
)
DEFLATOR = aidata(
    "deflator",
    "The price basis of an amount in constant money: base year and whose deflator.",
    {
        "USD_2009_AIDATA": "US dollars of 2009.",
        "USD_2011_AIDATA": "US dollars of 2011.",
        "USD_2014_AIDATA": "US dollars of 2014.",
        "USD_2021_AIDATA": "US dollars of 2021.",
        "USD_2021_AIDATA_ADJUSTED": "US dollars of 2021, the publisher's adjusted amount.",
    },
)
NEWEST_BASE = (
    "USD_2021_AIDATA",
    "USD_2021_AIDATA_ADJUSTED",
    "USD_2014_AIDATA",
    "USD_2011_AIDATA",
    "USD_2009_AIDATA",
)
PROCUREMENT_METHOD = CodeList(
    scheme="procurement-method",
    doc="How a supplier is chosen.",
    source="Open Contracting Data Standard",
    codes={
        "OPEN": "Anybody may offer.",
        "SELECTIVE": "Only those who qualify may offer.",
        "LIMITED": "Only some are asked.",
        "DIRECT": "One supplier without competition.",
    },
)
GUARANTEE = ours("guarantee", "What sort of guarantee secures it.", {"SOVEREIGN": "The state answers for it."})

LISTS = (
    FINANCE_STATUS,
    FLOW_TYPE,
    FLOW_CLASS,
    INTENT,
    LOAN_TERMS,
    DOUBT,
    SECTOR,
    DEFLATOR,
    PROCUREMENT_METHOD,
    GUARANTEE,
)


def term(name: str, label: str, doc: str, shape: Range, *, many: bool = False, countable: bool = False) -> Predicate:
    """Declare one term of a facility: a headline where it can have one value only, an edge where it is an entity."""
    return Predicate(
        name=name,
        label=label,
        doc=doc,
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=shape,
        cardinality=Cardinality.MANY if many else Cardinality.ONE,
        persistence=Persistence.STATE,
        edge=shape.type is ValueType.ENTITY,
        countable=countable,
        headline=not many,
    )


def party(name: str, label: str, doc: str, kinds: tuple[str, ...], *, many: bool = False) -> Predicate:
    """Declare one role at a facility: an edge from the facility to whoever has the role."""
    return term(name, label, doc, entity(*kinds), many=many, countable=True)


CONTRACTS = (
    Predicate(
        name="contractFor",
        label="contract for",
        doc="The deployment that a contract is to build, supply or run.",
        source="OCDS",
        family="PROCUREMENT",
        domain=(CONTRACT,),
        range=entity(DEPLOYMENT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
        countable=True,
    ),
    Predicate(
        name="supplier",
        label="supplier",
        doc="Who has to deliver under a contract.",
        source="OCDS",
        family="PROCUREMENT",
        domain=(CONTRACT,),
        range=entity(ORGANISATION, GROUP),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
        countable=True,
    ),
    Predicate(
        name="buyer",
        label="buyer",
        doc="Who buys under a contract.",
        source="OCDS",
        family="PROCUREMENT",
        domain=(CONTRACT,),
        range=entity(ORGANISATION, GROUP),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        edge=True,
        countable=True,
    ),
    Predicate(
        name="contractValue",
        label="contract value",
        doc="The price of a contract, in money of its day.",
        source="OCDS",
        family="PROCUREMENT",
        domain=(CONTRACT,),
        range=MONEY,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        headline=True,
    ),
    Predicate(
        name="procurementMethod",
        label="procurement method",
        doc="How the supplier was chosen.",
        source="OCDS",
        family="PROCUREMENT",
        domain=(CONTRACT,),
        range=code(PROCUREMENT_METHOD),
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        headline=True,
    ),
    Predicate(
        name="signedOn",
        label="signed on",
        doc="The day, month or year in which a contract or facility was signed or committed.",
        source="OCDS; AidData",
        family="PROCUREMENT",
        domain=(CONTRACT, FACILITY),
        range=DATE,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        countable=True,
        headline=True,
    ),
)

PREDICATES = (
    *CONTRACTS,
    Predicate(
        name="title",
        label="title",
        doc="The publisher's title of the record; it may name private persons and is stored sealed.",
        source=AIDATA,
        family="NAME",
        domain=(FACILITY, CONTRACT, INCIDENT),
        range=TEXT,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        sealed=(FACILITY, CONTRACT, INCIDENT),
    ),
    party(
        "lender",
        "lender",
        "The bank or body that lends or gives, where there is one; of several in no order each is a co-financier.",
        (ORGANISATION, GROUP),
    ),
    party("coFinancier", "co-financier", "A body that lends or gives beside others.", (ORGANISATION,), many=True),
    party("borrower", "borrower", "Who owes the money.", (ORGANISATION, PLACE, GROUP)),
    party("recipient", "recipient", "The country that the flow goes to.", (PLACE, GROUP)),
    party("implementer", "implementing agency", "Who carries the project out.", (ORGANISATION,), many=True),
    Predicate(
        name="finances",
        label="finances",
        doc="The contract or deployment that the money pays for, in whole or part.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=entity(CONTRACT, DEPLOYMENT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(EXTENT_OF,),
        edge=True,
        countable=True,
    ),
    Predicate(
        name="guarantor",
        label="guarantor",
        doc="Who answers for the debt.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=entity(ORGANISATION, PLACE, GROUP),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(detail("guarantee", code(GUARANTEE), "What sort of guarantee."),),
        edge=True,
        countable=True,
    ),
    term("amount", "amount", "The amount committed, in money of its day (nominal).", MONEY, countable=True),
    Predicate(
        name="amountConstant",
        label="amount in constant money",
        doc=(
            "The amount in money of a base year, in US dollars; each base is a statement of its own. Shown is that of "
            "the newest base year, as computed before the publisher adjusted it."
        ),
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=MONEY,
        cardinality=Cardinality.ONE,
        persistence=Persistence.STATE,
        qualifiers=(about("basis", code(DEFLATOR), "Base year and deflator.", required=True, leading=NEWEST_BASE),),
        headline=True,
        countable=True,
    ),
    Predicate(
        name="amountOutstanding",
        label="amount outstanding",
        doc="What was still owed on a day, which is the claim's valid time. Never summed: the days hold the same debt.",
        source=AIDATA,
        family="FINANCE",
        domain=(FACILITY,),
        range=MONEY,
        cardinality=Cardinality.MANY,
        persistence=Persistence.OCCURRENCE,
    ),
    term("commitmentYear", "commitment year", "The year of the commitment.", DATE, countable=True),
    term("financeStatus", "status", "How far the project has come.", code(FINANCE_STATUS), countable=True),
    term("flowType", "flow type", "What sort of flow it is.", code(FLOW_TYPE), countable=True),
    term("flowClass", "flow class", "How near it comes to development aid.", code(FLOW_CLASS), countable=True),
    term("intent", "intent", "What it is mainly for.", code(INTENT), countable=True),
    term("sector", "sector", "The sector that it goes to.", code(SECTOR), countable=True),
    term("loanTerms", "loan terms", "How soft the loan is.", code(LOAN_TERMS), countable=True),
    term("interestRate", "interest rate", "Yearly interest.", quantity("percent")),
    term("maturity", "maturity", "Time until all is paid back.", quantity("year")),
    term("gracePeriod", "grace period", "Time before the first repayment.", quantity("year")),
    term(
        "grantElement",
        "grant element",
        "The part that amounts to a gift, as the publisher computes it.",
        quantity("percent"),
    ),
    term(
        "publisherFlag",
        "publisher's flag",
        "What the publisher says about the standing of its own record.",
        code(DOUBT),
        many=True,
        countable=True,
    ),
    term("lastUpdated", "last updated", "When the publisher last changed its record.", DATE),
)
