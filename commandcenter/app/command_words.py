"""What the command line says of itself, the demo, verify, photos, pictures and printed sheets: see words.py."""

COMMANDS: dict[str, tuple[str, str]] = {
    # -- photos
    "no-desk-user": (
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

COMMAND_PHRASES: dict[str, tuple[str, str]] = {  # results for people
    "demo-done": (
        "演示数据已建好：{cases} 件案件。市级平台：{platform}",
        "The demo is ready: {cases} cases. City platform: {platform}",
    ),
    "demo-station": (
        "  {name}（{street}）：{data}\n    令牌 {token}",
        "  {name} ({street}): {data}\n    token {token}",
    ),
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
