"""What the command line and the set-up page say of keys, backups, restoring, moving and support: see words.py."""

KEEPING: dict[str, tuple[str, str]] = {
    "password-wrong": (
        "密码不对。忘记密码可用恢复密钥打开。",
        "This is not the password. If it is lost, the recovery key opens the store.",
    ),
    "recovery-none": (
        "{where} 没有恢复密钥。", "There is no recovery key for {where}.",
    ),
    "recovery-mistyped": (
        "恢复密钥输入有误：共 7 组，每组 4 位，请对照打印件。",
        "The recovery key is mistyped: seven groups of four characters. Compare it with the printed sheet.",
    ),
    "recovery-wrong": (
        "这不是 {where} 的恢复密钥；可能是另一席位的，或已被新的替换。",
        "This recovery key does not belong to {where}: it may be another workstation's, or one that was replaced.",
    ),
    "change-pending": (
        "{where} 的密钥更换尚未完成。请打开一次窗口，会自动完成。",
        "The key of {where} is being changed. Open the window once: that finishes it.",
    ),
    "retired": (
        "{where} 的席位已于 {since} 迁到另一台电脑，此处不再使用。",
        "The workstation in {where} was moved to another computer ({since}). This folder is not used any more.",
    ),
    "backup-exists": (
        "{where} 已存在。请换文件名，或加 --replace。",
        "{where} is there already. Choose another name, or give --replace.",
    ),
    "backup-unreadable": (
        "{where} 不是本程序的备份，或已损坏。",
        "{where} is no backup of this program, or is damaged.",
    ),
    "backup-newer": (
        "{where} 由较新版本写成（{version}）。请先更新本程序。",
        "{where} was written by a newer version ({version}). Update this program first.",
    ),
    "backup-damaged": (
        "{where} 已损坏（{what}），没有恢复任何内容。请用另一份备份。",
        "{where} is damaged ({what}); nothing was restored. Use another backup.",
    ),
    "backup-stopped": ("已停止，没有写入任何文件。", "Stopped; nothing was written."),
    "backup-unwritable": (
        "{where} 无法写入：{what}。原有文件未动。",
        "{where} cannot be written: {what}. What was there is untouched.",
    ),
    "backup-full": (
        "{where} 空间不足 {what}。上一份备份未动。",
        "There is not enough room for {where} {what}. The last backup is untouched.",
    ),
    "backup-opener": (
        "{where} 打不开：请给出恢复密钥，或当时的密码。",
        "{where} does not open: give its recovery key, or the password of its day.",
    ),
    "restore-there": (
        "{where} 里已有工作站。加 --replace 可先将其移到一旁。",
        "There is a workstation in {where} already. With --replace it is set aside first.",
    ),
    "restore-password": (
        "请为恢复后的数据设一个新密码（--new-password-file）。",
        "Give a new password for what is restored (--new-password-file).",
    ),
    "move-no-recovery": (
        "{where} 没有恢复密钥，迁走后将打不开。请先执行 key recovery。",
        "{where} has no recovery key; moved, it could not be opened. Give key recovery first.",
    ),
    "backed-up": (
        "已备份：{file}（街道 {street}，{letter} 席，序号 {seq}，{waiting} 条待发）。",
        "Backed up: {file} (street {street}, letter {letter}, number {seq}, {waiting} waiting).",
    ),
    "backup-no-recovery": (
        "注意：本席位没有恢复密钥，这份备份只能在本机打开。请执行 key recovery。",
        "Note: this workstation has no recovery key; only this computer opens the backup. Give key recovery.",
    ),
    "moved-out": (
        "已写入 {file}，本文件夹已停用。请在新电脑上用 restore 和恢复密钥打开。",
        "Written to {file}; this folder is closed for good. Open it on the new computer with restore and the recovery"
        " key.",
    ),
    "restored": (
        "已从 {file} 恢复到 {data}（街道 {street}，{letter} 席，序号 {seq}）。之后的内容从市级平台取回。",
        "Restored from {file} to {data} (street {street}, letter {letter}, number {seq}). What came later comes from"
        " the city platform.",
    ),
    "key-file": (
        "密钥保存在数据旁边的文件中，仅本人可读。",
        "The key lies in a file beside the store, for its owner only.",
    ),
    "key-os": ("密钥保存在系统密钥库中。", "The key lies in the key store of the system."),
    "key-password": ("数据由密码打开。", "A password opens the store."),
    "key-legacy": (
        "这是早期版本的密码方式。执行 key change 可改用随机密钥。",
        "The password itself is the key, as in earlier versions. key change gives the store a random key.",
    ),
    "key-changed": (
        "数据已换用新密钥。旧恢复密钥只能打开以前的备份。",
        "The store has a new key. The former recovery key opens only backups made before.",
    ),
    "recovery-is-none": (
        "没有恢复密钥。执行 key recovery 可取得。", "There is no recovery key. key recovery gives one.",
    ),
    "recovery-is-issued": (
        "恢复密钥尚未确认抄下。执行 key recovery 可重新取得。",
        "Nobody has said that the recovery key was written down. key recovery gives a new one.",
    ),
    "recovery-is-noted": ("恢复密钥已抄下。", "The recovery key was written down."),
    "recovery-shown": (
        "恢复密钥（只显示这一次，请打印或抄下，与电脑分开保管）：{recovery}",
        "Recovery key, shown once; print it or write it down, and keep it away from this computer: {recovery}",
    ),
    "admin-form": ("平台管理命令有：{known}。", "The commands on a platform are: {known}."),
    "bad_street": (
        "街道代码为 9 位数字，席位字母为 1 至 2 个：{street} {letter}。",
        "A street's code has nine digits, a letter is one or two: {street} {letter}.",
    ),
    "no_street": (
        "平台上还没有街道 {street}。请先执行 platform street add。",
        "The platform has no street {street} yet. Give platform street add first.",
    ),
    "no_workstation": ("街道 {street} 没有 {letter} 席。", "Street {street} has no workstation {letter}."),
    "code_invalid": ("加入码不对，请核对。", "This is no join code. Compare it with what you were given."),
    "code_used": (
        "加入码已用过，请向平台管理员索取新的。", "This join code was used already. Ask the platform for another.",
    ),
    "code_late": ("加入码已过期，请向平台管理员索取新的。", "This join code is too old. Ask the platform for another."),
    "street-there": (
        "街道 {street} 已存在。要增加席位请用 code。", "Street {street} is there already. Add workstations with code.",
    ),
    "street-admin": (
        "请给出街道 {street} 的首位管理员：--admin 编号:姓名。",
        "Name the first administrator of street {street}: --admin ID:NAME.",
    ),
    "street-added": (
        "已建立街道 {street}，首位管理员 {admin}。", "Street {street} is made; its first administrator is {admin}.",
    ),
    "code-shown": (
        "加入码（{street} 街道 {letter} 席，{hours} 小时内有效，只能用一次）：{code}",
        "Join code (street {street}, letter {letter}, for {hours} hours, once): {code}",
    ),
    "token-shown": (
        "街道 {street} {letter} 席的新令牌，只显示这一次：{token}",
        "The new token of street {street}, letter {letter}, shown once: {token}",
    ),
    "token-revoked": (
        "街道 {street} {letter} 席已停用。", "The token of street {street}, letter {letter}, is withdrawn.",
    ),
    "watcher-shown": (
        "概况页 /overview 的口令（浏览器用户名任意）：{token}",
        "Password of the page /overview (any user name): {token}",
    ),
    "overview-written": ("概况页：{out}", "Overview: {out}"),
    "street-line": (
        "{street}  序号 {seq}  席位 {stations}  未收 {rejected}  {at}",
        "{street}  number {seq}  workstations {stations}  rejected {rejected}  {at}",
    ),
    "workstation-line": (
        "{street} {letter} {name}  最近联系 {at}  差 {behind} 条  {app}",
        "{street} {letter} {name}  last heard {at}  {behind} behind  {app}",
    ),
    "support-written": (
        "已写入 {out}，不含个人信息。", "Written to {out}, without personal data.",
    ),
    # -- the store and its key
    "in-use": ("另一个程序正在使用 {where}。请先关闭它。", "Another program is using {where}. Close it first."),
    "no-store": ("{where} 里没有工作站数据。", "There is no workstation in {where}."),
    "no-station": (
        "{where} 里没有工作站。请用 join 加入市级平台，或用 demo 建立演示数据。",
        "There is no workstation in {where}. Make one with join, or with demo.",
    ),
    "store-broken": (
        "{where} 已损坏，或密钥、密码不对。文件未被改动。尚未上报的内容可用“package salvage 文件”读出。",
        "{where} is broken, or the key or password is not the right one. The file was not touched. What was not sent"
        " yet can be read out of it by \"package salvage FILE\".",
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
    "key-store-locked": (
        "本系统的密钥库已锁定。请先解锁，或用恢复密钥打开（命令行：key password --recovery-file 文件 --keep-key"
        " password）。",
        "The key store of this system is locked. Unlock it, or open with the recovery key (on the command line:"
        " key password --recovery-file FILE --keep-key password).",
    ),
    "key-store-silent": (
        "本系统的密钥库没有响应。请重新登录系统，或用恢复密钥打开（命令行：key password --recovery-file 文件 --keep-key"
        " password）。",
        "The key store of this system does not answer. Sign in to the system anew, or open with the recovery key (on"
        " the command line: key password --recovery-file FILE --keep-key password).",
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
}
