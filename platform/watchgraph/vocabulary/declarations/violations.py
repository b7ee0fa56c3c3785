"""Code lists of breaches of data-protection law, as the collections of fines and their coders have them."""

from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.declarations.lists import ours

OFFENCE = CodeList(
    scheme="offence",
    doc="Classes of offences against data-protection law.",
    source="enforcementtracker.com; privacyaffairs.com; `OTHER` keeps the publisher's wording",
    codes={
        "LEGAL_BASIS": "Processing without sufficient legal basis.",
        "SECURITY": "Insufficient technical and organisational measures for information security.",
        "PRINCIPLES": "Against the general principles of data processing.",
        "DATA_SUBJECT_RIGHTS": "Insufficient fulfilment of data subjects' rights.",
        "INFORMATION_DUTY": "Insufficient fulfilment of information obligations.",
        "COOPERATION": "Insufficient cooperation with the supervisory authority.",
        "BREACH_NOTIFICATION": "Insufficient fulfilment of the duty to notify data breaches.",
        "DATA_BREACH": "A data breach, not described further.",
        "PROTECTION_OFFICER": "No data-protection officer appointed.",
        "PROCESSING_AGREEMENT": "Insufficient agreement on data processing.",
        "CONSENT": "Insufficient consent to data processing.",
        "SEVERAL": "Several, not listed.",
        "OTHER": "None of these: see the wording.",
    },
)
VIOLATION = CodeList(
    scheme="violation",
    doc="What was done or left undone.",
    source="RUB-SysSec codebook, PETS 2022",
    codes={
        "DATA_LOSS": "Digital loss of data.",
        "WEAK_DEFENCE": "Insufficient measures to combat attacks or misuse effectively.",
        "PHYSICAL_LOSS": "Physical theft or loss of personal data.",
        "NO_ANONYMISATION": "Missing anonymisation.",
        "NO_ROLE_MANAGEMENT": "Missing role management.",
        "UNAUTHORISED_ACCESS": "Unauthorised access.",
        "DATA_LIFECYCLE": "Insufficient data lifecycle.",
        "UNAUTHORISED_DISCLOSURE": "Unauthorised disclosure of the data.",
        "NO_LEGAL_BASIS": "Processing personal data without legal basis, or without agreement on processing.",
        "INSUFFICIENT_CONSENT": "Insufficient consent.",
        "ILLEGAL_CAMERA_SCOPE": "Illegal scope of camera surveillance.",
        "CAMERAS_WITHOUT_NOTICE": "Camera surveillance without sufficient notice.",
        "BREACH_NOT_REPORTED_TO_AUTHORITY": "A data breach was not reported to the authority.",
        "BREACH_NOT_REPORTED_TO_SUBJECTS": "A data breach was not reported to the data subjects in time.",
        "INSUFFICIENT_COOPERATION": "Insufficient cooperation with the authority.",
        "RIGHT_OF_ACCESS": "Insufficient right of access.",
        "RIGHT_TO_RECTIFICATION": "Insufficient right to rectification.",
        "RIGHT_TO_ERASURE": "Insufficient right to erasure.",
        "RIGHT_TO_RESTRICTION": "Insufficient right to restriction of processing.",
        "RIGHT_TO_PORTABILITY": "Insufficient right to data portability.",
        "RIGHT_TO_OBJECT": "Insufficient right to object.",
        "NO_PROTECTION_OFFICER": "No data-protection officer appointed.",
        "NO_MANAGEMENT_SYSTEM": "Missing management system for data protection.",
        "NO_REGISTER": "Missing register of processing activities.",
        "NO_IMPACT_ASSESSMENT": "Missing data-protection impact assessment.",
        "UNFRIENDLY_DESIGN": "Design unfriendly to privacy.",
        "PRIVACY_POLICY": "Missing or incorrect privacy policy, or lack of transparency.",
        "COOKIE_POLICY": "Missing or incorrect cookie policy.",
        "SPECIAL_CATEGORIES": "Unjust processing of special categories of data (article 9), biometric data among them.",
    },
)
FAULT = ours(
    "fault",
    "Where a fault lay.",
    {"TECHNICAL": "In technology.", "ORGANISATIONAL": "In organisation."},
)
COMPLAINT_ORIGIN = CodeList(
    scheme="complaint-origin",
    doc="How an authority came to know of a breach.",
    source="RUB-SysSec codebook, PETS 2022",
    codes={
        "CONTROLLER": "The controller notified it.",
        "COMPANY": "A company complained.",
        "FORMER_EMPLOYEE": "A data subject complained, a former employee.",
        "CUSTOMER": "A data subject complained, a customer.",
        "PUBLICATION": "The data were published.",
    },
)
PARTY_SECTOR = CodeList(
    scheme="party-sector",
    doc="Trades of those who were fined.",
    source="enforcementtracker.com; `OTHER` keeps the publisher's wording",
    codes={
        "INDUSTRY_COMMERCE": "Industry and commerce.",
        "MEDIA_TELECOMS": "Media, telecoms and broadcasting.",
        "PUBLIC_EDUCATION": "Public sector and education.",
        "FINANCE_CONSULTING": "Finance, insurance and consulting.",
        "HEALTH_CARE": "Health care.",
        "EMPLOYMENT": "Employment.",
        "INDIVIDUALS_ASSOCIATIONS": "Individuals and private associations.",
        "TRANSPORT_ENERGY": "Transportation and energy.",
        "ACCOMMODATION": "Accommodation and hospitality.",
        "REAL_ESTATE": "Real estate.",
        "OTHER": "None of these: see the wording.",
    },
)
