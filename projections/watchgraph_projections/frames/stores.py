"""An open store that gives frames: what `watchgraph.open` finds by the entry point of this package."""

from pathlib import Path
from typing import Self

from watchgraph.readers import AsOf
from watchgraph.vocabulary import KINDS, UnknownKindError, nearest
from watchgraph_projections.catalogue.kinds import SOURCE_KIND
from watchgraph_projections.catalogue.reading import Catalogue, read_moment
from watchgraph_projections.frames.arrow import ArrowFrame, frame_of
from watchgraph_projections.frames.columns import columns

PLURALS = {kind.plural: name for name, kind in KINDS.items() if name != SOURCE_KIND}


class FrameStore:
    """Reads the catalogue of one store; all of a frame is of one state."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the store in a folder. Raises CatalogueMissingError where it has no read models yet."""
        return cls(Catalogue.open(folder))

    def __enter__(self) -> Self:
        """Read, then let go."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the store."""
        self.close()

    def close(self) -> None:
        self._catalogue.close()

    def frame(self, name: str, *, as_of: AsOf | str | None = None, without: tuple[str, ...] = ()) -> ArrowFrame:
        """Raises UnknownKindError, BadValidAtError, BadRecordedAtError, FramesMissingError; see `Reader.frame`."""
        if name not in PLURALS:
            near = nearest(name, PLURALS) or f"; there are {', '.join(PLURALS)}"
            raise UnknownKindError(f"there is no frame {name!r}{near}")
        given = AsOf(valid_at=as_of) if isinstance(as_of, str) else as_of or AsOf()
        with self._catalogue.reading() as reading:
            moment = read_moment(reading, given.valid_at, given.recorded_at, without)
            return frame_of(columns(reading.connection, moment, PLURALS[name]))
