"""Alembic's entry: one transaction on the connection that `Database.migrate` gives."""

from __future__ import annotations

from alembic import context

from retrowalk.server import models_sharing
from retrowalk.server.models import Base

assert models_sharing.Share.metadata is Base.metadata  # its tables are known by the import

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
