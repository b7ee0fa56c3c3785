"""Single cameras on a map. A camera is a spot with equipment: no deployment, and nothing is said of what it feeds."""

from watchgraph.vocabulary.declarations.deployments import MOUNT
from watchgraph.vocabulary.declarations.kinds import ORGANISATION, PLACE
from watchgraph.vocabulary.declarations.lists import ours
from watchgraph.vocabulary.declarations.shapes import code, detail, entity
from watchgraph.vocabulary.predicates import Cardinality, Persistence, Predicate

OSM = "OpenStreetMap, key man_made=surveillance"

EQUIPMENT = ours(
    "equipment",
    "What stands at a spot.",
    {
        "CAMERA": "A camera.",
        "PLATE_READER": "A camera that reads number plates.",
        "FACE_RECOGNITION_CAMERA": "A camera that is said to recognise faces.",
        "OTHER": "Other equipment that watches.",
    },
)
CAMERA_TYPE = ours(
    "camera-type",
    "How a camera is built.",
    {"FIXED": "It looks one way.", "DOME": "It is under a dome.", "PANNING": "It can turn."},
)

LISTS = (EQUIPMENT, CAMERA_TYPE)

PREDICATES = (
    Predicate(
        name="hasEquipment",
        label="has equipment",
        doc="What watches at a spot. It enters no count of deployments.",
        source=OSM,
        family="FORM",
        domain=(PLACE,),
        range=code(EQUIPMENT),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        qualifiers=(
            detail("cameraType", code(CAMERA_TYPE), "How it is built."),
            detail("mount", code(MOUNT), "What it is fixed to."),
        ),
        countable=True,
    ),
    Predicate(
        name="operatesCamerasAt",
        label="operates cameras at",
        doc="Somebody runs the equipment at a spot.",
        source=OSM,
        family="SUPPLY",
        domain=(ORGANISATION,),
        range=entity(PLACE),
        cardinality=Cardinality.MANY,
        persistence=Persistence.STATE,
        countable=True,
        edge=True,
    ),
)
