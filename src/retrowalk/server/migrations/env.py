"""Alembic's entry: one transaction on the connection that `Database.migrate` gives."""

from __future__ import annotations

from alembic import context

from retrowalk.server.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
