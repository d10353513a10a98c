"""What memory is kept of the open cases by: their words, the log of every changed row, and which pairs of characters
occur at all, so that one character is asked for as the pairs that begin with it.

The words of the open cases come when their rows are written anew, which the opening of an older store does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_FIRST, _LAST = "\u3400", "\ufb00"  # the Chinese among the words of the index


def upgrade() -> None:
    op.create_table(
        "open_text",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("words", sa.String, nullable=False),
    )
    op.create_table("pair", sa.Column("pair", sa.String, primary_key=True), sqlite_with_rowid=False)
    op.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab('case_text', 'row')")
    op.execute(f"INSERT INTO pair SELECT term FROM vocabulary WHERE term >= '{_FIRST}' AND term < '{_LAST}'")
    op.execute("DROP TABLE vocabulary")
    for name, event, row in (("new", "INSERT", "NEW"), ("gone", "DELETE", "OLD"), ("changed", "UPDATE", "NEW")):
        op.execute(f"DROP TRIGGER case_row_closed_{name}")
        op.execute(
            f"CREATE TRIGGER case_row_log_{name} AFTER {event} ON case_row BEGIN"
            f" INSERT INTO row_change(row) VALUES ({row}.id);"
            " DELETE FROM row_change WHERE seq <= (SELECT max(seq) FROM row_change) - 50000; END")
    op.execute("CREATE TRIGGER case_row_text_gone AFTER DELETE ON case_row BEGIN"
               " DELETE FROM open_text WHERE row = OLD.id; END")
    op.execute("CREATE TRIGGER case_row_text_done AFTER UPDATE OF open ON case_row WHEN NEW.open = 0 BEGIN"
               " DELETE FROM open_text WHERE row = NEW.id; END")
    op.execute("UPDATE case_row SET words = NULL WHERE open = 1")
