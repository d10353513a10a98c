"""Dialogs of accounts: one's own password, and the page of users. What is allowed is not decided here."""

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.core.case import Role
from commandcenter.core.people import User
from commandcenter.ui import texts
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Check, Choice
from commandcenter.ui.dialog_frame import DialogFrame

translate = QCoreApplication.translate  # a name that lupdate knows

NEW = ""  # the line of the list that makes a user
ROLES = (Role.ACCEPTOR, Role.DISPATCHER, Role.SHIFT_LEADER, Role.INSPECTOR, Role.DEPARTMENT, Role.LEADER,
         Role.ADMINISTRATOR, Role.AUDITOR, Role.WALL, Role.COLLECTOR)


class PasswordDialog(DialogFrame):
    """One's own password. `answer` is (the one until now, the new one)."""

    def __init__(self, window: QWidget, *, banner: AlarmBanner | None = None) -> None:
        super().__init__(window, translate("PasswordDialog", "Change your password"),
                         translate("PasswordDialog", "Change the password"), banner=banner)
        self.before, self.after, self.again = _secret(), _secret(), _secret()
        self.add_field(self.tr("Until now"), self.before, first=True,
                       check=lambda: "" if self.before.text() else self.tr("Please type your password until now."))
        self.add_field(self.tr("New"), self.after, hint=self.tr("At least 8 characters, not only digits"),
                       check=lambda: "" if self.after.text() else self.tr("Please type the new password."))
        self.add_field(self.tr("Once more"), self.again, check=self._check_again)

    def answer(self) -> object:
        return self.before.text(), self.after.text()

    def _check_again(self) -> str:
        return "" if self.again.text() == self.after.text() else self.tr("The two new passwords differ.")


class UsersDialog(DialogFrame):
    """The users of the street, one at a time. `answer` is (User, new password or "", note)."""

    def __init__(
        self, window: QWidget, users: tuple[User, ...], communities: dict[str, tuple[str, ...]],
        units: dict[str, str], *, banner: AlarmBanner | None = None,
    ) -> None:
        super().__init__(window, translate("UsersDialog", "Users"), translate("UsersDialog", "Publish the change"),
                         banner=banner)
        self._users = {user.id: user for user in users}
        self._codes = {word: code for code, names in communities.items() for word in (code, *names)}
        self._names = {code: names[-1] if names else code for code, names in communities.items()}
        self.list = Choice()
        for user in users:
            self.list.addItem(self._line(user), user.id)
        self.list.addItem(self.tr("New user"), NEW)
        self.list.activated.connect(self._on_user)
        self.add_field(self.tr("User"), self.list, first=True)
        self.id, self.name, self.post, self.scope = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.id.setMaxLength(40)
        self.role, self.unit = Choice(), Choice()
        for role in ROLES:
            self.role.addItem(texts.role_text(role), role.value)
        self.unit.addItem("—", "")
        for unit_id, name in units.items():
            self.unit.addItem(name, unit_id)
        self.disabled = Check(self.tr("Disabled: signs in nowhere, acts are refused"))
        self.password = _secret()
        self.note = QLineEdit()
        self.add_field(self.tr("Id"), self.id, check=self._check_id)
        self.add_field(self.tr("Name"), self.name, check=lambda: self._given(self.name))
        self.add_field(self.tr("Role"), self.role)
        self.add_field(self.tr("Post"), self.post, hint=self.tr("As it stands on shared screens and on paper"),
                       check=lambda: self._given(self.post))
        self.add_field(self.tr("Communities"), self.scope, check=self._check_scope,
                       hint=self.tr("Names or codes, a blank between them; empty: the whole street"))
        self.add_field(self.tr("Unit"), self.unit, hint=self.tr("Of a responsible unit's user"))
        self.add_field(self.tr("State"), self.disabled)
        self.add_field(self.tr("New password"), self.password,
                       hint=self.tr("Empty: as it is. At least 8 characters, not only digits"))
        self.add_field(self.tr("Why"), self.note)
        self._on_user(0)

    def show_user(self, user_id: str) -> None:
        """Have a user in the fields; NEW for one to be made."""
        self.list.setCurrentIndex(self.list.findData(user_id))
        self._on_user(0)

    def answer(self) -> object:
        before = self._users.get(str(self.list.currentData()))
        user = before or User(id=self.id.text().strip(), name="", role="", post="")
        return msgspec.structs.replace(
            user, name=self.name.text().strip(), role=str(self.role.currentData()), post=self.post.text().strip(),
            scope=tuple(self._codes[word] for word in self._words()), unit=str(self.unit.currentData()),
            disabled=self.disabled.isChecked()), self.password.text(), self.note.text().strip()

    def _on_user(self, _index: int) -> None:
        user = self._users.get(str(self.list.currentData()))
        self.id.setText(user.id if user else "")
        self.id.setReadOnly(user is not None)
        self.name.setText(user.name if user else "")
        self.post.setText(user.post if user else "")
        self.role.setCurrentIndex(max(0, self.role.findData(user.role if user else "")))
        self.unit.setCurrentIndex(max(0, self.unit.findData(user.unit if user else "")))
        self.scope.setText(" ".join(self._names.get(code, code) for code in (user.scope if user else ())))
        self.disabled.setChecked(user.disabled if user else False)
        self.password.clear()

    def _line(self, user: User) -> str:
        state = (self.tr("disabled") if user.disabled else
                 self.tr("with a password") if user.password else self.tr("without a password"))
        return f"{user.post} {user.name} · {texts.role_text(user.role)} · {state}"

    def _words(self) -> list[str]:
        return self.scope.text().replace("、", " ").replace("，", " ").split()

    def _given(self, field: QLineEdit) -> str:
        return "" if field.text().strip() else self.tr("Please fill this in.")

    def _check_id(self) -> str:
        if self.list.currentData() != NEW:
            return ""
        given = self.id.text().strip()
        if not given or not given.isascii() or " " in given:
            return self.tr("Letters, digits and hyphens, such as dm-dispatcher-4.")
        return self.tr("This id is taken.") if given in self._users else ""

    def _check_scope(self) -> str:
        strange = [word for word in self._words() if word not in self._codes]
        return self.tr("No community of this street: {0}").format(" ".join(strange)) if strange else ""


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(128)
    field.setContextMenuPolicy(field.contextMenuPolicy().NoContextMenu)
    return field
