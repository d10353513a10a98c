"""What the command line says: a sentence for every key, in Chinese and English. The window has its own (ui/texts.py).

One table, key → (Chinese, English); `{where}` and the like are the facts that came with the key.
"""

import string
from collections.abc import Mapping

CHINESE, ENGLISH = "zh_CN", "en"

SENTENCES: dict[str, tuple[str, str]] = {
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
    "nothing-to-settle": ("案件 {number} 没有待处理的冲突。", "Case {number} has no conflict to settle."),
    "no-such-level": ("没有第 {level} 级督办。", "There is no level {level}."),
    "nothing-to-reply": ("案件 {number} 没有待回复的督办。", "Case {number} has no order to reply to."),
    # -- the city platform does not answer
    "unreachable": (
        "连不上市级平台 {url}。待上报的内容都在，稍后再试。",
        "The city platform {url} does not answer. What waits is kept.",
    ),
    "tls": (
        "与市级平台 {url} 的加密连接没有建立（证书不受信任）。",
        "No secure connection to {url}: its certificate is not trusted.",
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
    "grant": ("这个令牌无权使用数据流 {stream}。", "This token gives no access to the stream {stream}."),
    "another_street": (
        "令牌属于街道 {token}，本工作站属于 {street}。",
        "The token is for street {token}, this workstation is of {street}.",
    ),
    "ahead": (
        "本地的 {stream} 走在市级平台前面（平台 {seq}，本地 {theirs}）：平台可能恢复过旧备份。未改动，请联系管理员。",
        "This copy of {stream} is ahead of the platform ({theirs}, there {seq}): it may have been restored.",
    ),
    "fork": (
        "本地的 {stream} 与市级平台的历史不同（平台 {seq}，本地 {theirs}）。未改动任何内容，请联系管理员。",
        "{stream} has another history here than at the platform ({theirs}, there {seq}). Nothing was changed.",
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
    "disk_full": (
        "市级平台的磁盘已满或出错。已接收的内容都在。{where}",
        "The platform's disk is full or failing. {where}",
    ),
    "port-in-use": (
        "无法在 127.0.0.1:{port} 上监听：{what}。是否已有另一个平台在运行？",
        "Cannot listen on 127.0.0.1:{port}: {what}. Is another platform running there?",
    ),
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
    "row-too-many": ("视图行多出 {where} 条", "{where} row(s) too many"),
    "outcomes-differ": (
        "未生效清单不符（{where}，应为 {what}）",
        "the list of what did not take effect differs ({where}, by the log {what})",
    ),
    # -- pictures
    "nothing-to-escalate": ("没有未结案件，无法显示督办对话框。", "There is no open case for the escalation dialog."),
    "not-written": ("图片无法写入 {where}。", "The picture cannot be written to {where}."),
    "not-settled": ("界面没有及时就绪，图片未生成。", "The window did not come to rest; no picture was made."),
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
    "registered": (
        "已登记：{name}（街道 {street}，{letter} 席）。令牌只显示这一次：{token}",
        "Registered {name} (street {street}, letter {letter}). Its token, shown once: {token}",
    ),
    "joined": (
        "已加入：{name}（{street_name} {street}，{letter} 席）。",
        "Joined as {name} ({street_name} {street}, letter {letter}).",
    ),
    "synced": (
        "已同步：上报 {pushed}，接收 {pulled}，待上报 {pending}，冲突 {conflicts}，序号 {seq}。",
        "Synced: {pushed} out, {pulled} in, {pending} waiting, {conflicts} conflict(s), at {seq}.",
    ),
    "imported": (
        "读取 {read} 行：导入 {taken}，已有 {known}，未导入 {refused}。",
        "{read} row(s) read: {taken} taken, {known} known, {refused} refused.",
    ),
    "refused-list": ("未导入的行及原因：{refused_file}", "Refused rows and why: {refused_file}"),
    "verified": (
        "{facts} 条记录，{cases} 件案件，待上报 {pending}，序号 {seq}；哈希链正常，视图与日志一致。",
        "{facts} facts, {cases} cases, {pending} waiting, at {seq}; the chain holds, the views equal the log.",
    ),
    "limit-line": ("{id}：{answer}", "{id}: {answer}"),
    "demo-offscreen": (
        "没有显示器：在无屏幕下演示，图片存到 {where}",
        "No display: working offscreen, pictures in {where}",
    ),
    "pictured": ("图片：{out}", "Picture: {out}"),
}


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
