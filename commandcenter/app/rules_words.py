"""What the command line says where the rules refuse an act: see words.py."""

RULES: dict[str, tuple[str, str]] = {
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
    "undo-handed-over": (
        "没有撤回：案件 {number} 已在{street}，编号 {there}。请对方退回。",
        "Not taken back: case {number} is with {street} already, as {there}. Ask it to send it back.",
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
        "Case {number} has had all its extensions ({most}).",
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
    "transfer-waits": (
        "案件 {number} 移交{street}的申请正在等待市级平台接收，请先撤销申请。",
        "The transfer of case {number} to {street} waits for the city platform. Take it back first.",
    ),
    "street-needed": ("请填写接收街道的代码。", "Give the code of the street that gets the case."),
    "same-street": ("案件 {number} 已在本街道，请另选街道。", "Case {number} is in this street already."),
    "undo-transferred": (
        "案件已由另一街道接收，不能撤销。可请对方退回。",
        "The other street has the case. It can send it back; ask it to.",
    ),
    "transfer-asked": (
        "案件 {case} 已申请移交{name}（{to}），下次同步时由市级平台移交。",
        "Asked for the transfer of case {case} to {name} ({to}); the city platform hands it over at the next sync.",
    ),
    "streets-none": (
        "市级平台尚未告知其他街道。请先同步一次。",
        "The city platform has named no other street yet. Sync once.",
    ),
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
    "units-needed": ("请至少选一个单位。", "Choose at least one unit."),
    "host-there": (
        "已由{unit}主办，其余单位请选协办或知会。",
        "{unit} leads already. Call the others as helpers or informed.",
    ),
    "called-already": ("{unit}已召集，请去掉。", "{unit} was called already. Leave it out."),
    "host-stays": ("{unit}是主办，收哨前不能撤回。", "{unit} leads and stays until the whistle is closed."),
    "released-already": ("{unit}已撤回，需要到场请再召集。", "{unit} was released. Call it again if it shall come."),
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
}
