"""Every root kind of entity, declared once."""

from watchgraph.vocabulary.kinds import Kind

PLACE = "Place"
ORGANISATION = "Organisation"
PERSON = "Person"
PRODUCT = "Product"
TECHNOLOGY = "Technology"
DEPLOYMENT = "Deployment"
CONTRACT = "Contract"
FACILITY = "FinancialFacility"
CASE = "Case"
RULING = "Ruling"
HOLDING = "Holding"
INSTRUMENT = "LegalInstrument"
INCIDENT = "Incident"
STUDY = "Study"
INITIATIVE = "Initiative"
POLICY_CALL = "PolicyCall"
GROUP = "Group"
WORLD_EVENT = "WorldEvent"
REGULATORY_ACTION = "RegulatoryAction"
SOURCE = "Source"

DECLARED_KINDS = (
    Kind(
        name=PLACE,
        plural="places",
        label="place",
        doc="A country, region, city, district or single site; countries are those of ISO 3166-1.",
        nearest="schema:Place; FollowTheMoney Address",
    ),
    Kind(
        name=ORGANISATION,
        plural="organisations",
        label="organisation",
        doc="A company, public body, court, bank, university or association. Vendor, lender and operator are roles.",
        nearest="FollowTheMoney Organization, Company, PublicBody; BODS entity",
    ),
    Kind(
        name=PERSON,
        plural="persons",
        label="person",
        doc="A natural person: an official, litigant of record or public author by name, anybody else by role only.",
        nearest="schema:Person; FollowTheMoney Person",
    ),
    Kind(
        name=PRODUCT,
        plural="products",
        label="product",
        doc="Something that somebody makes or offers under a name: software, a camera model, a search service.",
        nearest="schema:Product",
    ),
    Kind(
        name=TECHNOLOGY,
        plural="technologies",
        label="technology",
        doc="A node of the taxonomy of surveillance technologies (facial recognition, CCTV), whoever makes it.",
        nearest="skos:Concept",
    ),
    Kind(
        name=DEPLOYMENT,
        plural="deployments",
        label="deployment",
        doc="A surveillance system of one operator in one place, planned, on trial, live or ended.",
    ),
    Kind(
        name=CONTRACT,
        plural="contracts",
        label="contract",
        doc="A procurement contract or award between a buyer and its suppliers.",
        nearest="OCDS contract and award; FollowTheMoney Contract",
    ),
    Kind(
        name=FACILITY,
        plural="financialFacilities",
        label="financial facility",
        doc=(
            "A loan, buyer's or supplier's credit, grant, debt relief or other finance from one commitment. Some are "
            "here by their number alone, since records of others refer to them (`linkedTo`): no more is known of these."
        ),
        nearest="AidData GCDF record; FollowTheMoney Debt",
    ),
    Kind(
        name=CASE,
        plural="cases",
        label="case",
        doc="Proceedings before a court or tribunal, from filing to the last instance.",
        nearest="FollowTheMoney CourtCase",
    ),
    Kind(
        name=RULING,
        plural="rulings",
        label="ruling",
        doc="One decision of one court in a case.",
        nearest="LegalDocML judgment",
    ),
    Kind(
        name=HOLDING,
        plural="holdings",
        label="holding",
        doc="What a ruling decides on one ground.",
        nearest="LegalDocML decision",
    ),
    Kind(
        name=INSTRUMENT,
        plural="legalInstruments",
        label="legal instrument",
        doc="A statute, regulation, ordinance, moratorium, or binding policy, in force, proposed or repealed.",
        nearest="European Legislation Identifier (ELI)",
    ),
    Kind(
        name=INCIDENT,
        plural="incidents",
        label="incident",
        doc="An occasion on which a system touched somebody; harmed persons appear by role only.",
        nearest="AI Incident Database incident",
    ),
    Kind(
        name=STUDY,
        plural="studies",
        label="study",
        doc="A survey, index, audit or other inquiry with a method and a universe; its report is a source.",
        nearest="schema:Dataset",
    ),
    Kind(
        name=INITIATIVE,
        plural="initiatives",
        label="initiative",
        doc="A programme, consultation, review or campaign.",
        nearest="schema:Project",
    ),
    Kind(
        name=POLICY_CALL,
        plural="policyCalls",
        label="policy call",
        doc="One demand on law-makers that several parties may share (a ban, a moratorium).",
    ),
    Kind(
        name=GROUP,
        plural="groups",
        label="group",
        doc="A class that a source speaks of without naming its members ('some US cities'); never a counted member.",
        nearest="skos:Collection",
    ),
    Kind(
        name=WORLD_EVENT,
        plural="worldEvents",
        label="world event",
        doc="A happening with a name of its own that is no deployment and no incident: a pandemic, a tournament.",
        nearest="schema:Event",
    ),
    Kind(
        name=REGULATORY_ACTION,
        plural="regulatoryActions",
        label="regulatory action",
        doc="One measure of an authority against somebody under a law, a fine above all; no court is needed for it.",
        nearest="FollowTheMoney Sanction",
    ),
    Kind(
        name=SOURCE,
        plural="sources",
        label="source",
        doc="A document, page, data set, ruling text or photograph, as subject or object; its id is the source's.",
        nearest="prov:Entity; CSL-JSON item",
    ),
)

ANY = tuple(kind.name for kind in DECLARED_KINDS)
ACTORS = (ORGANISATION, PERSON, GROUP)
