"""What Alembic runs: the steps that are missing, on the connection and in the transaction of the store."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
