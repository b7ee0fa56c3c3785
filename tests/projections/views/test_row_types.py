"""Rows say what may be missing: what their types call sure, no column leaves empty."""

from types import NoneType
from typing import get_args

import msgspec
import pytest
from msgspec.structs import fields
from sqlalchemy import Table

from watchgraph_projections.catalogue import tables
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.datasets import CoverageRow, DatasetRow, EditionRow
from watchgraph_projections.views.entities import EntityRow
from watchgraph_projections.views.evidence import EvidenceRow
from watchgraph_projections.views.histories import CommitRow
from watchgraph_projections.views.reviews import DisputeRow, JudgementRow
from watchgraph_projections.views.sources import ArtifactRow, LineageRow, SourceRow


@pytest.mark.parametrize(
    ("row", "table"),
    [
        (ArtifactRow, tables.artifact),
        (ClaimRow, tables.claim),
        (CommitRow, tables.commits),
        (CoverageRow, tables.coverage),
        (DatasetRow, tables.dataset),
        (DisputeRow, tables.dispute),
        (EditionRow, tables.edition),
        (EntityRow, tables.entity),
        (EvidenceRow, tables.evidence),
        (JudgementRow, tables.judgement),
        (LineageRow, tables.lineage),
        (SourceRow, tables.source),
    ],
)
def test_a_row_is_sure_only_of_columns_that_are_never_empty(row: type[msgspec.Struct], table: Table) -> None:
    sure = {each.name for each in fields(row) if NoneType not in get_args(each.type)}

    assert [name for name in sure if table.c[name].nullable] == []
