"""What Alembic runs: the migrations, in the transaction of the connection that lib/store/opening.py hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
