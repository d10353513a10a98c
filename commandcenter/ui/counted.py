"""Words with a count where no widget says them: `Counted.tr("%Ln case(s)", "", n)`.

The words stand where they are said. The collector of words sees the count in a tr, not in a translate, and takes the
name before it for the context.
"""

from PySide6.QtCore import QCoreApplication


class Counted:
    """As QObject.tr, where there is none."""

    @staticmethod
    def tr(text: str, note: str, n: int) -> str:
        """The words in the form that goes with n."""
        return QCoreApplication.translate("Counted", text, note, n)
