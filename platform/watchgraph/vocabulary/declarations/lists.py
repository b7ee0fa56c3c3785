"""Code lists that several families share, and those that events and sources use."""

from collections.abc import Mapping

from watchgraph.vocabulary.codes import CodeList


def ours(scheme: str, doc: str, codes: Mapping[str, str]) -> CodeList:
    """Declare a list that this project keeps."""
    return CodeList(scheme=scheme, doc=doc, source="Watchgraph", codes=codes)


EXTENT = ours(
    "extent",
    "How much of a class, or how often.",
    {
        "ALL": "Every one.",
        "MOST": "More than half.",
        "MANY": "Many.",
        "SOME": "Some.",
        "FEW": "Few.",
        "ALMOST_NONE": "Almost none.",
        "NONE": "None.",
        "USUALLY": "In most cases.",
        "OFTEN": "Often.",
        "PARTS": "Parts of the place named.",
        "CITY_WIDE": "The whole city.",
        "EXTENSIVE": "A large part, no figure given.",
        "AT_LEAST": "At the least this; more is possible.",
        "EXAMPLE": "Given as one example among others.",
        "ESPECIALLY": "There above all.",
        "PARTLY": "In part.",
    },
)
SCALE = ours(
    "stated-scale",
    "Words that stand where a figure is missing; the quantity beside them is the least that they can mean.",
    {
        "SEVERAL": "More than two.",
        "MANY": "Many.",
        "TENS_OF_THOUSANDS": "At least ten thousand.",
        "HUNDREDS": "At least one hundred.",
        "THOUSANDS": "At least one thousand.",
        "BILLIONS": "At least one thousand million.",
        "ABOUT_HALF": "About half.",
        "MAJORITY": "More than half.",
        "ALMOST_NONE": "Nearly zero.",
    },
)
HEDGE = ours(
    "hedge",
    "How a speaker limits a statement.",
    {
        "APPARENTLY": "As it seems.",
        "PROBABLY": "Probably.",
        "LIKELY": "Likely.",
        "POSSIBLY": "It may be so.",
        "SO_FAR": "Up to the time of speaking.",
        "ALTERNATIVELY": "This or the other alternative that the same source names.",
    },
)
SOURCE_TIER = ours(
    "source-tier",
    "What sort of source it is.",
    {
        "PRIMARY_OFFICIAL": "A public body about its own acts.",
        "PRIMARY_CORPORATE": "A company about its own acts or wares.",
        "COURT": "A court or its record.",
        "PROCUREMENT": "A tender, award or contract notice.",
        "ACADEMIC": "A scholarly work.",
        "MEDIA": "Journalism.",
        "NGO": "An association, think tank or campaign body.",
        "SOCIAL": "A post on a social network.",
        "LEAK": "Material that was not meant to be public.",
        "DATASET": "A published data set.",
        "IMAGE": "A photograph or film; it shows presence only.",
    },
)
LIVENESS = ours(
    "liveness",
    "What was found where the source had been.",
    {
        "OK": "It is there.",
        "MOVED": "It is at another address.",
        "CHANGED": "It is there, with other content.",
        "GONE": "It is no longer there.",
        "BLOCKED": "It cannot be reached from where we looked.",
        "NEVER_CHECKED": "Nobody has looked.",
    },
)
LINEAGE = ours(
    "lineage",
    "How one source hangs on another.",
    {
        "QUOTES": "It repeats words of the other.",
        "SYNDICATES": "It reprints the other.",
        "TRANSLATES": "It is a translation of the other.",
        "SUMMARISES": "It sums the other up.",
        "DERIVES_FROM": "Its content is made from the other's.",
        "SAME_OWNER": "Both have one owner.",
        "SAME_ORIGIN_SPEAKER": "Both repeat the same speaker.",
        "FUNDED_BY": "The other's publisher paid for it.",
    },
)
DISPUTE_GROUND = ours(
    "dispute-ground",
    "On what ground a claim is disputed.",
    {
        "VALUE": "The value is another.",
        "TIME": "The date is another, or the statement is out of date.",
        "DEFINITION": "Two things were measured under one word.",
        "SCOPE": "It is said of more, or of less, than it holds for.",
        "STATUS": "Whether it is planned, in use or ended is contested.",
        "UNIT": "The number has the wrong unit.",
        "TRANSCRIPTION": "A copying or printing error.",
        "MISREADING": "The source says something else.",
        "WRONG_ENTITY": "It is about somebody or something else.",
        "FABRICATION": "It was made up.",
    },
)
DISPUTE_OUTCOME = ours(
    "dispute-outcome",
    "How a dispute ended.",
    {"UPHELD": "The claim is wrong.", "PARTLY": "The claim is wrong in part.", "REJECTED": "The claim stands."},
)
REJECTION_REASON = ours(
    "rejection-reason",
    "Why a reviewer refused a proposed claim.",
    {
        "NOT_SUPPORTED": "The evidence does not say so.",
        "WEAK_SOURCE": "The source is too weak for this claim.",
        "DUPLICATE": "The same origin states it already.",
        "WRONG_ENTITY": "It is about somebody or something else.",
        "WRONG_PREDICATE": "Another predicate says it rightly.",
        "PRIVATE_PERSON": "It names a private person.",
        "OUT_OF_SCOPE": "It is not about surveillance or what bears on it.",
    },
)
RETRACTION_REASON = ours(
    "retraction-reason",
    "Why an accepted claim no longer stands.",
    {
        "SOURCE_RETRACTED": "The source was withdrawn.",
        "MISREAD": "We read the source wrongly.",
        "FABRICATED": "The evidence was made up.",
        "WRONG_ENTITY": "It is about somebody or something else.",
        "LEGAL": "The law demands it.",
    },
)
RANK = ours(
    "rank",
    "Rank of a claim among its rivals.",
    {"PREFERRED": "The headline.", "NORMAL": "No preference.", "DEPRECATED": "Kept, but not to be relied on."},
)
VERDICT = ours(
    "verdict",
    "Whether two entities are one.",
    {"SAME": "They are one.", "DISTINCT": "They are two.", "UNSURE": "It could not be settled."},
)
COVERAGE_RESULT = ours(
    "coverage-result",
    "What a declared search brought.",
    {
        "FOUND": "Something was found.",
        "NONE_FOUND": "Nothing was found.",
        "INCOMPLETE": "The search was not finished.",
    },
)
RELIABILITY = CodeList(
    scheme="reliability",
    doc="Reliability of a source.",
    source="NATO Admiralty scale",
    codes={
        "A": "Completely reliable.",
        "B": "Usually reliable.",
        "C": "Fairly reliable.",
        "D": "Not usually reliable.",
        "E": "Unreliable.",
        "F": "Cannot be judged.",
    },
)

LISTS = (
    EXTENT,
    SCALE,
    HEDGE,
    SOURCE_TIER,
    LIVENESS,
    LINEAGE,
    DISPUTE_GROUND,
    DISPUTE_OUTCOME,
    REJECTION_REASON,
    RETRACTION_REASON,
    RANK,
    VERDICT,
    COVERAGE_RESULT,
    RELIABILITY,
)
