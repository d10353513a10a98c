"""What the command line says of people, passwords and who may: see words.py."""

ACCOUNTS: dict[str, tuple[str, str]] = {
    "account-no-password": (
        "这个账号还没有密码，请管理员设置。",
        "This account has no password yet. Ask the administrator.",
    ),
    "sign-in-wrong": (
        "密码不对，请重试。",
        "The password is wrong. Try again.",
    ),
    "sign-in-wait": (
        "密码多次不对，请 {minutes} 分钟后再试，或请管理员重设。",
        "Wrong too often. Try again in {minutes} min, or ask the administrator.",
    ),
    "sign-in-first": (
        "没有签字：接班人请先登录（切换人员），再签字。",
        "Not signed: the incoming one signs in first (switch user).",
    ),
    "no-accounts": (
        "本街道未设密码，在状态栏选择人员即可。",
        "This street has no passwords. Choose who sits here in the status line.",
    ),
    "administrators-only": (
        "只有管理员可以管理人员。",
        "Only an administrator manages users.",
    ),
    "accounts-offline": (
        "没有更改：市平台不可达，联网后再改。",
        "Not changed: the city platform is not reached. Try again when it is.",
    ),
    "accounts-not-published": (
        "没有更改：市平台未接受（{why}）。请同步后重试。",
        "Not changed: the city platform did not take it ({why}). Sync and try again.",
    ),
    "password-short": (
        "没有更改：密码至少 {least} 位。",
        "Not changed: a password has at least {least} characters.",
    ),
    "password-long": (
        "没有更改：密码最多 {most} 位。",
        "Not changed: a password has at most {most} characters.",
    ),
    "password-plain": (
        "没有更改：密码不能只有数字，至少含 4 种不同字符。",
        "Not changed: not only digits, and at least 4 different characters.",
    ),
    "password-name": (
        "没有更改：密码不能包含账号或姓名。",
        "Not changed: the password must not contain the account's id or name.",
    ),
    "sign-in-needed": (
        "未办理：本街道设有密码，请用 --sign-in-file 给出办理人的密码文件。",
        "Not done: this street has passwords. Name a file with the user's by --sign-in-file.",
    ),
    "auditors-only": (
        "只有审计员和管理员可以查看。请用 --as 指明人员。",
        "Only auditors and administrators may see this. Name one by --as.",
    ),
    "reveal-line": (
        "{at} {number} {who}（{role}）查看 {fields}：{reason}",
        "{at} {number} {who} ({role}) saw {fields}: {reason}",
    ),
    "reveals-none": (
        "没有查看联系方式的记录。",
        "Nobody has looked at contact details.",
    ),
    "account-unknown": (
        "本街道没有这个账号，未办理。请重新登录。",
        "Not done: this street has no such account. Sign in again.",
    ),
    "no-such-user": (
        "街道 {street} 没有账号“{user}”。可用 platform users list 查看。",
        "Street {street} has no user {user}. platform users list shows them.",
    ),
    "first-password": (
        "没有更改：街道 {street} 的第一个密码应设给管理员，否则无人能管理账号。",
        "Not changed: the first password of street {street} is an administrator's, or nobody could manage users.",
    ),
    "account-disabled": (
        "账号已停用，未办理。请联系管理员。",
        "Not done: the account is disabled. Ask the administrator.",
    ),
    "account-read-only": (
        "此岗位只能查看，不能办理。",
        "This post may look and change nothing.",
    ),
    "account-unit": (
        "未办理：只能办理本单位的案件。",
        "Not done: only acts of your own unit.",
    ),
    "account-scope": (
        "未办理：案件不在您负责的社区。",
        "Not done: the case does not lie in your communities.",
    ),
    "no-such-operator": (
        "本席位没有这位人员，请从列表中选择。",
        "This operator is not known at this desk. Choose one of the list.",
    ),
    "nobody-here": (
        "本席位还没有值班人员，请在状态栏选择。",
        "Nobody sits at this desk. Choose the operator in the status line.",
    ),
}
