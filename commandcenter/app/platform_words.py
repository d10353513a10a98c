"""What the command line says of the city platform, the exchange with it and its folder: see words.py."""

PLATFORM: dict[str, tuple[str, str]] = {
    "keep-day": (
        "请写日期（如 2026-01-01）或 all：platform keep {street} 2026-01-01。",
        "Give a day (such as 2026-01-01) or all: platform keep {street} 2026-01-01.",
    ),
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
    "snapshot_gone": ("期间有了更新的快照，请再试一次。", "A newer snapshot has come meanwhile. Try again."),
    "too_old": (
        "市级平台只以快照提供第 {kept} 条以前的 {stream}，而没有可以接上的快照（本地到第 {after} 条）。请联系市里。",
        "The platform hands out {stream} before {kept} only as a snapshot, and has none that leads on from {after}.",
    ),
    "synced-from-snapshot": (
        "离开已久：其中 {caught_up} 条读自市级平台的快照，未报内容都在。",
        "Away for long: {caught_up} of them were read from the platform's snapshot. What waited was kept.",
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
    "salvage-nameless": (
        "{where} 里读不出这是哪个工作站。请加 --letter 写明席位字母。",
        "Which workstation {where} was cannot be read. Name its letter by --letter."),
}

PLATFORM_PHRASES: dict[str, tuple[str, str]] = {  # results for people
    "founded": (
        "已建立市级平台 {platform}，并发布随附的规则文书。",
        "Made the city platform {platform}, with the documents that ship.",
    ),
    "password-set": (
        "已为街道 {street} 的 {user} 设置密码（人员文书第 {version} 版）。各席位下次同步后生效。",
        "{user} of street {street} has a password (users, version {version}); it holds after each desk's next sync.",
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
    "kept": (
        "街道 {street} 逐条提供第 {kept_from} 条（{since}）起的内容，更早的由快照提供；一条也没有删除，审计照常。",
        "Street {street} hands out facts from {kept_from} ({since}) on, older ones as a snapshot. None is deleted.",
    ),
    "kept-all": (
        "街道 {street} 逐条提供全部内容。", "Street {street} hands out all of its facts.",
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
    "package-salvaged": (
        "已从损坏的数据中读出 {facts} 项待发变更和 {photos} 张待发照片，写入 {file}。请交市平台管理员用“package answer”"
        "收入，再用备份恢复本工作站或重新加入。",
        "{facts} waiting change(s) and {photos} waiting photo(s) read out of the damaged store into {file}. Have the"
        " platform's administrator take it by \"package answer\", then restore this workstation from a backup or join"
        " anew."),
    "salvage-photos-unread": (
        "另有 {photos_unread} 张待发照片已读不出。", "{photos_unread} more waiting photo(s) cannot be read."),
    "salvage-photos-unsure": (
        "照片的待发清单也已损坏：能读出的照片都已列入，市平台只收其缺少的；可能还有读不出的。",
        "The list of waiting photos is damaged too: all that can be read were offered, and the platform takes what it"
        " lacks; there may be others that cannot be read."),
    "salvage-unread": (
        "另有 {unread} 项待发变更已读不出（{pages} 页中坏了 {broken} 页）。",
        "{unread} more waiting change(s) cannot be read ({broken} of {pages} pages are damaged)."),
    "salvage-unsure": (
        "至少另有 {unread} 项待发变更已读不出；目录页也已损坏，可能还有更多（{pages} 页中坏了 {broken} 页）。",
        "At least {unread} more waiting change(s) cannot be read; the page that lists them is damaged too, so there may"
        " be others ({broken} of {pages} pages are damaged)."),
    "package-taken": (
        "已从 {file} 收入 {new} 项（文件含 {facts} 项），还有 {waiting} 项待发。",
        "{new} taken from {file} (which holds {facts}); {waiting} still wait."),
    "package-photos": ("其中照片 {photos} 张。", "Photos with it: {photos}."),
    "package-photos-left": (
        "{photos_left} 张照片留待下次：放宽 --photos-mb 或联网后再传。",
        "{photos_left} photo(s) left for later: allow more by --photos-mb, or let the network carry them."),
    "package-photos-unread": (
        "{photos_unread} 张照片读不出。", "{photos_unread} photo(s) could not be read."),
    "package-photos-answered": (
        "收到照片 {photos} 张；回程带照片 {photos_given} 张。", "{photos} photo(s) in; {photos_given} go back."),
    "package-photos-refused": (
        "{photos_refused} 张照片没有收下（没有已收变更提到、已损坏或空间不足），仍在工作站。",
        "{photos_refused} photo(s) not taken (no accepted change names them, damaged, or no room); they stay at the"
        " workstation."),
    "package-stopped": ("已停止，没有写出文件。", "Stopped; nothing was written."),
    "package-halted": (
        "已停止。已收入的保留；再次收入同一文件即从此处继续。",
        "Stopped. What was taken stays; take the same file again and it goes on from there."),
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
}
