"""Questions that no data here can answer yet, and what they wait for."""

from watchgraph_projections.questions.findings import Published, Question


def waiting(question: str, text: str, value: str | None, by: str, why: str) -> Question:
    """A question whose data have no importer yet."""
    return Question(id=question, text=text, published=(Published(value=value, by=by, why=why),))


NO_IMPORTER = "its data set has no importer yet"
CSIS = "Center for Strategic and International Studies, November 2019"

QUESTIONS = (
    waiting(
        "Q16",
        "Where do soft loans matter most for surveillance?",
        "Kenya, Laos, Mongolia, Uganda, Uzbekistan",
        "Carnegie report, September 2019",
        "loans worldwide have no importer yet",
    ),
    waiting("Q21", "How many safe-city agreements has Huawei made?", "73 in 52 countries", CSIS, NO_IMPORTER),
    waiting(
        "Q22",
        "In what sort of countries are Huawei's safe-city agreements?",
        "44% partly free, 27% not free; 37% in Asia, 22% in sub-Saharan Africa",
        CSIS,
        NO_IMPORTER,
    ),
    waiting(
        "Q23",
        "How many countries have taken up Chinese public-security platforms?",
        "at least 80",
        "Greitens 2021, as cited by the Strauss Center",
        NO_IMPORTER,
    ),
    waiting(
        "Q24",
        "What foretells that a country takes up Chinese surveillance technology?",
        "strategic importance to China and violent crime, hardly its level of democracy",
        "Brookings Institution; Wilson Center",
        "it needs a model over several data sets",
    ),
    waiting(
        "Q25",
        "How large is the trade in facial-recognition AI?",
        "1,636 deals from 36 exporting to 136 importing countries, 2008 to 2021",
        "Project Syndicate, from a study of trade in AI",
        NO_IMPORTER,
    ),
    waiting(
        "Q28",
        "How much was spent in Africa on Chinese AI surveillance?",
        "at least USD 2 billion by 11 governments",
        "Institute of Development Studies, 2026, as reported by others",
        NO_IMPORTER,
    ),
    waiting(
        "Q29",
        "In how many countries is facial recognition in use, approved, considered or banned?",
        "98 in use, 12 approved, 13 considering, 3 banned, 68 without evidence",
        "Surfshark, 2020",
        NO_IMPORTER,
    ),
    waiting(
        "Q30",
        "How many entries abroad of Chinese technology firms are mapped?",
        "more than 3,800 in June 2021",
        "Australian Strategic Policy Institute",
        NO_IMPORTER,
    ),
    waiting(
        "Q32",
        "How many police agencies of the United States are known to use surveillance technology?",
        "10,000 data points on about 5,500 agencies",
        "Atlas of Surveillance, November 2022, as reported by others",
        NO_IMPORTER,
    ),
    waiting(
        "Q35",
        "Which bans were in force on a date, and which were weakened later?",
        "San Francisco, Somerville and Oakland 2019; Portland and New Orleans 2020; New Orleans and Virginia relaxed",
        "cnn.com, statecapitallobbyist.com, augmentedlawyer.com",
        "the reference data speak of US cities without naming them; single ordinances have no importer yet",
    ),
    Question(
        id="Q36",
        text="Which published figures do our data contradict, and why?",
        published=(Published(value=None, by="nobody publishes it"),),
        about_others=True,
    ),
)
