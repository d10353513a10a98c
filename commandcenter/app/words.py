"""What the command line says: a sentence for every key, in Chinese and English. The window has its own (ui/texts.py).

One table, key → (Chinese, English); `{where}` and the like are the facts that came with the key.
"""

import string
from collections.abc import Mapping

from commandcenter.app.keeping_words import KEEPING

CHINESE, ENGLISH = "zh_CN", "en"

SENTENCES: dict[str, tuple[str, str]] = {
    # -- bulk acts, taking back, hand-over
    "bulk-gone": (
        "这批操作已过久，不能整批撤销。请逐件办理相反的操作。",
        "This bulk act lies too far back to be undone together. Undo its cases singly.",
    ),
    "bulk-no-unit": ("这件案件没有选定，请单独办理。", "Nothing was chosen for this case. Do it singly."),
    "bulk-nothing": (
        "选中的案件都不可办，原因见列表。",
        "None of the marked cases can be done. The reasons stand beside them.",
    ),
    "bulk-running": (
        "批量操作正在进行，请等待完成或先停止。",
        "A bulk act is still running. Wait for it, or stop it.",
    ),
    "bulk-too-many": (
        "已选 {now} 件，一次最多 {most} 件。请减少选择，或先筛选队列。",
        "{now} cases are marked, {most} at once are possible. Mark fewer, or narrow the queue first.",
    ),
    "handed-over-already": (
        "本班已交班，正等待接班人签字。",
        "This duty was handed over already and waits for the incoming one's signature.",
    ),
    "controlled": (
        "{last} 前此类问题不在此受理：{name}。如系群众来电，请选择相应来源。",
        "Such reports are not taken here until {last}: {name}. If a citizen called, choose that source.",
    ),
    "late-reason": (
        "没有签字：请填写晚签或单独接班的原因，至少 {least} 字。",
        "Not signed: say in at least {least} characters why you take over late or alone.",
    ),
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
    "not-signed-out": (
        "没有待接的班，请交班人先签字。",
        "There is no hand-over to take over. The outgoing one signs first.",
    ),
    "report-rejected": (
        "市级平台没有接受案件 {number} 的上报，无法继续办理。请按 F2 重新登记。",
        "The city platform did not accept case {number}. Register it anew (F2); nothing here can go on.",
    ),
    "same-operator": (
        "交班人和接班人不能是同一人，请由接班人签字。",
        "Somebody else must take over: the one who hands over cannot sign for both.",
    ),
    "taken-already": (
        "{who}已经接班，请查看历次交接班。",
        "{who} took this duty over already. Look at the list of hand-overs.",
    ),
    "text-too-long": (
        "没有签字：文字有 {now} 字，最多 {most} 字。",
        "Not signed: a text has {now} characters, {most} are possible.",
    ),
    "undo-built-on": (
        "没有撤销：案件 {number} 已有申请或其他记录以这一步为依据。请查看最新经过。",
        "Not undone: something of case {number} rests on this step already. Look at the latest steps.",
    ),
    "undo-closed": (
        "已结案件不能撤销结案。问题仍在的，请办理“重办”，另立关联案件。",
        "A closed case stays closed. If the problem is still there, handle it anew (a linked case).",
    ),
    "undo-escalated": (
        "催办、督办已发出，不能收回。请记一笔或电话告知责任单位。",
        "A reminder or supervision order has been sent and stays. Tell the unit by a note or by phone.",
    ),
    "undo-moved": (
        "没有撤销：案件 {number} 已有后续办理，现为“{stage}”。请查看最新经过。",
        "Not undone: case {number} has gone on and stands at “{stage}”. Look at the latest steps.",
    ),
    "undo-never": ("这项操作不能撤销。", "This act cannot be taken back."),
    "undo-not-own": (
        "没有撤销：案件 {number} 的最后一步由他人办理。请与其联系，或办理相反的操作。",
        "Not undone: the last step of case {number} was somebody else's. Ask them, or give the contrary "
        "act.",
    ),
    "undo-noted": (
        "记录不能撤销。请再记一笔予以更正。",
        "A note stays in the log. Write another one that puts it right.",
    ),
    "undo-reopened": (
        "重办的新案件已经建立。不需要的，请作废新案件。",
        "The new case exists already. Void that one if it is not needed.",
    ),
    "undo-reported": (
        "上报记录不能撤销。请作废，或与重复案件并案。",
        "A report stays in the log. Void the case, or merge a duplicate.",
    ),
    "undo-request": (
        "申请和审批意见均留档，不能撤销。可由下一级审批人不予同意。",
        "A request or a decision about it stays on record. Who decides next can reject it.",
    ),
    "undo-ruling": (
        "确权结论留档，不能撤销。以后的确权结论将取代它。",
        "A ruling stays on record. A later ruling takes its place.",
    ),
    "undo-unmerged": (
        "并案已撤销。需要的，请重新并案。",
        "The merge was undone already. Merge the cases again if need be.",
    ),
    # -- the store and its key
    "in-use": ("另一个程序正在使用 {where}。请先关闭它。", "Another program is using {where}. Close it first."),
    "no-store": ("{where} 里没有工作站数据。", "There is no workstation in {where}."),
    "no-station": (
        "{where} 里没有工作站。请用 join 加入市级平台，或用 demo 建立演示数据。",
        "There is no workstation in {where}. Make one with join, or with demo.",
    ),
    "store-broken": (
        "{where} 已损坏，或密钥、密码不对。文件未被改动。",
        "{where} is broken, or the key or password is not the right one. The file was not touched.",
    ),
    "store-newer": (
        "{where} 由更新的版本写入（格式 {version}，本版本认识 {known}）。文件未被改动，请升级程序。",
        "{where} was written by a newer version (schema {version}, ours is {known}). Not touched; please update.",
    ),
    "store-older": (
        "{where} 是较早的格式（{version}）。请先用本版本打开一次窗口或同步一次，会自动升级并留下副本。",
        "{where} has an older schema ({version}). Open the window or sync once: it is brought up to date, with a copy.",
    ),
    "store-busy": ("{where} 正被另一个程序锁定。请稍后再试。", "{where} is locked by another program. Try again."),
    "store-read-only": ("{where} 是只读的，无法写入。", "{where} is read-only."),
    "store-unreachable": (
        "无法打开 {where}。请确认文件夹存在，并有读写权限。",
        "{where} cannot be opened. Does the folder exist, and may you write there?",
    ),
    "disk-full": (
        "{where} 所在磁盘已满或出错。此前保存的内容都在。",
        "The disk of {where} is full or failing. What was saved before is safe.",
    ),
    "no-key": ("找不到 {where} 的密钥，数据无法打开。", "The key {where} is missing; the store cannot be opened."),
    "key-unreadable": ("密钥文件 {where} 无法读取。", "The key file {where} cannot be read."),
    "no-key-store": (
        "本系统没有可用的密钥库。请用 --password-file 给出密码，或用 --key-file 把密钥放在数据旁边。",
        "This system has no key store. Give a password (--password-file), or keep the key in a file (--key-file).",
    ),
    "password-needed": (
        "{where} 需要密码。请在终端输入，或用 --password-file 给出。",
        "{where} needs a password: type it at a terminal, or give it with --password-file.",
    ),
    "password-unreadable": (
        "密码文件 {where} 无法读取或为空。",
        "The password file {where} cannot be read, or is empty.",
    ),
    # -- this workstation
    "no-token": (
        "{where} 里没有市级平台的令牌。请重新 join。",
        "{where} has no token of the city platform. Join again.",
    ),
    "no-platform": (
        "{where} 还不知道市级平台的地址。请用 --platform 给出。",
        "{where} does not know the city platform's address yet. Give it with --platform.",
    ),
    "no-ground": ("没有街道 {street} 的底图与边界数据。", "There are no outlines and maps for street {street}."),
    "joined-elsewhere": (
        "{where} 已属于街道 {street} 的 {letter} 席，与令牌（{token}）不符。",
        "{where} belongs to street {street}, letter {letter}; the token is for {token}.",
    ),
    "ground-broken": (
        "街道数据无法使用：{where}（{what}）。",
        "The street's files cannot be used: {where} ({what}).",
    ),
    "settings-unreadable": ("设置文件无法读取：{where}。", "The settings cannot be read: {where}."),
    "document-unusable": (
        "规则文书无法使用：{name}（{what}）。",
        "A reference document cannot be used: {name} ({what}).",
    ),
    # -- photos
    "photos-no-user": (
        "没有可操作的人员“{user}”。请用 --as 指定本街道有席位的人员。",
        "There is no user “{user}” with a desk here. Name one with --as.",
    ),
    "photos-none-taken": (
        "{count} 个文件都未收，没有附照片。", "None of {count} file(s) was taken; nothing was added.",
    ),
    "no-photos": ("案件 {number} 没有这样的照片。", "There is no such photo with case {number}."),
    "photos-known": (
        "案件 {number} 已有这些照片，没有重复添加。",
        "Case {number} has these photos already. Nothing was added.",
    ),
    "too-many-photos": ("最多 {most} 张照片。请挑选有用的。", "{most} photos at most. Choose the telling ones."),
    "after-photo-needed": (
        "本市要求处置后照片。请先为案件 {number} 附上。",
        "This city wants a photo after handling. Add one to case {number}.",
    ),
    "picture-folder": ("“{where}”是文件夹。请选择其中的照片。", "“{where}” is a folder. Choose the photos in it."),
    "picture-unreadable": (
        "“{where}”无法读取。请检查路径和权限。",
        "“{where}” cannot be read. Check path and rights.",
    ),
    "picture-empty": ("文件是空的。", "The file is empty."),
    "picture-too-big": (
        "照片最大 {most} MB、{pixels} 百万像素。请先缩小。",
        "A photo has at most {most} MB and {pixels} million pixels. Make it smaller first.",
    ),
    "not-a-picture": ("不是照片。可收 JPEG 和 PNG。", "This is no photo. JPEG and PNG are taken."),
    "picture-moves": ("这是动图。请选单张照片。", "This is a moving picture. Choose a single one."),
    "picture-broken": (
        "照片已损坏或不完整。请重新复制一份。",
        "The photo is damaged or not whole. Copy it once more.",
    ),
    # -- files of cases
    "file-missing": ("找不到文件 {where}。", "There is no file {where}."),
    "file-unreadable": ("文件 {where} 无法读取：{what}。", "{where} cannot be read: {what}."),
    "file-empty": ("文件 {where} 是空的。", "{where} is empty."),
    "file-not-csv": (
        "{where} 是 {found} 文件，不是 CSV。请另存为 CSV（UTF-8）后再导入。",
        "{where} is an {found} file, not CSV. Save it as CSV (UTF-8) and import that.",
    ),
    "file-encoding": (
        "{where} 不是映射所说的 {encoding} 编码（第 {line} 行起）。一行也没有导入。",
        "{where} is not in the encoding {encoding} that the mapping names (from line {line} on). No row was taken.",
    ),
    "file-broken": (
        "{where} 第 {line} 行不是有效的 CSV（{what}）。一行也没有导入。",
        "{where}, line {line}: not valid CSV ({what}). No row was taken.",
    ),
    "columns-missing": (
        "{where} 缺少映射 {mapping} 需要的列：{columns}。一行也没有导入。",
        "{where} lacks columns that the mapping {mapping} needs: {columns}. No row was taken.",
    ),
    "mapping-missing": ("没有名为 {name} 的映射。已有：{known}。", "There is no mapping {name}. There are: {known}."),
    "mapping-unusable": ("映射 {where} 无法使用：{what}。", "The mapping {where} cannot be used: {what}."),
    "refusals-unwritable": (
        "未导入行的清单 {where} 无法写入：{what}。已导入的案件都在。",
        "The list of refused rows {where} cannot be written: {what}. The cases taken are safe.",
    ),
    # -- rows of a file
    "id-missing": ("没有编号（{column} 列为空）", "no id (column {column} is empty)"),
    "id-too-long": ("编号超过 {most} 个字符", "the id has more than {most} characters"),
    "time-missing": ("没有时间（{column} 列为空）", "no time (column {column} is empty)"),
    "time-unreadable": (
        "时间无法读取：{column} 列为 {text}，应为 {format}",
        "the time cannot be read: {column} is {text}, expected {format}",
    ),
    "time-out-of-range": ("时间不合理，超出可计时的范围", "a time is out of range"),
    "closed-before-opened": (
        "结案时间 {closed} 早于上报时间 {opened}",
        "closed at {closed}, before it was opened at {opened}",
    ),
    "class-unknown": ("类别代码 {code} 不在目录里", "the class code {code} is not in the catalogue"),
    "condition-unknown": (
        "立案条件 {condition} 不在目录里",
        "the filing condition {condition} is not in the catalogue",
    ),
    "limit-unreadable": ("处置时限无法读取：{text}", "the limit cannot be read: {text}"),
    "position-missing": ("没有坐标（{columns}）", "no position ({columns})"),
    "position-unreadable": ("坐标无法读取：{text}", "the position cannot be read: {text}"),
    "outside-street": ("位置 {lon}, {lat} 不在{street}内", "the point {lon}, {lat} lies outside {street}"),
    "cells-differ": ("该行有 {found} 格，表头有 {columns} 列", "the row has {found} cells, the header {columns}"),
    # -- an authority's catalogue
    "catalogue-unreadable": (
        "目录文件 {where} 无法读取：{what}。",
        "The catalogue file {where} cannot be read: {what}.",
    ),
    "catalogue-not-workbook": (
        "{where} 不是 Excel 工作簿（.xlsx）。请在 Excel 或 WPS 中打开后另存为 .xlsx。",
        "{where} is no Excel workbook (.xlsx). Open it in Excel or WPS and save it as .xlsx.",
    ),
    "catalogue-old-workbook": (
        "{where} 是旧格式（.xls）或带密码的工作簿。请去掉密码，另存为 .xlsx。",
        "{where} is an old workbook (.xls) or one with a password. Take off the password and save it as .xlsx.",
    ),
    "catalogue-macros": (
        "{where} 含有宏。请另存为不带宏的 .xlsx。",
        "{where} holds macros. Save it as .xlsx without macros.",
    ),
    "catalogue-too-large": (
        "{where} 过大（超过 {what}），没有读取。请删除多余的空行、工作表和图片后再导入。",
        "{where} is too large (more than {what}) and was not read. Delete blank rows, other sheets and pictures.",
    ),
    "catalogue-broken": ("工作簿 {where} 已损坏：{what}。", "The workbook {where} is broken: {what}."),
    "catalogue-formula": (
        "{where} 的单元格 {cell} 是公式或错误值。请把公式粘贴为数值后再导入。",
        "{where}: the cell {cell} holds a formula or an error. Paste formulas as values and import that.",
    ),
    "catalogue-sheet-missing": (
        "工作簿里没有名为“{sheet}”的工作表（现有：{found}）。需要“部件”和“事件”两张表。",
        "The workbook has no sheet {sheet} (it has: {found}). Two sheets are needed, for components and for incidents.",
    ),
    "catalogue-sheet-twice": (
        "有多张工作表都像“{sheet}”：{found}。请只留一张。",
        "Several sheets could be {sheet}: {found}. Keep one.",
    ),
    "catalogue-header": (
        "工作表“{sheet}”的表头缺少列：{columns}。没有读取。",
        "The header of the sheet {sheet} lacks columns: {columns}. Nothing was read.",
    ),
    "catalogue-header-twice": (
        "工作表“{sheet}”第 {line} 行表头里有两列“{column}”。",
        "The header of the sheet {sheet}, line {line}, has two columns {column}.",
    ),
    "catalogue-nothing": (
        "没有可用的条目：读取 {read} 行，{refused} 行无法使用。没有发布。",
        "Nothing could be used: {read} row(s) read, {refused} refused. Nothing was published.",
    ),
    "catalogue-other-codes": (
        "{where} 与已发布的代码集 {code_set} 含义不同：{shared} 个相同代码中有 {renamed} 个名称不同。"
        "请用 --code-set 写明代码集。",
        "{where} means other things than the code set {code_set}: {renamed} of {shared} codes have another name. "
        "Name its code set with --code-set.",
    ),
    "catalogue-code-set": (
        "代码集标识“{code_set}”无效：请用 --code-set 给出小写字母、数字和连字符，如 yuncheng-2026。",
        "The code set {code_set!r} cannot be used: give --code-set in small letters, digits and hyphens, "
        "like yuncheng-2026.",
    ),
    # -- rows of an authority's catalogue
    "cell-too-long": ("{column} 超过 {most} 个字符", "{column} has more than {most} characters"),
    "condition-missing": ("没有立案条件（{column} 列为空）", "no filing condition (column {column} is empty)"),
    "limit-missing": (
        "没有处置时限（{column} 列为空，上一行也没有）",
        "no limit (column {column} is empty, also above)",
    ),
    "condition-twice": (
        "类别 {code} 的同一立案条件在第 {line} 行已出现",
        "the filing condition of {code} stands in line {line} already",
    ),
    "nothing-above": (
        "{column} 为空，上面也没有可沿用的值",
        "{column} is empty, and nothing above can be carried down",
    ),
    "name-missing": (
        "代码 {code} 没有名称（{column} 列为空）",
        "the code {code} has no name (column {column} is empty)",
    ),
    "names-differ": (
        "代码 {code} 有两个名称：{one}、{other}",
        "the code {code} has two names: {one}, {other}",
    ),
    "code-unreadable": ("{column} 无法读取：{text}（应为两位数字）", "{column} cannot be read: {text} (two digits)"),
    # -- reference documents at the platform
    "document-missing": (
        "没有名为 {name} 的规则文书。已有：{known}。",
        "There is no document {name}. There are: {known}.",
    ),
    "document-version": (
        "规则文书 {name} 没有第 {version} 版。已有：{known}。",
        "The document {name} has no version {version}. There are: {known}.",
    ),
    "document-streams": (
        "规则文书 {name} 属于多个街道：{known}。请用 --stream 指明。",
        "Several streets have a document {name}: {known}. Say which with --stream.",
    ),
    # -- a draft mapping
    "draft-exists": (
        "{where} 已存在，没有改动。请用 --out 另选文件名。",
        "{where} exists and was left alone. Choose another with --out.",
    ),
    "draft-unwritable": (
        "映射草稿无法写入 {where}：{what}。请用 --out 另选位置。",
        "The draft cannot be written to {where}: {what}. Choose another place with --out.",
    ),
    "draft-no-rows": (
        "文件只有表头，没有数据行，无法推测映射。",
        "The file has a header and no rows; nothing can be guessed.",
    ),
    "draft-no-id": (
        "没有一列的值各不相同，找不到案件编号，无法推测映射。",
        "No column has values of its own for each row; there is no id, so no mapping can be drafted.",
    ),
    "draft-no-time": (
        "没有一列能作为时间读取，无法推测映射。",
        "No column can be read as times, so no mapping can be drafted.",
    ),
    "draft-no-category": (
        "没有一列像问题类别，无法推测映射。",
        "No column looks like a category, so no mapping can be drafted.",
    ),
    # -- a file of working-time questions
    "limits-unreadable": ("{file} 无法计算：{where}（{what}）。", "{file} cannot be answered: {where} ({what})."),
    "limit-unclear": ("时限不明确：{n} {unit} {until}。", "The limit is not clear: {n} {unit} {until}."),
    "limit-out-of-range": ("时限超出范围：{n} {unit}。", "The limit is out of range: {n} {unit}."),
    "out-of-range": ("时间超出可计算的范围。", "The time is out of the range that can be counted."),
    "calendar-closed": ("日历 {calendar} 没有任何工作时间。", "The calendar {calendar} is never open."),
    "calendar-day": (
        "日历 {calendar} 的星期无法识别：{day}。",
        "The calendar {calendar} names an unknown weekday: {day}.",
    ),
    "calendar-period": (
        "日历 {calendar} 的时段有误：{day}。",
        "A period of the calendar {calendar} is wrong: {day}.",
    ),
    "calendar-unreadable": ("工作日历无法读取：{what}。", "The work calendar cannot be read: {what}."),
    "calendar-work-day": (
        "日历 {calendar} 的每日工时有误：{minutes}。",
        "The work day of {calendar} is wrong: {minutes}.",
    ),
    "calendar-zone": (
        "日历 {calendar} 的时区无法识别：{tz}。",
        "The calendar {calendar} names an unknown time zone: {tz}.",
    ),
    # -- what the rules refuse
    "no-documents": (
        "规则文书还没有从市级平台取得。请先同步一次。",
        "The reference documents have not come from the city platform yet. Sync once.",
    ),
    "no-case": ("没有这个案件。", "There is no such case."),
    "revoke-first": ("请先撤销案件 {number} 的指派，再退回。", "Revoke the assignment of case {number} first."),
    "returned-case": (
        "案件 {number} 刚被责任单位退回，只能改派或退回受理，不能批转。",
        "Case {number} was sent back by the unit: dispatch it again or return it, it cannot be passed on.",
    ),
    "suspended": ("案件 {number} 已挂账，请先恢复。", "Case {number} is deferred; resume it first."),
    "asked-already": ("案件 {number} 已有申请待审批。", "A request about case {number} waits for its decision."),
    "nothing-asked": ("案件 {number} 没有待审批的申请。", "No request about case {number} waits for a decision."),
    "nothing-to-extend": ("案件 {number} 没有可延长的处置时限。", "Case {number} has no limit that could be extended."),
    "no-more-extensions": (
        "案件 {number} 已延期 {most} 次，不能再延。",
        "Case {number} has had its {most} extension(s).",
    ),
    "overdue-already": (
        "案件 {number} 已超期，不能再延期。",
        "Case {number} is overdue: it cannot be extended any more.",
    ),
    "no-more-deferrals": (
        "案件 {number} 已挂过账（最多 {most} 次）。",
        "Case {number} was deferred already ({most} at most).",
    ),
    "deferral-in-past": ("挂账结束日已过，请另选日期。", "The deferral would end in the past."),
    "deferral-too-long": ("挂账最长 {days} 天，请选更早的日期。", "A deferral lasts {days} days at most."),
    "appealed-already": ("案件 {number} 已申诉过。", "There was an appeal about case {number} already."),
    "not-overdue": ("案件 {number} 按期结案，无需申诉。", "Case {number} was closed in time: nothing to appeal."),
    "verify-first": (
        "案件 {number} 须先核实：本市规定该来源的上报先到现场核实再立案。",
        "Have case {number} verified on site first: this city wants it for reports of this source.",
    ),
    "judge-first": (
        "请先由值班长核实案件 {number} 是否误派，再派遣。",
        "The shift leader first judges whether case {number} was dispatched wrongly.",
    ),
    "referred": (
        "案件 {number} 已转{unit}，请先录入回复。",
        "Case {number} lies with {unit} until it answers. Enter the answer first.",
    ),
    "not-referred": ("案件 {number} 没有待回复的转送。", "Case {number} has not been referred to anybody."),
    "unknown-receiver": ("请从本市名单中选择接收单位。", "Choose a receiver from the city's list."),
    "refer-role": (
        "只有值班长或主管可以上报{unit}。", "Only the shift leader or the leader sends a case up to {unit}."),
    "referred-to-itself": ("案件 {number} 已由{unit}承办。", "Case {number} lies with {unit} already."),
    "nothing-to-judge": ("案件 {number} 没有待核实的退回。", "No return of case {number} waits to be judged."),
    "same-unit-only": (
        "值班长已核实案件 {number} 派遣无误，请仍派给{unit}。",
        "The shift leader judged that case {number} was dispatched rightly. Send it to {unit} again.",
    ),
    "no-unit": ("案件 {number} 还没有派给任何单位。", "Case {number} has not been dispatched to any unit yet."),
    "on-behalf-needed": (
        "请说明代谁录入：哪个单位或采集员。",
        "Say on whose behalf this is entered: which unit or collector.",
    ),
    "other-unit": ("没有录入：案件不在{unit}。", "Not entered: the case does not lie with {unit}."),
    "whistle-open": (
        "案件 {number} 的吹哨还没有结束，请先收哨：事不完、人不撤。",
        "The whistle of case {number} is open. Close it first: nobody leaves until the work is done.",
    ),
    "whistle-open-already": (
        "案件 {number} 已有未结束的吹哨，见吹哨看板（Ctrl+F9）。",
        "Case {number} has an open whistle. It stands on the board (Ctrl+F9).",
    ),
    "no-whistle": ("案件 {number} 没有这次吹哨，或已收哨。", "Case {number} has no such whistle, or it is closed."),
    "no-such-whistle": ("本市没有这类吹哨，请另选。", "This city knows no whistle of this kind. Choose another."),
    "not-called": ("没有召集单位 {unit}。", "The unit {unit} was not called."),
    "unit-twice": ("同一单位出现两次，每个单位只能有一种分工。", "A unit is named twice. Give each unit one part."),
    "one-host": ("请选定一个主办单位。", "Choose exactly one unit as the host."),
    "told-already": ("{unit}的这一步已录入过。", "This was entered for {unit} already."),
    "informed-only": (
        "{unit}只是知会，不需到场，也不评价。",
        "{unit} is only informed: it need not come and is not rated.",
    ),
    "arrive-first": ("请先录入{unit}到场，再录入结果。", "Enter first when {unit} arrived; then its result."),
    "rate-later": (
        "{unit}有结果或收哨后才能评价。",
        "{unit} is rated once it has a result, or the whistle is closed.",
    ),
    "rated-already": ("{unit}已评价过。", "{unit} was rated already."),
    "host-not-done": (
        "主办单位{unit}还没有结果：事不完、人不撤。确需收哨请说明理由。",
        "{unit} leads and has no result yet: nobody leaves until the work is done. Say why it is closed.",
    ),
    "on-docket": ("案件 {number} 已在确权名单中。", "Case {number} waits for a ruling already."),
    "not-on-docket": ("请先对案件 {number} 提请确权。", "Ask for a ruling on case {number} first."),
    "reopened-already": (
        "案件 {number} 已重办，新案件 {other}。",
        "Case {number} is handled anew already, as case {other}.",
    ),
    "closed": ("案件 {number} 已结束，不能再办理。", "Case {number} is over."),
    "moved": (
        "案件 {number} 刚被别人办理，请重新查看。",
        "Somebody else has just acted on case {number}; look again.",
    ),
    "stage": ("案件 {number} 现在的状态不允许这一步。", "Case {number} does not allow this step now."),
    "role": ("当前岗位不能办理这一步。", "This role may not do that."),
    "newer-version": (
        "案件 {number} 含有更新版本写入的内容，请升级程序。",
        "Case {number} was changed by a newer version.",
    ),
    "not-effective": ("这一步没有生效：{reason}。", "The step did not take effect: {reason}."),
    "reported-twice": ("案件 {number} 已上报过。", "Case {number} has been reported already."),
    "unknown-class": ("类别 {code} 不在目录里。", "The class {code} is not in the catalogue."),
    "unknown-unit": ("没有责任单位 {unit}。", "There is no unit {unit}."),
    "condition-needed": ("类别 {code} 需要选择立案条件。", "The class {code} needs a filing condition."),
    "place-needed": ("请填写地点。", "A place is needed."),
    "reason-needed": ("请填写理由。", "A reason is needed."),
    "text-too-short": ("说明至少 {least} 个字，现在 {now} 个。", "The text needs {least} characters, it has {now}."),
    "signed-already": ("案件 {number} 已签收。", "Case {number} is signed already."),
    "rung-fired": ("案件 {number} 的{level}已经发出。", "{level} of case {number} has been issued already."),
    "reapply-never": ("这类操作不能在此重新提出，请打开案件再办。",
                      "An act of this kind is not given again from here. Open the case and give it there."),
    "nothing-to-settle": ("案件 {number} 没有待处理的冲突。", "Case {number} has no conflict to settle."),
    "same-case": ("案件 {number} 不能与自身并案。", "Case {number} cannot be merged with itself."),
    "holds-others": (
        "案件 {number} 已并入其他案件，请保留它，把另一件并入它。",
        "Case {number} has taken in a duplicate; keep it and merge the other one.",
    ),
    "not-kept": ("案件 {number} 已作废或并案，不能再并入案件。", "Nothing can be merged into case {number}."),
    "absorbed-already": ("案件 {number} 已并入过这件案件。", "Case {number} has taken in this duplicate already."),
    "not-absorbed": ("案件 {number} 没有并入这件案件。", "Case {number} holds no such duplicate."),
    "nothing-to-undo": ("没有可以撤销的并案。", "There is no merge to undo."),
    "snoozed-enough": ("该告警已推迟 {most} 次，不能再推迟。", "The alarm was put off {most} times already."),
    "rung-role": ("本岗位不能发出{level}。", "{level} is not set at this post."),
    "no-such-level": ("没有第 {level} 级督办。", "There is no level {level}."),
    "nothing-to-reply": ("案件 {number} 没有待回复的督办。", "Case {number} has no order to reply to."),
    # -- the city platform does not answer
    "unreachable": (
        "连不上市级平台 {url}。待上报的内容都在，稍后再试。",
        "The city platform {url} does not answer. What waits is kept.",
    ),
    "tls": (
        "与市级平台 {url} 的加密连接没有建立（{detail}）。没有发出任何内容。",
        "No secure connection to {url} ({detail}). Nothing was sent.",
    ),
    "tls_host": (
        "{url} 的证书是发给另一台主机的。没有发出任何内容。请核对地址，或告知平台管理员。",
        "The certificate at {url} is another host's. Nothing was sent. Check the address, or tell the administrator.",
    ),
    "tls_expired": (
        "{url} 的证书已过期，或本机时钟有误（本机日期 {today}）。没有发出任何内容。时钟无误的，请告知平台管理员。",
        "The certificate at {url} has expired, or this computer's clock is wrong (it says {today}). Nothing was sent."
        " If the clock is right, tell the administrator.",
    ),
    "tls_not_yet": (
        "{url} 的证书尚未生效，或本机时钟有误（本机日期 {today}）。没有发出任何内容。时钟无误的，请告知平台管理员。",
        "The certificate at {url} is not valid yet, or this computer's clock is wrong (it says {today}). Nothing was"
        " sent. If the clock is right, tell the administrator.",
    ),
    "tls_foreign": (
        "{url} 的证书不是本市证书机构签发的。没有发出任何内容。中间可能有人冒充平台，请告知平台管理员。",
        "The certificate at {url} is not from the city's authority. Nothing was sent. Somebody may pose as the"
        " platform: tell the administrator.",
    ),
    "tls_plain": (
        "{url} 的应答没有加密。没有发出令牌。请核对地址和端口，或告知平台管理员。",
        "What answers at {url} does not encrypt. The token was not sent. Check address and port, or tell the"
        " administrator.",
    ),
    "tls_wanted": (
        "{url} 不加密；本工作站只信任本市证书机构，只能使用 https:// 地址。",
        "{url} is not encrypted; this workstation trusts the city's authority alone. Only https:// will do.",
    ),
    "timeout": (
        "市级平台 {url} 没有及时答复。待上报的内容都在。",
        "The city platform {url} did not answer in time. What waits is kept.",
    ),
    "not_our_platform": (
        "这个地址上不是市级平台（状态 {status}）。",
        "What answers there is not a city platform (status {status}).",
    ),
    "server_error": (
        "市级平台出错（状态 {status}）。待上报的内容都在。",
        "The city platform failed (status {status}). What waits is kept.",
    ),
    "garbled": ("市级平台的答复无法读取：{detail}。", "The city platform's answer cannot be read: {detail}."),
    "stalled": ("与市级平台的传输中断。待上报的内容都在。", "The transfer stalled. What waits is kept."),
    # -- the city platform refuses
    "token_invalid": (
        "市级平台不认识这个令牌。请向平台管理员索取新的。",
        "The city platform does not know this token. Ask for a new one.",
    ),
    "token_revoked": (
        "{name} 的令牌已被撤销。请向平台管理员索取新的。",
        "The token of {name} was withdrawn. Ask for a new one.",
    ),
    "protocol_mismatch": (
        "市级平台使用协议版本 {platform}，本工作站为 {workstation}。请升级较旧的一方。",
        "The city platform speaks protocol {platform}, this workstation {workstation}. Update the older one.",
    ),
    "publish_right": (
        "本工作站不能发布 {stream} 的文书 {name}；市级文书须由市里授权的工作站发布。",
        "This workstation may not publish {name} of {stream}; the city's need a workstation that the city has let.",
    ),
    "not_administrator": ("{actor} 不是管理员，没有发布。", "{actor} is no administrator. Nothing was published."),
    "bad_document": (
        "文书 {name} 有误，没有发布：{what}",
        "The document {name} is wrong. Nothing was published: {what}",
    ),
    "version_moved": (
        "文书 {name} 已有人发布第 {version} 版，没有发布。请在新版上重做。",
        "Somebody has published version {version} of {name} meanwhile. Nothing was published; do it again on that one.",
    ),
    "no-such-workstation": ("街道 {street} 没有 {letter} 席。", "Street {street} has no workstation {letter}."),
    "document-name": ("这个文件是文书 {other}，不是 {name}。", "This file is the document {other}, not {name}."),
    "document-moved": (
        "这个文件改自 {name} 第 {version} 版，现行已是第 {newest} 版，没有发布。",
        "This file was made of version {version} of {name}; {newest} is the newest. Nothing was published.",
    ),
    "document-unread": ("读不了文件 {where}：{what}", "The file {where} cannot be read: {what}"),
    "document-editor": (
        "没有可用的编辑器（{known}）。请设置环境变量 EDITOR，或用 show 与 publish。",
        "No editor ({known}). Set EDITOR, or use show and publish.",
    ),
    "document-kept": (
        "改好的内容不能发布：{what}。文件留在 {where}",
        "What was written cannot be published: {what}. It lies in {where}",
    ),
    "document-who": ("请用 --as 指明管理员：{known}", "Say with --as which administrator: {known}"),
    "grant": ("这个令牌无权使用数据流 {stream}。", "This token gives no access to the stream {stream}."),
    "another_street": (
        "令牌属于街道 {token}，本工作站属于 {street}。",
        "The token is for street {token}, this workstation is of {street}.",
    ),
    "ahead": (
        "本地的 {stream} 走在市级平台前面（平台 {seq}，本地 {theirs}）：可能恢复过旧备份。本机没有丢失，请联系市里。",
        "This copy of {stream} is ahead of the platform ({theirs}, there {seq}): it may have been restored.",
    ),
    "fork": (
        "本地的 {stream} 与市级平台的历史不同（平台 {seq}，本地 {theirs}）。本机没有丢失，请联系管理员。",
        "{stream} has another history here than at the platform ({theirs}, there {seq}). Nothing is lost here.",
    ),
    "broken_chain": (
        "收到的 {stream} 与哈希链不符（第 {after} 条之后），没有采用。请联系管理员。",
        "What came of {stream} after {after} does not fit its hashes and was not taken.",
    ),
    "gap": (
        "市级平台缺少本机较早的记录（期望 {expect}，现有 {waiting}）。",
        "The platform lacks earlier facts ({expect}, here {waiting}).",
    ),
    "no_progress": ("{stream} 的上报没有进展，已停止。", "{stream} makes no progress; stopped."),
    "id_conflict": ("一条记录的编号在市级平台已被占用（{id}）。", "A fact's id is taken at the platform ({id})."),
    "sseq_conflict": (
        "一条记录的次序在市级平台已被占用（{id}）。",
        "A fact's count is taken at the platform ({id}).",
    ),
    "too_large": ("一次上报的内容过大，市级平台没有接收。", "Too much at once for the city platform."),
    "bad_fact": (
        "市级平台无法读取上报的第 {position} 条：{detail}。",
        "The platform cannot read fact {position}: {detail}.",
    ),
    "mixed_sessions": ("上报的内容来自不同的会话，市级平台没有接收。", "Facts of several sessions came at once."),
    "session_taken": ("会话 {sid} 属于另一台工作站。", "The session {sid} belongs to another workstation."),
    "bad_url": (
        "{url} 不是市级平台的地址（应以 http:// 或 https:// 开头）。",
        "{url} is no address of a platform (http:// or https://).",
    ),
    # -- a platform's folder
    "platform_missing": ("{where} 里没有市级平台。", "There is no city platform in {where}."),
    "platform_exists": ("{where} 里已有市级平台。", "There is a city platform in {where} already."),
    "platform_key_missing": (
        "市级平台的签名密钥 {where} 不见了。请从保管处放回：没有它，任何工作站都不再信任本平台。",
        "The signing key {where} is gone. Put it back: without it no workstation will trust this platform.",
    ),
    "platform_key_unreadable": (
        "无法读写市级平台的签名密钥 {where}。", "The signing key {where} cannot be read or written."),
    "platform_key_changed": (
        "市级平台的签名密钥变了（原 {pinned}，现 {theirs}）：可能是另一个平台。没有交换任何内容，请向市里核实。",
        "The platform signs with another key ({theirs}, known {pinned}): it may be another one. Nothing was exchanged.",
    ),
    "too_many": (
        "市级平台此刻太忙，请稍后再试。", "The city platform has too much to do at the moment. Try again soon."),
    "bad_proof": (
        "市级平台不认可 {stream} 中曾被接收的记录（{detail}），它们留在本机。请联系管理员。",
        "The platform does not recognise what it had accepted of {stream} ({detail}); it is kept here.",
    ),
    "bad_signature": (
        "{stream} 的签名与市级平台的密钥不符，没有采用。请检查网络，并联系管理员。",
        "What came of {stream} is not signed with the platform's key and was not taken.",
    ),
    "platform_in_use": (
        "另一个进程正在使用市级平台 {where}。",
        "Another process serves the city platform in {where}.",
    ),
    "platform_newer": (
        "{where} 由更新的版本写入（格式 {version}，本版本认识 {known}）。文件未被改动。",
        "{where} was written by a newer version (schema {version}, this one knows {known}). Not touched.",
    ),
    "platform_older": (
        "{where} 是较早的格式（{version}，本版本为 {known}）。启动一次平台即可升级。",
        "{where} has an older schema ({version}, this version has {known}). Start the platform once.",
    ),
    "platform_broken": (
        "{where} 已损坏，或不是市级平台的数据库。文件未被改动。",
        "{where} is broken or no platform's database. Not touched.",
    ),
    "platform_read_only": ("{where} 是只读的，无法写入。", "{where} is read-only."),
    "platform_unreachable": (
        "无法打开 {where}。请确认文件夹存在并可写。",
        "{where} cannot be opened. Does it exist, may you write there?",
    ),
    "platform_busy": ("{where} 正被另一个程序锁定。", "{where} is locked by another program."),
    "database_url": (
        "这不是 PostgreSQL 的地址。格式如 postgresql://city@主机/city。",
        "That is no address of a PostgreSQL. It looks like postgresql://city@host/city.",
    ),
    "database_password": (
        "{where} 的地址里写有口令。请把口令放进 PostgreSQL 的口令文件（~/.pgpass）。",
        "The address of {where} holds the password. Put it into PostgreSQL's password file (~/.pgpass).",
    ),
    "database_unreachable": (
        "数据库 {where} 没有应答，或不是主库。已接收的内容都在；恢复后自动继续。",
        "The database {where} does not answer, or is no leader. What was accepted is safe; it goes on by itself.",
    ),
    "database_refused": (
        "数据库 {where} 拒绝登录。请核对用户、口令和库名。",
        "The database {where} does not let us in. Look at user, password and database name.",
    ),
    "database_unfit": (
        "数据库 {where} 不能使用（{what}）：需要 PostgreSQL 15 及以上、UTF8，且 synchronous_commit 不为 off。",
        "The database {where} cannot be used ({what}): PostgreSQL 15, UTF8, synchronous_commit not off.",
    ),
    "disk_full": (
        "市级平台的磁盘已满或出错。已接收的内容都在。{where}",
        "The platform's disk is full or failing. {where}",
    ),
    "port-in-use": (
        "无法在 {where}:{port} 上监听：{what}。是否已有另一个平台在运行？",
        "Cannot listen on {where}:{port}: {what}. Is another platform running there?",
    ),
    "tls-needed": (
        "在 {where} 上监听必须加密：请给出 --tls-cert 和 --tls-key，否则令牌会明文传输。",
        "On {where} it must be encrypted: give --tls-cert and --tls-key. Tokens would be in the clear otherwise.",
    ),
    "tls-unusable": (
        "证书 {where} 或其私钥不能使用：{what}。私钥不能设口令，且必须与证书相配。",
        "The certificate {where} or its key cannot be used: {what}. The key has no password and fits the certificate.",
    ),
    "ca_unreadable": (
        "文件里没有可信任的证书（{what}）。请向平台管理员索取 CA 证书（PEM）。",
        "There is no certificate authority in the file ({what}). Ask the platform's administrator for it (PEM).",
    ),
    "no-such-street": ("平台上没有街道 {street}。", "The platform has no street {street}."),
    "letter-taken": (
        "没有登记：{what}。街道应为九位代码，席位字母在街道内不能重复。",
        "Not registered: {what}. A street is its nine-digit code; a letter is used once in a street.",
    ),
    "platform-start": ("市级平台没有启动：{what}。", "The city platform did not start: {what}."),
    # -- the demo
    "demo-exists": (
        "{where} 不是空文件夹。请另选一个，或先删除它。",
        "{where} is not empty. Choose another folder, or delete it.",
    ),
    "demo-missing": (
        "{where} 里没有完整的演示数据。请用 demo 重新建立。",
        "{where} holds no whole demo. Build one with demo.",
    ),
    "demo-day": ("{day} 不是日期（应为 2026-11-22 的形式）。", "{day} is no day (like 2026-11-22)."),
    "demo-cases": (
        "案件数应在 1 到 {most} 之间，不能是 {cases}。",
        "The number of cases is 1 to {most}, not {cases}.",
    ),
    # -- verify
    "verify-failed": ("{where}：发现 {count} 处不一致：{what}", "{where}: {count} difference(s): {what}"),
    "chain-broken": ("数据流 {where} 的哈希链不符（{what}）", "the chain of {where} does not hold ({what})"),
    "row-missing": ("案件 {where} 没有视图行", "case {where} has no row"),
    "row-differs": ("案件 {where} 的视图与日志不符：{what}", "the row of case {where} differs from the log: {what}"),
    "page-broken": ("{where} 的一页已损坏（{what}）", "a page of {where} is damaged ({what})"),
    "photo-broken": ("照片 {where} 的内容已损坏", "the bytes of photo {where} are damaged"),
    "counts-differ": (
        "队列计数与视图行不符（共 {where} 行）", "the counts of the queues differ from the rows ({where} in all)"),
    "texts-differ": (
        "检索文字与日志不符（应有 {where} 件未结案件的文字）",
        "the words for searching differ from the log (those of {where} open cases by the log)"),
    "row-too-many": ("视图行多出 {where} 条", "{where} row(s) too many"),
    "outcomes-differ": (
        "未生效清单不符（{where}，应为 {what}）",
        "the list of what did not take effect differs ({where}, by the log {what})",
    ),
    "whistles-differ": (
        "吹哨记录与日志不符（应为 {where} 条）", "the whistles differ from the log ({where} by the log)"),
    "rulings-differ": ("确权记录与日志不符（应为 {where} 条）", "the rulings differ from the log ({where} by the log)"),
    # -- pictures
    "nothing-to-escalate": ("没有未结案件，无法显示督办对话框。", "There is no open case for the escalation dialog."),
    "not-written": ("图片无法写入 {where}。", "The picture cannot be written to {where}."),
    "not-settled": ("界面没有及时就绪，图片未生成。", "The window did not come to rest; no picture was made."),
    # -- printed sheets
    "sheet-no-case": ("案件 {number} 的经过不在本机，无法打印。", "The facts of case {number} are not here; no sheet."),
    "sheet-none": ("案件 {number} 目前没有可打印的单据。", "There is no sheet of case {number} yet."),
    "sheet-not-dispatched": ("案件 {number} 尚未派遣，没有派遣单。", "Case {number} is not dispatched: no such sheet."),
    "sheet-no-order": ("案件 {number} 没有督办，没有督办单。", "Case {number} has no supervision order: no sheet."),
    "sheet-not-handled": ("案件 {number} 尚未处置完成，没有核查单。", "Case {number} is not handled: no check sheet."),
    "sheet-not-closed": ("案件 {number} 尚未结案，没有结案单。", "Case {number} is not closed: no closing sheet."),
    "no-such-case": ("本机没有编号为 {number} 的案件。", "There is no case {number} here."),
    "case-unclear": (
        "有不止一件案件的编号以 {number} 开头，请写完整。",
        "More than one case's number begins with {number}; write it in full.",
    ),
    "nothing-to-print": (
        "没有可打印的单据（{count} 件案件都没有这种单据）。",
        "Nothing to print: none of {count} case(s) has such a sheet.",
    ),
    "pdf-exists": ("{where} 已存在，没有覆盖。换个名称，或加 --replace。",
                   "{where} is there already and was not replaced. Choose another name, or add --replace."),
    "pdf-full": ("没有写入 {where}：磁盘空间不足。", "{where} was not written: the disk is full."),
    "pdf-not-written": ("没有写入 {where}：{what}", "{where} was not written: {what}"),
    # -- the command line itself
    "bad-arguments": ("参数有误：{what}", "Wrong arguments: {what}"),
    "no-display": (
        "这里没有显示器，窗口打不开。可以用 shot 生成图片，或用 --demo 在无屏幕下演示。",
        "There is no display for a window. Use shot for a picture, or --demo, which also works without a screen.",
    ),
    "bad-size": (
        "图片尺寸应为 宽x高，例如 1920x1080，不能是 {size}。",
        "A size is WIDTHxHEIGHT such as 1920x1080, not {size}.",
    ),
    "no-bench": ("没有名为 {name} 的基准测试。已有：{known}。", "There is no benchmark {name}. There are: {known}."),
    "not-a-checkout": ("基准测试只能在源码目录里运行。", "Benchmarks run from a checkout only."),
    "interrupted": ("已中断。此前保存的内容都在。", "Stopped. What was saved before is safe."),
    "bug": (
        "程序出错，已保存的内容没有丢失。详情见 {where}",
        "Something went wrong in the program; nothing that was saved is lost. Details: {where}",
    ),
    "os-error": ("系统拒绝了操作：{where}（{what}）。", "The system refused: {where} ({what})."),
}

PHRASES: dict[str, tuple[str, str]] = {  # results for people
    "demo-done": (
        "演示数据已建好：{cases} 件案件。市级平台：{platform}",
        "The demo is ready: {cases} cases. City platform: {platform}",
    ),
    "demo-station": (
        "  {name}（{street}）：{data}\n    令牌 {token}",
        "  {name} ({street}): {data}\n    token {token}",
    ),
    "founded": (
        "已建立市级平台 {platform}，并发布随附的规则文书。",
        "Made the city platform {platform}, with the documents that ship.",
    ),
    "may-publish": (
        "{street} {letter} 席的管理员现在可以发布市级文书。",
        "Administrators at {street} {letter} may publish the city's documents now.",
    ),
    "registered": (
        "已登记：{name}（街道 {street}，{letter} 席）。令牌只显示这一次：{token}",
        "Registered {name} (street {street}, letter {letter}). Its token, shown once: {token}",
    ),
    "joined": (
        "已加入：{name}（{street_name} {street}，{letter} 席）。",
        "Joined as {name} ({street_name} {street}, letter {letter}).",
    ),
    "snapshot-made": (
        "街道 {street} 的快照已生成：事实 {seq} 条，案件 {cases} 件，{mb} MB。新工作站将由此起步。",
        "Snapshot of street {street} made: {seq} facts, {cases} cases, {mb} MB. New workstations start from it.",
    ),
    "synced": (
        "已同步：上报 {pushed}，接收 {pulled}，待上报 {pending}，冲突 {conflicts}，序号 {seq}。",
        "Synced: {pushed} out, {pulled} in, {pending} waiting, {conflicts} conflict(s), at {seq}.",
    ),
    "outbox": ("待发变更 {waiting} 项，市平台未接受 {rejected} 项。",
               "{waiting} change(s) wait, {rejected} not accepted."),
    "outbox-written": ("已写入 {out}。outbox.jsonl 含全部内容，只交给市平台管理员。",
                       "Written to {out}. outbox.jsonl holds everything: only for the platform's administrator."),
    "package-written": (
        "已把 {facts} 项变更写入 {file}。带到市平台，由管理员用“package answer”处理后把回程文件带回。",
        "{facts} change(s) written into {file}. Carry it to the city platform and bring its answer back."),
    "package-taken": (
        "已从 {file} 收入 {new} 项（文件含 {facts} 项），还有 {waiting} 项待发。",
        "{new} taken from {file} (which holds {facts}); {waiting} still wait."),
    "package-answered": (
        "收到 {facts} 项变更（新 {new}，未接受 {rejected}）；回程文件 {out} 含 {given} 项，请带回工作站。",
        "{facts} change(s) in ({new} new, {rejected} not accepted); {out} holds {given} to carry back."),
    "package-unplaced": (
        "其中 {unplaced} 项未能编号，继续在工作站待发；联网同步时会说明原因。",
        "{unplaced} of them got no number and go on waiting at the workstation; the next sync says why."),
    "package-not-one": (
        "这不是同步包文件。请选择由本系统写出的文件。", "This is no package file. Choose one written by this program."),
    "package-newer": (
        "这个同步包由更新的版本写出。请先更新本程序。",
        "A newer version wrote this package. Update this program first."),
    "package-way": (
        "这个同步包的方向不对：去程包在市平台处理，回程包在工作站导入。",
        "This package goes the other way: outward ones are answered at the platform, answers imported here."),
    "package-foreign": (
        "这个同步包属于街道 {street} 的 {letter} 席，不是本工作站的。请核对文件。",
        "This package is of street {street}, workstation {letter}, not of this one. Check the file."),
    "package-tampered": (
        "同步包第 {leaf} 段被改动过，或不是用本工作站的令牌写的。此前的内容已收入，请重新制作。",
        "Part {leaf} of the package was changed or sealed with another token. What came before it is taken; have it"
        " made anew."),
    "package-cut": (
        "同步包不完整，只有 {leaves} 段。此前的内容已收入，请重新拷贝后再导入一次。",
        "The package is cut after {leaves} part(s). What came before is taken; copy it again and import it."),
    "package-gap": (
        "同步包从第 {after} 项之后开始，本机只到第 {have} 项，中间有缺。请先导入较早的包，或重新导出一份。",
        "The package begins after {after}, this workstation is at {have}. Import the earlier one first, or export"
        " anew."),
    "package-fork": (
        "同步包里的历史与本机第 {at} 项之前的不一致，没有收入。请联系管理员。",
        "The package holds another past than this workstation up to {at}. Not taken; ask the administrator."),
    "imported": (
        "读取 {read} 行：导入 {taken}，已有 {known}，未导入 {refused}。",
        "{read} row(s) read: {taken} taken, {known} known, {refused} refused.",
    ),
    "refused-row": ("{sheet} 第 {line} 行：{why}", "{sheet}, line {line}: {why}"),
    "refused-list": ("未导入的行及原因：{refused_file}", "Refused rows and why: {refused_file}"),
    "verified": (
        "{facts} 条记录，{cases} 件案件，待上报 {pending}，序号 {seq}；哈希链正常，视图与日志一致。",
        "{facts} facts, {cases} cases, {pending} waiting, at {seq}; the chain holds, the views equal the log.",
    ),
    "verified-photos": (
        "照片：记录中 {named} 张，其中 {missing} 张本机尚无；{unnamed} 张没有记录提到（无妨）。",
        "Photos: {named} named by facts, {missing} of them not here; {unnamed} named by none (harmless).",
    ),
    "limit-line": ("{id}：{answer}", "{id}: {answer}"),
    "demo-offscreen": (
        "没有显示器：在无屏幕下演示，图片存到 {where}",
        "No display: working offscreen, pictures in {where}",
    ),
    "catalogue-read": (
        "读取 {read} 行：采用 {taken}，未采用 {refused}；{classes} 个小类，{conditions} 条立案条件"
        "（新增 {new}，改动 {changed}，取消 {gone}），代码集 {code_set}。",
        "{read} row(s) read: {taken} taken, {refused} refused; {classes} classes, {conditions} conditions"
        " ({new} new, {changed} changed, {gone} gone), code set {code_set}.",
    ),
    "catalogue-published": (
        "已发布为第 {version} 版，各工作站下次同步时取得。",
        "Published as version {version}; workstations get it as they sync.",
    ),
    "catalogue-dry-run": (
        "试运行：没有发布，现行为第 {version} 版。",
        "Dry run: nothing published; version {version} holds.",
    ),
    "catalogue-same": ("与第 {version} 版完全相同，没有发布。", "The same as version {version}; nothing published."),
    "catalogue-unread": ("没有读取的工作表：{sheets}", "Sheets that were not read: {sheets}"),
    "document-line": ("{stream} {name} 第 {version} 版（{at}）", "{stream} {name} version {version} ({at})"),
    "document-diff": (
        "{name}（{stream}）第 {from} 版 → 第 {to} 版：新增 {added}，取消 {removed}，改动 {changed}",
        "{name} ({stream}), version {from} → {to}: {added} added, {removed} removed, {changed} changed",
    ),
    "document-more": ("  另有 {more} 处，见 --json", "  and {more} more, see --json"),
    "drafted": (
        "映射草稿已写入 {out}（{rows} 行；{categories} 个类别中 {classified} 个有对应建议）。请逐项核对后再导入。",
        "Draft mapping in {out} ({rows} rows; a class is proposed for {classified} of {categories} categories)."
        " Check it.",
    ),
    # comments in a draft mapping
    "draft-head": (
        "映射草稿：由 {file}（{rows} 行）自动推测，导入前请逐项核对。",
        "Draft mapping, guessed from {file} ({rows} rows). Check every line before an import.",
    ),
    "draft-to-check": ("核对：{what}", "Check: {what}"),
    "draft-limits-checks": (
        "核对：时间格式与时区；类别对应（末尾数字为相似度 0—1）；要立案条件时写成 \"event:0113:3\"。",
        "Check: time format and zone; the class of each category (likeness 0 to 1); "
        "with a filing condition it is \"event:0113:3\".",
    ),
    "draft-others": ("其他可能：{others}", "could also be: {others}"),
    "draft-positions-keep": ("保留原坐标（须为 EPSG:4490/WGS 84）", "kept as they are (must be EPSG:4490 or WGS 84)"),
    "draft-positions-reanchor": (
        "坐标不在本地：按范围移入本街道，仅供演示",
        "positions are elsewhere: moved into this street, for demonstration only",
    ),
    "draft-bounds": ("源数据范围：西、南、东、北", "west, south, east, north of the source"),
    "draft-promises": ("true：表中没有的类别不导入", "true: a category that is not below is refused"),
    "draft-no-column": ("{role}：没有找到对应的列", "{role}: no column found"),
    "draft-status": (
        "状态列 {column} 不使用：是否结案以结案时间为准",
        "the column {column} is not used: a case is closed where it has a closing time",
    ),
    "draft-categories": ("类别 → 小类", "category → class"),
    "draft-guess": ("{name} {score}，{count} 行", "{name} {score}, {count} row(s)"),
    "draft-near-guess": ("最接近 {name} {score}，{count} 行", "nearest: {name} {score}, {count} row(s)"),
    "draft-no-guess": ("没有相近的小类，{count} 行", "no class is like it, {count} row(s)"),
    "draft-channels": ("来源 → 渠道", "source → channel"),
    # what must be checked in a draft
    "draft-columns-twice": ("列名重复，未使用：{columns}", "column names that come twice are not used: {columns}"),
    "draft-id-by-values": (
        "编号列 {column} 只凭取值各不相同推测",
        "the id {column} was found only by its values being all different",
    ),
    "draft-opened-by-values": (
        "上报时间列 {column} 只凭取值推测",
        "the opening time {column} was found only by its values",
    ),
    "draft-position-by-values": (
        "经纬度列 {columns} 只凭取值推测",
        "the positions {columns} were found only by their values",
    ),
    "draft-personal": (
        "列里可能有个人信息，未使用：{columns}",
        "columns that may hold personal data are not used: {columns}",
    ),
    "draft-other-categories": (
        "也像类别的列：{columns}；可写成 category = [\"粗\", \"细\"]",
        "could be categories too: {columns}; two may be named, the coarser one first",
    ),
    "draft-no-position": (
        "没有坐标列：在补上之前每一行都会被拒绝",
        "no positions: every row will be refused until there are",
    ),
    "draft-kept": (
        "坐标在中国境内，按原样使用，街道以外的行会被拒绝；互联网地图的坐标有偏移，须先换算",
        "positions lie in China and are kept; rows outside the street are refused; those of internet maps are shifted",
    ),
    "draft-reanchored": (
        "坐标不在中国境内：标为演示数据，移入本街道",
        "positions lie outside China: marked as demonstration, moved into the street",
    ),
    "draft-format": (
        "时间格式不止一种读法，月日可能颠倒：{format}；也可能是 {others}",
        "times can be read in more than one way, month and day may be swapped: {format}, or {others}",
    ),
    "draft-times-unreadable": (
        "{column} 列有 {share} % 的时间无法读取，这些行会被拒绝",
        "{share} % of {column} cannot be read; those rows will be refused",
    ),
    "draft-closed-before": (
        "{share} % 的行结案早于上报，会被拒绝",
        "{share} % of the rows were closed before they were opened; they will be refused",
    ),
    "draft-no-closed": (
        "没有结案时间列：所有案件按未结导入",
        "no closing time: all cases will be taken as open",
    ),
    "pictured": ("图片：{out}", "Picture: {out}"),
    "photos-added": (
        "{case}：附照片 {added} 张，未收 {left} 个文件", "{case}: {added} photo(s) added, {left} file(s) not",
    ),
    "photos-listed": (
        "{case}：{count} 张照片，其中 {missing} 张本机尚无", "{case}: {count} photo(s), {missing} not here",
    ),
    "photos-exported": (
        "{case}：{written} 张副本已写入 {out}（不含位置和时间）",
        "{case}: {written} copies in {out}, without place and time",
    ),
    "photos-missing": (
        "其中 {missing} 张本机尚无，未写出。", "{missing} are not on this workstation and were left out.",
    ),
    "printed": ("{out}：{cases} 件，{pages} 页", "{out}: {cases} case(s), {pages} page(s)"),
    "printed-left-out": ("其中 {left} 件没有这种单据，未打印。", "{left} case(s) without such a sheet were left out."),
}
SENTENCES |= KEEPING


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def say(key: str, facts: Mapping[str, object], lang: str) -> str:
    """The sentence for a key; one that has none is shown with its facts, so that it can be asked about."""
    words = SENTENCES.get(key) or PHRASES.get(key)
    if words is None:
        about = ", ".join(f"{name} {value}" for name, value in facts.items())
        return f"{key}: {about}" if about else key
    return string.Formatter().vformat(words[lang == ENGLISH], (), _Facts(facts))
