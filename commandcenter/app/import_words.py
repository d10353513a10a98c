"""What the command line says of files taken in: cases, catalogues, documents, draft mappings. See words.py."""

IMPORTS: dict[str, tuple[str, str]] = {
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
    "cut-off": (
        "导入中断（{what}）。已导入的保留；请再次导入。",
        "Taking the file was cut off ({what}). What was taken stays; take it again.",
    ),
    "mapping-unfit": (
        "现有映射（{known}）都对不上文件 {where} 的表头。用 import cases FILE --propose 起草一个。",
        "No mapping ({known}) has the columns of {where}. import cases FILE --propose drafts one.",
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
    "catalogue-cut-off": (
        "读取 {where} 时中断，草稿没有变动。请再读取一次；仍然中断时请重新启动程序。",
        "Reading {where} was cut off; the draft is as it was. Read it again; if that fails, restart this program.",
    ),
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
    # -- outlines of a street
    "outlines-unreadable": (
        "{where} 不是 GeoJSON（FeatureCollection）。请从地理信息软件导出为 GeoJSON，坐标用 CGCS2000 或 WGS 84 经纬度。",
        "{where} is no GeoJSON (FeatureCollection). Export it as GeoJSON, in degrees of CGCS2000 or WGS 84.",
    ),
    "outlines-too-large": (
        "{where} 过大（超过 {most} MB）。请简化边界后再导入。",
        "{where} is too large (more than {most} MB). Simplify the boundaries and import that.",
    ),
    "outlines-street": (
        "请用 --street 给出平台上已有的街道代码（9 位），不能是“{street}”。",
        "Name a street that the platform has with --street (nine digits), not “{street}”.",
    ),
    "outline-code": (
        "代码“{code}”不是 9 位（街道）、12 位（社区）或 15 位（网格）数字",
        "the code “{code}” has not 9 (street), 12 (community) or 15 digits (cell)",
    ),
    "outline-street": ("代码 {code} 不属于街道 {street}", "the code {code} is not of street {street}"),
    "outline-name": ("社区 {code} 没有名称", "the community {code} has no name"),
    "outline-twice": ("代码 {code} 在第 {line} 个要素已出现", "the code {code} stands in feature {line} already"),
    "outline-polygon": ("{code} 没有面状边界", "{code} has no polygon"),
    "outline-broken": ("{code} 的边界有误：{what}", "the boundary of {code} is broken: {what}"),
    "outline-degrees": (
        "{code} 的坐标 {text} 不是我国境内的经纬度",
        "the position {text} of {code} is not in degrees, or not in China",
    ),
    "outline-cell": (
        "网格 {code} 的社区 {community} 不在文件里", "the community {community} of cell {code} is missing",
    ),
    "outline-over": ("社区 {code} 与 {other} 重叠", "the communities {code} and {other} lie over each other"),
    "outline-no-community": ("文件里没有街道 {street} 的社区", "the file has no community of street {street}"),
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
}

IMPORT_PHRASES: dict[str, tuple[str, str]] = {  # results for people
    "imported": (
        "读取 {read} 行：导入 {taken}，已有 {known}，未导入 {refused}。",
        "{read} row(s) read: {taken} taken, {known} known, {refused} refused.",
    ),
    "import-looked": (
        "试运行：读取 {read} 行，可导入 {taken}，已有 {known}，不可导入 {refused}。没有导入任何行。",
        "Dry run: {read} row(s) read, {taken} would be taken, {known} known, {refused} refused. Nothing was taken.",
    ),
    "refused-row": ("{sheet} 第 {line} 行：{why}", "{sheet}, line {line}: {why}"),
    "refused-list": ("未导入的行及原因：{refused_file}", "Refused rows and why: {refused_file}"),
    "refused-feature": ("第 {line} 个要素：{why}", "Feature {line}: {why}"),
    "reading-cut-off": ("没有读完 {where}：读取中断。请再读一次。",
                        "{where} was not read to its end: the reading was cut off. Read it again."),
    "outlines-read": (
        "读取 {read} 个要素：社区 {communities} 个，网格 {cells} 个，未采用 {refused}。",
        "{read} feature(s) read: {communities} communities, {cells} cells, {refused} refused.",
    ),
    "outlines-refused": (
        "有要素不能采用，没有发布。请改正后再导入。",
        "Some cannot be used; nothing was published. Correct them and import the file again.",
    ),
    "outlines-published": (
        "已发布为第 {version} 版。各工作站同步后，窗口会提示重新打开以使用新边界。",
        "Published as version {version}. Workstations that have synced offer to open their window anew with it.",
    ),
    "outlines-dry-run": (
        "试运行：没有发布，现行为第 {version} 版。", "Dry run: nothing published; version {version} holds.",
    ),
    "outlines-same": ("与第 {version} 版完全相同，没有发布。", "The same as version {version}; nothing published."),
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
}
