<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Accounts</name>
    <message>
        <source>Published. It holds at every workstation after its next sync.</source>
        <translation>已发布，各席位同步后生效。</translation>
    </message>
</context>
<context>
    <name>ActBar</name>
    <message>
        <source>Search, such as {0}</source>
        <translation>搜索，如 {0}</translation>
    </message>
    <message>
        <source>Search in the queue</source>
        <translation>在队列中搜索</translation>
    </message>
</context>
<context>
    <name>ActControl</name>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Closing condition: {0}</source>
        <translation>结案条件：{0}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Open the case just registered</source>
        <translation>打开刚登记的案件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Order verification</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Verification result</source>
        <translation>核实结果</translation>
    </message>
    <message>
        <source>Refuse filing</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Judge the return</source>
        <translation>误派核实</translation>
    </message>
    <message>
        <source>Refer</source>
        <translation>转送</translation>
    </message>
    <message>
        <source>Referral answer</source>
        <translation>转送回复</translation>
    </message>
    <message>
        <source>Hand over to a street</source>
        <translation>移交街道</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>Revoke assignment</source>
        <translation>撤销指派</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>处置完成</translation>
    </message>
    <message>
        <source>Not good enough</source>
        <translation>处置不合格</translation>
    </message>
    <message>
        <source>Feed back</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>批转</translation>
    </message>
    <message>
        <source>Order check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Check result</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>Rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Handle anew</source>
        <translation>重办</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Decide request</source>
        <translation>审批申请</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Appeal</source>
        <translation>申诉</translation>
    </message>
    <message>
        <source>Ask for a ruling</source>
        <translation>提请确权</translation>
    </message>
    <message>
        <source>Give the ruling</source>
        <translation>确权</translation>
    </message>
    <message>
        <source>Whistle</source>
        <translation>吹哨</translation>
    </message>
    <message>
        <source>Open whistles</source>
        <translation>吹哨看板</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>升级督办</translation>
    </message>
    <message>
        <source>Unit returns</source>
        <translation>责任单位退回</translation>
    </message>
    <message>
        <source>Handler returns</source>
        <translation>处置人员退回</translation>
    </message>
    <message>
        <source>Reply to order</source>
        <translation>督办回复</translation>
    </message>
    <message>
        <source>Remind</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>Bulk</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Mark or unmark</source>
        <translation>选中、取消</translation>
    </message>
    <message>
        <source>Mark all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>记一笔</translation>
    </message>
    <message>
        <source>Show contact details</source>
        <translation>显示联系方式</translation>
    </message>
    <message>
        <source>Copy contact details</source>
        <translation>复制联系方式</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>附照片</translation>
    </message>
    <message>
        <source>Paste photos</source>
        <translation>粘贴照片</translation>
    </message>
    <message>
        <source>Print sheets</source>
        <translation>打印单据</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>查重合并</translation>
    </message>
    <message>
        <source>Take in a file of cases</source>
        <translation>导入案件文件</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Explain deadline</source>
        <translation>期限说明</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认告警</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>稍后提醒</translation>
    </message>
    <message>
        <source>Mute 10 min</source>
        <translation>静音 10 分</translation>
    </message>
    <message>
        <source>Mute 10 min, severe too</source>
        <translation>全部静音 10 分（含严重）</translation>
    </message>
    <message>
        <source>Sounds of alarms</source>
        <translation>告警声音</translation>
    </message>
    <message>
        <source>Show new</source>
        <translation>显示新案件</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Save as a view</source>
        <translation>保存为视图</translation>
    </message>
    <message>
        <source>Rename the view</source>
        <translation>重命名视图</translation>
    </message>
    <message>
        <source>Move the view up</source>
        <translation>视图上移</translation>
    </message>
    <message>
        <source>Move the view down</source>
        <translation>视图下移</translation>
    </message>
    <message>
        <source>Delete the view</source>
        <translation>删除视图</translation>
    </message>
    <message>
        <source>Write views into a file</source>
        <translation>导出视图</translation>
    </message>
    <message>
        <source>Take views from a file</source>
        <translation>导入视图</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一件</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>上一件</translation>
    </message>
    <message>
        <source>Back, clear filter</source>
        <translation>返回、清除筛选</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>复制编号</translation>
    </message>
    <message>
        <source>Centre on case</source>
        <translation>定位到案件</translation>
    </message>
    <message>
        <source>Whole street</source>
        <translation>全街道</translation>
    </message>
    <message>
        <source>Tile basemap</source>
        <translation>切片底图</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Raw or exempted figures</source>
        <translation>原始、免计切换</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Map in a window of its own</source>
        <translation>地图独立窗口</translation>
    </message>
    <message>
        <source>Charts in a window of their own</source>
        <translation>图表独立窗口</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Changes that wait</source>
        <translation>待发变更</translation>
    </message>
    <message>
        <source>Write a package</source>
        <translation>写同步包</translation>
    </message>
    <message>
        <source>Take a package</source>
        <translation>收同步包</translation>
    </message>
    <message>
        <source>Settle conflict</source>
        <translation>处理冲突</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Duty hand-over</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Earlier hand-overs</source>
        <translation>历次交接班</translation>
    </message>
    <message>
        <source>Lock the desk</source>
        <translation>锁定席位</translation>
    </message>
    <message>
        <source>Switch user</source>
        <translation>切换人员</translation>
    </message>
    <message>
        <source>Change your password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>人员管理</translation>
    </message>
    <message>
        <source>Work calendar</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>Filing conditions and limits</source>
        <translation>立案条件与时限</translation>
    </message>
    <message>
        <source>Responsibility list</source>
        <translation>责任清单</translation>
    </message>
    <message>
        <source>City rules</source>
        <translation>市级规则</translation>
    </message>
    <message>
        <source>Ladder of supervision</source>
        <translation>督办升级</translation>
    </message>
    <message>
        <source>Draft a mapping for a file</source>
        <translation>为文件起草映射</translation>
    </message>
    <message>
        <source>Boundaries of the street</source>
        <translation>街道边界</translation>
    </message>
    <message>
        <source>Back up this workstation</source>
        <translation>备份本席位</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Move to another computer</source>
        <translation>迁到另一台电脑</translation>
    </message>
    <message>
        <source>Key of the store</source>
        <translation>数据密钥</translation>
    </message>
    <message>
        <source>New recovery key</source>
        <translation>更换恢复密钥</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>Shortcut sheet</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Queue of this digit</source>
        <translation>按数字进入队列</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>案件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>队列(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Supervision</source>
        <translation>督办(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>地图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Administration</source>
        <translation>管理(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>AddPhotosDialog</name>
    <message>
        <source>Add photos — {0}</source>
        <translation>附照片 — {0}</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>附照片</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>JPEG or PNG. Where and when they were taken stays on this workstation.</source>
        <translation>JPEG 或 PNG。拍摄的位置和时间只留在本机。</translation>
    </message>
    <message>
        <source>Choose at least one photo.</source>
        <translation>请至少选择一张照片。</translation>
    </message>
</context>
<context>
    <name>Alarm</name>
    <message>
        <source>Severely overdue</source>
        <translation>严重超期</translation>
    </message>
    <message>
        <source>New urgent case</source>
        <translation>新紧急案件</translation>
    </message>
    <message>
        <source>Whistle overdue</source>
        <translation>吹哨超时</translation>
    </message>
    <message>
        <source>Supervision order</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>No reply to the order</source>
        <translation>督办未回复</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Case returned</source>
        <translation>案件退回</translation>
    </message>
    <message>
        <source>Reply came</source>
        <translation>督办有回复</translation>
    </message>
    <message>
        <source>Near due</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Exchange trouble</source>
        <translation>同步故障</translation>
    </message>
    <message>
        <source>While nobody watched</source>
        <translation>离开期间</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>put off until {0}</source>
        <translation>推迟到 {0}</translation>
    </message>
    <message>
        <source>seen {0}</source>
        <translation>{0} 已确认</translation>
    </message>
    <message>
        <source>over since {0}</source>
        <translation>{0} 已解除</translation>
    </message>
    <message>
        <source>told</source>
        <translation>已提示</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>acceptable</source>
        <translation>可接受</translation>
    </message>
    <message>
        <source>many</source>
        <translation>偏多</translation>
    </message>
    <message>
        <source>too many</source>
        <translation>过多</translation>
    </message>
    <message>
        <source>Whistle: not signed in in time</source>
        <translation>吹哨：签到超时</translation>
    </message>
    <message>
        <source>Whistle: not on site in time</source>
        <translation>吹哨：到场超时</translation>
    </message>
    <message>
        <source>Whistle: no result in time</source>
        <translation>吹哨：处置超时</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>{0} alarms as one</source>
        <translation>共 {0} 条</translation>
    </message>
    <message>
        <source>{0} and others</source>
        <translation>{0} 等</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>另有 {0} 条</translation>
    </message>
    <message>
        <source>All muted until {0}, severe alarms too</source>
        <translation>全部静音至 {0}，含严重告警</translation>
    </message>
    <message>
        <source>Muted until {0}; severe alarms ring</source>
        <translation>静音至 {0}，严重告警仍响</translation>
    </message>
</context>
<context>
    <name>AlarmControl</name>
    <message>
        <source>No alarm waits.</source>
        <translation>没有待确认的告警。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>It was put off twice: acknowledge it, or act on the case.</source>
        <translation>已推迟两次：请确认，或处理案件。</translation>
    </message>
    <message>
        <source>Alarm “{0}” put off until {1}: {2}</source>
        <translation>告警“{0}”推迟到 {1}：{2}</translation>
    </message>
    <message>
        <source>Put off until {0}</source>
        <translation>已推迟到 {0}</translation>
    </message>
    <message>
        <source>Alarms ring again.</source>
        <translation>告警恢复响铃。</translation>
    </message>
</context>
<context>
    <name>AlarmList</name>
    <message>
        <source>Alarms of the shift</source>
        <translation>本班告警</translation>
    </message>
</context>
<context>
    <name>AlarmPanel</name>
    <message>
        <source>Kind of alarm</source>
        <translation>告警类别</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>No alarm in this shift.</source>
        <translation>本班没有告警。</translation>
    </message>
    <message numerus="yes">
        <source>No alarm of this kind; %Ln of others.</source>
        <translation>
            <numerusform>没有这类告警；其他类别 %Ln 条。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerDialog</name>
    <message>
        <source>Referral answer — case {0}</source>
        <translation>转送回复 — 案件 {0}</translation>
    </message>
    <message>
        <source>Enter the answer</source>
        <translation>录入回复</translation>
    </message>
    <message>
        <source>On behalf of</source>
        <translation>代录单位</translation>
    </message>
    <message>
        <source>none named</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复内容</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>回复结果</translation>
    </message>
    <message>
        <source>Taken over: the receiver handles it, a new handling clock starts. Otherwise the case goes on where it stood, with what is left of its time.</source>
        <translation>已接办：由接收单位处置，处置重新计时。其他结果：案件回到原环节，按剩余时间继续计时。</translation>
    </message>
    <message>
        <source>Responsible unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Only of a decision.</source>
        <translation>仅裁定时填写。</translation>
    </message>
    <message>
        <source>Choose what the receiver answered.</source>
        <translation>请选择回复结果。</translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>{0}, level {1} decided by</source>
        <translation>{0}，第 {1} 级审批人</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无需审批</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Asked by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>What a handler asks for, the unit decides first.</source>
        <translation>处置人员的申请先由责任单位审批。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Remind</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>File</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Order verification</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>批转</translation>
    </message>
    <message>
        <source>Order check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>记一笔</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已办</translation>
    </message>
    <message>
        <source>not done: the run ended before</source>
        <translation>未办：批量已停止</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>choose one below: nothing is proposed</source>
        <translation>没有建议，请在下方选择</translation>
    </message>
    <message>
        <source>changed by hand</source>
        <translation>人工改选</translation>
    </message>
</context>
<context>
    <name>BulkControl</name>
    <message numerus="yes">
        <source>For %Ln marked case(s)</source>
        <translation>
            <numerusform>对选中的 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: taken back for %Ln case(s)</source>
        <translation>
            <numerusform>{0}：已撤销 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln stay(s), see the list</source>
        <translation>
            <numerusform>，%Ln 件未能撤销，见清单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln not done, see the list</source>
        <translation>
            <numerusform>，%Ln 件未办，见清单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) copied</source>
        <translation>
            <numerusform>已复制 %Ln 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>Bulk: {0}</source>
        <translation>批量{0}</translation>
    </message>
    <message>
        <source>Cases of this act</source>
        <translation>本次批量的案件</translation>
    </message>
    <message>
        <source>as proposed</source>
        <translation>按建议</translation>
    </message>
    <message>
        <source>All as proposed</source>
        <translation>全部按建议</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>&amp;Act</source>
        <translation>操作(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Cases</source>
        <translation>案件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation>责任单位(&amp;U)</translation>
    </message>
    <message>
        <source>C&amp;ondition</source>
        <translation>立案条件(&amp;O)</translation>
    </message>
    <message>
        <source>For the rows chosen in the list; none chosen: for all of them.</source>
        <translation>改选列表中选中的案件；未选中时改全部。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>内容(&amp;T)</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>将要办理</translation>
    </message>
    <message>
        <source>each by itself; offline it waits</source>
        <translation>逐件生效，离线先存</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Why, or why not</source>
        <translation>依据或不可办原因</translation>
    </message>
    <message numerus="yes">
        <source>%Ln open case(s)</source>
        <translation>
            <numerusform>在办 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Will be done</source>
        <translation>可办</translation>
    </message>
    <message>
        <source>Wait for a choice</source>
        <translation>待选择</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>不可办</translation>
    </message>
    <message>
        <source>Still being read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>The cases are still being read. A moment, please.</source>
        <translation>正在读取案件，请稍候。</translation>
    </message>
    <message>
        <source>None of these cases can be done; the reasons stand beside them.</source>
        <translation>这些案件都不可办，原因见列表。</translation>
    </message>
</context>
<context>
    <name>BulkStrip</name>
    <message>
        <source>Results of the bulk act</source>
        <translation>批量结果</translation>
    </message>
    <message>
        <source>Progress of the bulk act</source>
        <translation>批量进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go on with the rest</source>
        <translation>继续办理其余</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>复制清单</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Results, one case a row; Enter shows the case</source>
        <translation>批量结果，一行一件；回车查看案件</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Taking back: {0}</source>
        <translation>正在撤销：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln done</source>
        <translation>
            <numerusform>已办 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln taken back</source>
        <translation>
            <numerusform>已撤销 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay(s) as done</source>
        <translation>
            <numerusform>未能撤销 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not possible</source>
        <translation>
            <numerusform>不可办 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not reached</source>
        <translation>
            <numerusform>未办到 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Broken off when the program ended. {0}</source>
        <translation>程序退出时中断。{0}</translation>
    </message>
</context>
<context>
    <name>BulkTable</name>
    <message>
        <source>Shift with the arrow keys chooses rows; what is chosen below is for them.</source>
        <translation>Shift 加方向键选择多行，下方的选择用于这些行。</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>No day off and no make-up day of {year} is named.</source>
        <translation>没有写明 {year} 年的放假日或调休上班日。</translation>
    </message>
    <message>
        <source>Cannot be read, so nothing was taken: {text}</source>
        <translation>读不懂，没有采用：{text}</translation>
    </message>
    <message>
        <source>{day} is not a day of {year}; nothing was taken.</source>
        <translation>{day} 不在 {year} 年，没有采用。</translation>
    </message>
    <message>
        <source>{day} is named as a day off and as a work day; nothing was taken.</source>
        <translation>{day} 既写放假又写上班，没有采用。</translation>
    </message>
    <message>
        <source>More than {most} days; nothing was taken.</source>
        <translation>超过 {most} 天，没有采用。</translation>
    </message>
</context>
<context>
    <name>CalendarEditor</name>
    <message>
        <source>Days of the year</source>
        <translation>全年日期</translation>
    </message>
    <message>
        <source>change the day</source>
        <translation>改这一天</translation>
    </message>
    <message>
        <source>month</source>
        <translation>上、下月</translation>
    </message>
    <message>
        <source>Paste the notice of holidays (1月1日至3日放假调休。1月4日上班。) or a line a day (2027-01-01 休)</source>
        <translation>粘贴放假通知（1月1日至3日放假调休。1月4日上班。），或每行一天（2027-01-01 休）</translation>
    </message>
    <message>
        <source>Notice of holidays</source>
        <translation>放假通知</translation>
    </message>
    <message>
        <source>{0}  day off</source>
        <translation>{0}&#x3000;放假</translation>
    </message>
    <message>
        <source>{0}  make-up work day, framed</source>
        <translation>{0}&#x3000;调休上班，带框</translation>
    </message>
    <message>
        <source>dotted: provisional, only the plain week counts</source>
        <translation>点线&#x3000;暂按普通周计，假期未公布</translation>
    </message>
    <message>
        <source>• changed by the draft</source>
        <translation>•&#x3000;草稿改动</translation>
    </message>
    <message>
        <source>Year before</source>
        <translation>上一年</translation>
    </message>
    <message>
        <source>Year after</source>
        <translation>下一年</translation>
    </message>
    <message>
        <source>periods, such as 08:30-12:00 14:00-17:30; empty is closed</source>
        <translation>时段，如 08:30-12:00 14:00-17:30；空着为休息</translation>
    </message>
    <message>
        <source>Minutes of a 工作日</source>
        <translation>1 工作日分钟数</translation>
    </message>
    <message>
        <source>empty: one ordinary day</source>
        <translation>空着：按普通一天</translation>
    </message>
    <message>
        <source>Published up to</source>
        <translation>假期公布至</translation>
    </message>
    <message>
        <source>after it only the plain week counts</source>
        <translation>此后只按普通周计</translation>
    </message>
    <message>
        <source>no limit is stated up to which holidays are published</source>
        <translation>没有写明假期公布到哪一天</translation>
    </message>
    <message>
        <source>provisional: holidays are published up to {0} only</source>
        <translation>暂定：假期只公布到 {0}</translation>
    </message>
    <message>
        <source>holidays published up to {0}</source>
        <translation>假期已公布至 {0}</translation>
    </message>
    <message>
        <source>{0} days off, {1} make-up work days</source>
        <translation>放假 {0} 天，调休上班 {1} 天</translation>
    </message>
    <message>
        <source>Fill {0} with it</source>
        <translation>据此填 {0} 年</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>{0}: “{1}” cannot be read</source>
        <translation>{0}：“{1}”读不懂</translation>
    </message>
</context>
<context>
    <name>CaseFile</name>
    <message>
        <source>There is no file {where}. Check the path.</source>
        <translation>没有文件 {where}。请检查路径。</translation>
    </message>
    <message>
        <source>The file {where} cannot be read. Check the rights.</source>
        <translation>文件 {where} 无法读取。请检查权限。</translation>
    </message>
    <message>
        <source>The file {where} holds no rows.</source>
        <translation>文件 {where} 中没有数据行。</translation>
    </message>
    <message>
        <source>{where} is no CSV file. Save the sheet as CSV and take that.</source>
        <translation>{where} 不是 CSV 文件。请把表格另存为 CSV 再导入。</translation>
    </message>
    <message>
        <source>The characters of {where} are in another encoding than its mapping says. Save it as UTF-8.</source>
        <translation>{where} 的文字编码与映射所写不符。请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>The file {where} is broken at line {line}. Nothing after it was taken.</source>
        <translation>文件 {where} 在第 {line} 行损坏，其后的行未导入。</translation>
    </message>
    <message>
        <source>The file {where} lacks columns: {columns}.</source>
        <translation>文件 {where} 缺少列：{columns}。</translation>
    </message>
    <message>
        <source>There is no mapping {name}.</source>
        <translation>没有名为 {name} 的映射。</translation>
    </message>
    <message>
        <source>No mapping has the columns of {where}. Have one drafted in the administration menu, check it, and name it here.</source>
        <translation>没有映射符合 {where} 的列。请在“管理”菜单中起草映射，核对后在导入时填写。</translation>
    </message>
    <message>
        <source>Take a file of cases</source>
        <translation>导入案件文件</translation>
    </message>
    <message>
        <source>Take the file</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>A CSV file of another system. Rows that are known are passed over, refused ones are listed in a file. You can go on working meanwhile.</source>
        <translation>其他系统的 CSV 文件。已有的行跳过，不能导入的行列入清单文件。导入时可继续工作。</translation>
    </message>
    <message>
        <source>The mapping {where} cannot be used: {what}</source>
        <translation>映射 {where} 无法使用：{what}</translation>
    </message>
    <message>
        <source>The list of refused rows cannot be written: {where}. Check free space and rights.</source>
        <translation>未受理行的清单无法写入：{where}。请检查剩余空间和权限。</translation>
    </message>
    <message>
        <source>This street has no map here, so no place of a row can be found.</source>
        <translation>本机没有本街道的地图，无法确定各行的位置。</translation>
    </message>
    <message>
        <source>Taking the file was cut off. What was taken stays; take the file again, known rows are passed over.</source>
        <translation>导入中断。已导入的保留；请再次导入该文件，已有的行会跳过。</translation>
    </message>
</context>
<context>
    <name>CaseFileDialog</name>
    <message>
        <source>Mapping</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Left empty, one of those that came with the program is found by the columns.</source>
        <translation>留空时按列名从自带映射中查找。</translation>
    </message>
    <message>
        <source>Take its rows</source>
        <translation>导入各行</translation>
    </message>
    <message>
        <source>Only say what would be taken (dry run)</source>
        <translation>只检查不导入（试运行）</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>处理方式</translation>
    </message>
</context>
<context>
    <name>CasePanel</name>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>This case holds entries of a newer version. It is kept whole and shown as far as it can be read; it cannot be changed here until this workstation is updated.</source>
        <translation>本案含有更新版本写入的内容：已完整保存，能读的照常显示；本工作站更新之前不能在此办理。</translation>
    </message>
    <message>
        <source>Choose a case in the table.</source>
        <translation>请在列表中选择案件。</translation>
    </message>
    <message>
        <source>Case {0}</source>
        <translation>案件 {0}</translation>
    </message>
    <message numerus="yes">
        <source>Course · %Ln step(s)</source>
        <translation>
            <numerusform>经过 %Ln 步</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>The arrow keys choose a case; letters act on it, F1 lists them.</source>
        <translation>方向键选择案件，字母键办理，F1 查看快捷键。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
</context>
<context>
    <name>CaseTableModel</name>
    <message>
        <source>Loading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message>
        <source>ruling</source>
        <translation>待确权</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>免计</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>supervised</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>ret. {0}</source>
        <translation>退{0}</translation>
    </message>
    <message>
        <source>rew. {0}</source>
        <translation>返{0}</translation>
    </message>
    <message>
        <source>ext. {0}</source>
        <translation>延 {0}</translation>
    </message>
    <message>
        <source>to sync</source>
        <translation>待同步</translation>
    </message>
    <message>
        <source>{0} is looking at it, since {1}</source>
        <translation>{0}正在看，自 {1}</translation>
    </message>
    <message>
        <source>Counted past the last published holidays</source>
        <translation>超出已公布的节假日范围，暂定</translation>
    </message>
    <message>
        <source>not dispatched yet</source>
        <translation>待派遣</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>Register it anew with F2, then Shift+U takes it off the list.</source>
        <translation>请按 F2 重新登记，再按 Shift+U 从本队列移出。</translation>
    </message>
    <message>
        <source>{0}: waits for {1}</source>
        <translation>{0}：待{1}审批</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>answer by {0}</source>
        <translation>回复期限 {0}</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>至 {0}</translation>
    </message>
    <message>
        <source>Anew after</source>
        <translation>重办自</translation>
    </message>
    <message>
        <source>Anew as</source>
        <translation>重办为</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>考核</translation>
    </message>
    <message>
        <source>not counted as overdue (appeal granted)</source>
        <translation>不计超时（申诉通过）</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>identity number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>time not stated by the source</source>
        <translation>来源未写明时间</translation>
    </message>
    <message>
        <source>waits for the city platform</source>
        <translation>等待同步到市平台</translation>
    </message>
    <message>
        <source>Appealed</source>
        <translation>申诉</translation>
    </message>
    <message>
        <source>{0} asked for</source>
        <translation>申请{0}</translation>
    </message>
    <message>
        <source>{0} rejected</source>
        <translation>{0}未批准</translation>
    </message>
    <message>
        <source>{0} supported</source>
        <translation>{0}同意上报</translation>
    </message>
    <message>
        <source>{0} approved</source>
        <translation>{0}已批准</translation>
    </message>
    <message>
        <source>Calendar version {0}</source>
        <translation>日历第 {0} 版</translation>
    </message>
    <message>
        <source>Deferral over</source>
        <translation>挂账到期，自动恢复</translation>
    </message>
    <message>
        <source>{0} (entered by {1})</source>
        <translation>{0}（{1}代录）</translation>
    </message>
    <message>
        <source>anew after case {0}</source>
        <translation>重办自案件 {0}</translation>
    </message>
    <message>
        <source>then {0} decides</source>
        <translation>再由{0}审批</translation>
    </message>
    <message>
        <source>“{0}” is as though it never was; clocks go on</source>
        <translation>“{0}”视同未办理，计时照旧</translation>
    </message>
    <message>
        <source>as case {0}</source>
        <translation>新案件 {0}</translation>
    </message>
    <message>
        <source>dispatched wrongly</source>
        <translation>确属误派</translation>
    </message>
    <message>
        <source>dispatched rightly, back to the same unit</source>
        <translation>派遣无误，退回原单位</translation>
    </message>
    <message>
        <source>answer within {0}</source>
        <translation>回复时限 {0}</translation>
    </message>
    <message>
        <source>clocks stand still</source>
        <translation>计时暂停</translation>
    </message>
    <message>
        <source>closing condition: {0}</source>
        <translation>结案条件：{0}</translation>
    </message>
    <message>
        <source>the handling clock stands still</source>
        <translation>处置计时暂停</translation>
    </message>
    <message>
        <source>the handling clock goes on</source>
        <translation>处置计时继续</translation>
    </message>
    <message>
        <source>limit {0}</source>
        <translation>限 {0}</translation>
    </message>
    <message>
        <source>see case {0}</source>
        <translation>见案件 {0}</translation>
    </message>
    <message>
        <source>Needs a newer version to be read</source>
        <translation>需要新版本才能读取</translation>
    </message>
    <message>
        <source>deadline of the step from {0} to {1}</source>
        <translation>环节期限由 {0} 改为 {1}</translation>
    </message>
    <message>
        <source>deadline from {0} to {1}</source>
        <translation>期限由 {0} 改为 {1}</translation>
    </message>
    <message>
        <source>deadline of the reply from {0} to {1}</source>
        <translation>回复期限由 {0} 改为 {1}</translation>
    </message>
    <message>
        <source>deadline of the answer from {0} to {1}</source>
        <translation>回复期限由 {0} 改为 {1}</translation>
    </message>
    <message>
        <source>ended {0} late</source>
        <translation>超期 {0} 结束</translation>
    </message>
    <message>
        <source>ended in time</source>
        <translation>按期结束</translation>
    </message>
    <message>
        <source>{0} due</source>
        <translation>{0} 到期</translation>
    </message>
    <message>
        <source>now {0}</source>
        <translation>现在 {0}</translation>
    </message>
    <message>
        <source>In all {0}</source>
        <translation>全程 {0}</translation>
    </message>
    <message>
        <source>{0} {1} to {2}</source>
        <translation>{0} {1} → {2}</translation>
    </message>
    <message>
        <source> (from {0}, when they are on duty again)</source>
        <translation>（{0} 到点，待其上班）</translation>
    </message>
    <message>
        <source>Step limit {0}</source>
        <translation>环节时限 {0}</translation>
    </message>
    <message>
        <source>Handling limit {0}</source>
        <translation>处置时限 {0}</translation>
    </message>
    <message>
        <source>Reply limit {0}</source>
        <translation>回复时限 {0}</translation>
    </message>
    <message>
        <source>Answer limit {0}</source>
        <translation>回复时限 {0}</translation>
    </message>
    <message>
        <source>step began</source>
        <translation>进入</translation>
    </message>
    <message>
        <source>dispatched</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>ordered</source>
        <translation>下达</translation>
    </message>
    <message>
        <source>referred</source>
        <translation>转送</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>计时</translation>
    </message>
    <message>
        <source>closed, does not count</source>
        <translation>非工作时间，不计</translation>
    </message>
    <message>
        <source>paused, does not count</source>
        <translation>暂停，不计</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>超出时限</translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message>
        <source>Monday</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>Limits of the steps</source>
        <translation>环节时限</translation>
    </message>
    <message>
        <source>To file</source>
        <translation>受理立案</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>To dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>To review the feedback</source>
        <translation>反馈审核</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>To close</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Duplicates within, m</source>
        <translation>查重距离（米）</translation>
    </message>
    <message>
        <source>Duplicates within, h</source>
        <translation>查重时间（小时）</translation>
    </message>
    <message>
        <source>Fewest characters of a reason</source>
        <translation>理由最少字数</translation>
    </message>
    <message>
        <source>Extensions a case may have</source>
        <translation>每案可延期次数</translation>
    </message>
    <message>
        <source>Deferrals a case may have</source>
        <translation>每案可挂账次数</translation>
    </message>
    <message>
        <source>Longest deferral, days</source>
        <translation>挂账最长天数</translation>
    </message>
    <message>
        <source>Verified on site before filing</source>
        <translation>先核实再立案</translation>
    </message>
    <message>
        <source>Acts entered for others</source>
        <translation>代录</translation>
    </message>
    <message>
        <source>Who decides requests</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Clock of a rework</source>
        <translation>返工计时</translation>
    </message>
    <message>
        <source>The clock stands still while</source>
        <translation>暂停计时</translation>
    </message>
    <message>
        <source>Who cases are referred to</source>
        <translation>转送接收单位</translation>
    </message>
    <message>
        <source>Answer limits of referrals</source>
        <translation>转送回复时限</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Handling</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>Reply to an order</source>
        <translation>督办回复</translation>
    </message>
    <message>
        <source>Answer to a referral</source>
        <translation>转送回复</translation>
    </message>
    <message>
        <source>Filing</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Sign-for</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>反馈审核</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>all of {0}</source>
        <translation>{0} 全部小类</translation>
    </message>
    <message>
        <source>all components</source>
        <translation>全部部件</translation>
    </message>
    <message>
        <source>all events</source>
        <translation>全部事件</translation>
    </message>
    <message>
        <source>~ {0}: {1} → {2}</source>
        <translation>~ {0}：{1} → {2}</translation>
    </message>
    <message>
        <source>days off ({0}): {1}</source>
        <translation>放假（{0} 天）：{1}</translation>
    </message>
    <message>
        <source>no longer days off ({0}): {1}</source>
        <translation>不再放假（{0} 天）：{1}</translation>
    </message>
    <message>
        <source>Minutes of one work day</source>
        <translation>1 工作日分钟数</translation>
    </message>
    <message>
        <source>Holidays published up to</source>
        <translation>假期公布至</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>make-up work day {0}: {1}</source>
        <translation>调休上班 {0}：{1}</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>closing condition</source>
        <translation>结案条件</translation>
    </message>
    <message>
        <source>filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source> in {0}</source>
        <translation>（{0}）</translation>
    </message>
    <message>
        <source> from {0}</source>
        <translation>，自 {0} 起</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source> until {0}</source>
        <translation>，至 {0}</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source> and {0} more</source>
        <translation>等，另 {0} 处</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无需审批</translation>
    </message>
    <message>
        <source>{0}, level {1}: {2}</source>
        <translation>{0} {1} 级 {2}</translation>
    </message>
    <message>
        <source>{0}, copies: {1}</source>
        <translation>{0}，抄送{1}</translation>
    </message>
    <message>
        <source>goes to</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>copies to</source>
        <translation>抄送</translation>
    </message>
</context>
<context>
    <name>Channel</name>
    <message>
        <source>Collector on patrol</source>
        <translation>采集员巡查</translation>
    </message>
    <message>
        <source>Public app</source>
        <translation>公众上报</translation>
    </message>
    <message>
        <source>Hotline</source>
        <translation>热线电话</translation>
    </message>
    <message>
        <source>Web, mail</source>
        <translation>网站、邮件</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>媒体</translation>
    </message>
    <message>
        <source>Superior order</source>
        <translation>上级交办</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频智能</translation>
    </message>
    <message>
        <source>Own staff</source>
        <translation>工作人员</translation>
    </message>
    <message>
        <source>Other system</source>
        <translation>其他系统</translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>By community</source>
        <translation>按社区</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>By stage</source>
        <translation>按阶段</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Arrow keys walk the days · raw or exempted Ctrl+D</source>
        <translation>方向键逐日查看 · 原始/免计 Ctrl+D</translation>
    </message>
    <message>
        <source>On-time rate = closed by the handling deadline ÷ closed, on each day</source>
        <translation>按期结案率 = 当日按期结案数 ÷ 当日结案数</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>← and → change the chart.</source>
        <translation>← → 切换图表。</translation>
    </message>
    <message>
        <source>On-time rate by day (exempted)</source>
        <translation>按期率（免计后）</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>按期</translation>
    </message>
    <message>
        <source>On-time rate</source>
        <translation>按期结案率</translation>
    </message>
    <message>
        <source>Late, appeal granted</source>
        <translation>超期（申诉通过）</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Click a bar to filter the queue</source>
        <translation>点击条形可筛选队列</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>On-time rate by day (raw)</source>
        <translation>按期率（原始）</translation>
    </message>
    <message>
        <source>On-time rate = (closed by the handling deadline + late with an appeal granted) ÷ closed, on each day</source>
        <translation>按期率 =（处置时限内结案 + 超期但申诉通过）÷ 当日结案</translation>
    </message>
    <message>
        <source>Closing rate, {days} days: {rate} ({closed} of {should}) · {all} of all {reported} · left out: {deferred} deferred, {ended} void, not filed, merged or transferred</source>
        <translation>近 {days} 天结案率 {rate}（已结 {closed} / 应结 {should}）· 未扣除 {all}（上报 {reported}）· 不计：挂账 {deferred}，作废、不予立案、并案、移交 {ended}</translation>
    </message>
    <message>
        <source>Closing rate, {days} days: {all} of all {reported} ({closed} closed) · {rate} of {should} without {deferred} deferred, {ended} void, not filed, merged or transferred</source>
        <translation>近 {days} 天结案率 {all}（已结 {closed} / 上报 {reported}）· 扣除后 {rate}（应结 {should}；挂账 {deferred}，作废、不予立案、并案、移交 {ended}）</translation>
    </message>
    <message>
        <source>No data in this period</source>
        <translation>本期没有数据</translation>
    </message>
    <message>
        <source>Open cases: {0}</source>
        <translation>未结 {0} 件</translation>
    </message>
    <message>
        <source>{0} cases</source>
        <translation>{0} 件</translation>
    </message>
    <message>
        <source>target {0}</source>
        <translation>目标 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reported</source>
        <translation>
            <numerusform>上报 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other %Ln community(ies)</source>
        <translation>
            <numerusform>其他 %Ln 个社区</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other %Ln class(es)</source>
        <translation>
            <numerusform>其他 %Ln 类</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other %Ln stage(s)</source>
        <translation>
            <numerusform>其他 %Ln 个阶段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>{day}: no case closed; {reported}</source>
        <translation>{day}：当日无结案；{reported}</translation>
    </message>
    <message>
        <source>{day}: on-time rate {rate}; {on_time} of {closed} closed on time; {reported}</source>
        <translation>{day}：按期率 {rate}；结案 {closed} 件，按期 {on_time} 件；{reported}</translation>
    </message>
    <message numerus="yes">
        <source>; %n late with an appeal granted</source>
        <translation>
            <numerusform>；申诉通过不计超期 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>{name}: {total}; {parts}</source>
        <translation>{name}：{total}；{parts}</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>Space switches it on or off.</source>
        <translation>空格键勾选或取消。</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>The arrow keys choose from the list.</source>
        <translation>方向键从列表中选择。</translation>
    </message>
</context>
<context>
    <name>ColumnsDialog</name>
    <message>
        <source>Columns of the table</source>
        <translation>表格的列</translation>
    </message>
    <message>
        <source>Use these columns</source>
        <translation>使用这些列</translation>
    </message>
    <message>
        <source>takes the room that is left</source>
        <translation>占用剩余宽度</translation>
    </message>
    <message>
        <source>Width of {0}</source>
        <translation>{0}的宽度</translation>
    </message>
    <message>
        <source>↑ and ↓ change it, in px.</source>
        <translation>↑ ↓ 调整，单位像素。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Widths in px; on the table&apos;s head they can be dragged.</source>
        <translation>宽度以像素计；也可在表头上拖动。</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>恢复默认</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
    <message>
        <source>Words, pinyin, codes, numbers</source>
        <translation>中文、拼音、编号均可</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing is called “{0}”.</source>
        <translation>没有叫“{0}”的命令、队列、案件或人员。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln 条结果</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>Acts without effect</source>
        <translation>未生效的操作</translation>
    </message>
    <message>
        <source>The arrow keys choose an act.</source>
        <translation>方向键选择一项操作。</translation>
    </message>
    <message>
        <source>Both knew: {0}. Then took effect: {1}. Without effect: {2}</source>
        <translation>双方都知道：{0}。之后已生效：{1}。未生效：{2}</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>kept as it is</source>
        <translation>已维持原结果</translation>
    </message>
    <message>
        <source>given again</source>
        <translation>已重新提出</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>your act</source>
        <translation>您的操作</translation>
    </message>
    <message>
        <source>“{0}” was not accepted by the city platform</source>
        <translation>“{0}”未被市平台接受</translation>
    </message>
    <message>
        <source>Your “{0}” had no effect</source>
        <translation>您的“{0}”没有生效</translation>
    </message>
    <message>
        <source>“{0}” had no effect</source>
        <translation>“{0}”没有生效</translation>
    </message>
    <message>
        <source>Not accepted, because {0}. {1}</source>
        <translation>未被接受：{0}。{1}</translation>
    </message>
    <message>
        <source>Taken back too late: the case is with {0} already, as {1}. Ask it to send it back.</source>
        <translation>撤回晚了：案件已在{0}，编号 {1}。请对方退回。</translation>
    </message>
    <message>
        <source>Too late: the case is with {0} already, as {1}. Tell them, or ask them to send it back.</source>
        <translation>晚了：案件已在{0}，编号 {1}。请告知对方，或请对方退回。</translation>
    </message>
    <message>
        <source>{0}. What was seen and what it was read alike: {1}{2}.</source>
        <translation>{0}。看到的与当时的阶段相同：{1}{2}。</translation>
    </message>
    <message>
        <source>You saw “{0}”; it was already “{1}”{2}.</source>
        <translation>您看到的是“{0}”，当时已是“{1}”{2}。</translation>
    </message>
    <message>
        <source>They saw “{0}”; it was already “{1}”{2}.</source>
        <translation>对方看到的是“{0}”，当时已是“{1}”{2}。</translation>
    </message>
    <message>
        <source>Register it at the workstation of that street.</source>
        <translation>请在该街道的工作站登记。</translation>
    </message>
    <message>
        <source>Give the act again on the case as it stands now.</source>
        <translation>请在案件的最新状态上再办一次。</translation>
    </message>
    <message>
        <source>Sync, so that this workstation has the published documents, then give it again.</source>
        <translation>请先同步，取得已发布的文件后再办一次。</translation>
    </message>
    <message>
        <source>Update this workstation, then give it again.</source>
        <translation>请更新本工作站后再办一次。</translation>
    </message>
    <message>
        <source>Shorten the text, then give it again.</source>
        <translation>请缩短文字后再办一次。</translation>
    </message>
    <message>
        <source>Nothing is to be done; note that you have seen it.</source>
        <translation>无需处理，注明已阅即可。</translation>
    </message>
    <message>
        <source>Give it again, or ask the administrator.</source>
        <translation>请再办一次，或联系管理员。</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Last step by</source>
        <translation>经办岗位</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>step {0} of the course</source>
        <translation>流转第 {0} 步</translation>
    </message>
    <message>
        <source>clock corrected by {0}</source>
        <translation>时钟已校正 {0}</translation>
    </message>
    <message>
        <source>You saw</source>
        <translation>您看到的</translation>
    </message>
    <message>
        <source>They saw</source>
        <translation>对方看到的</translation>
    </message>
    <message>
        <source>Your act</source>
        <translation>您的操作</translation>
    </message>
    <message>
        <source>The act</source>
        <translation>该操作</translation>
    </message>
    <message>
        <source>received {0}</source>
        <translation>平台 {0} 收到</translation>
    </message>
    <message>
        <source>waits to be sent</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>It was already</source>
        <translation>当时已是</translation>
    </message>
    <message>
        <source>The case stays as it is: {0}. The act stays in the course, without effect.</source>
        <translation>案件保持现状：{0}。该操作留在经过里，不生效。</translation>
    </message>
    <message>
        <source>Give again: {0}</source>
        <translation>重新提出：{0}</translation>
    </message>
    <message>
        <source>Open the case and take it to that step first, then decide here.</source>
        <translation>请先打开案件办到该步，再来决定。</translation>
    </message>
    <message>
        <source>“{0}” is given once more on the latest step, by you; its clocks start now. Ctrl+Z takes it back like any act.</source>
        <translation>以您的名义在最新一步上再办一次“{0}”，时限从现在起算。可用 Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>Also came in between and stands, nothing to decide: {0}</source>
        <translation>期间还有以下内容，均已生效，无需处理：{0}</translation>
    </message>
    <message>
        <source>What the city platform accepted first stands.</source>
        <translation>以市平台先受理的结果为准。</translation>
    </message>
    <message>
        <source>Looked at the latest step; the act is still needed.</source>
        <translation>已核对最新一步，该操作仍需办理。</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>保留平台结果</translation>
    </message>
    <message>
        <source>Where two desks took the same step while one was offline, the one that the city platform accepted first counts. The other is never lost and never overwrites it; a person decides here.</source>
        <translation>断网期间两个岗位先后改了同一步时，平台先受理的生效。另一项不会丢失，也不会覆盖它，由人在这里决定。</translation>
    </message>
    <message>
        <source>Give the act again</source>
        <translation>重新提出</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开案件</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后处理</translation>
    </message>
    <message>
        <source>Another act</source>
        <translation>上一条、下一条</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>待处理 %Ln 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided now</source>
        <translation>
            <numerusform>刚处理 %Ln 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided just now; each is a fact in the course of its case.</source>
        <translation>
            <numerusform>刚处理了 %Ln 条，每条都记在案件的经过里。</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Choose an act of the list.</source>
        <translation>请在清单里选择一条。</translation>
    </message>
    <message>
        <source>No act waits for a decision.</source>
        <translation>没有需要处理的冲突。</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%Ln alarm(s)/h</source>
        <translation>
            <numerusform>告警 %Ln 条/时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It rang %Ln time(s) in the last hour: {0}. Up to 6 an hour are acceptable for one operator, more than 12 cannot be managed (EEMUA 191, ISA-18.2).</source>
        <translation>
            <numerusform>近一小时告警 %Ln 次：{0}。每人每小时 6 次以内可接受，超过 12 次难以应对（EEMUA 191、ISA-18.2）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> + %Ln extension(s)</source>
        <translation>
            <numerusform>，延期 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln step(s) before it</source>
        <translation>
            <numerusform>此前还有 %Ln 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln act(s) that were built on it are settled with it.</source>
        <translation>
            <numerusform>以此为基础的 %Ln 项操作一并处理。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} · %Ln photo(s)</source>
        <translation>
            <numerusform>{0} · %Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more in the file for programs</source>
        <translation>
            <numerusform>……另有 %Ln 项，见供程序使用的文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) still to be sent; every change is at the city platform.</source>
        <translation>
            <numerusform>还有 %Ln 张照片待发，变更都已到市平台。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) waiting</source>
        <translation>
            <numerusform>%Ln 项变更待发</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) with them</source>
        <translation>
            <numerusform>照片 %Ln 张</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>照片 %Ln 张</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored: {0} · {1}, as of {2}. What came later comes from the city platform; %Ln change(s) of then wait to be sent.</source>
        <translation>
            <numerusform>已恢复：{0} · {1}，截至 {2}。之后的内容从市平台取回；当时的 %Ln 项变更待发。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>extended %Ln time(s), before that {0}</source>
        <translation>
            <numerusform>已延期 %Ln 次，原截止 {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>extended %Ln time(s)</source>
        <translation>
            <numerusform>延期 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deferred %Ln time(s)</source>
        <translation>
            <numerusform>挂账 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>returned %Ln time(s)</source>
        <translation>
            <numerusform>退回 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reworked %Ln time(s)</source>
        <translation>
            <numerusform>返工 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} urgent hour(s)</source>
        <translation>
            <numerusform>{0} 紧急工作时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} work hour(s)</source>
        <translation>
            <numerusform>{0} 工作时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} work day(s)</source>
        <translation>
            <numerusform>{0} 工作日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} natural day(s)</source>
        <translation>
            <numerusform>{0} 自然日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} urgent day(s)</source>
        <translation>
            <numerusform>{0} 紧急工作日</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeadKeys</name>
    <message>
        <source>“{0}” is not possible now.</source>
        <translation>现在不能“{0}”。</translation>
    </message>
    <message>
        <source>{0} Possible now: {1}.</source>
        <translation>{0}现在可办：{1}。</translation>
    </message>
</context>
<context>
    <name>DecideDialog</name>
    <message>
        <source>Decide — case {0}</source>
        <translation>审批 — 案件 {0}</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>{0}, asked by: {1}, {2}</source>
        <translation>{0}，申请人：{1}，{2}</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>至 {0}</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Decided as: {0}.</source>
        <translation>以{0}身份审批。</translation>
    </message>
    <message>
        <source>After it: {0}.</source>
        <translation>之后由{0}审批。</translation>
    </message>
    <message>
        <source>This is the last word.</source>
        <translation>这是最后一级。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Choose approve or reject.</source>
        <translation>请选择同意或不同意。</translation>
    </message>
    <message>
        <source>Say why it is rejected.</source>
        <translation>请说明不同意的理由。</translation>
    </message>
</context>
<context>
    <name>DeferDialog</name>
    <message>
        <source>Ask for a deferral — case {0}</source>
        <translation>申请挂账 — 案件 {0}</translation>
    </message>
    <message>
        <source>Ask for a deferral</source>
        <translation>申请挂账</translation>
    </message>
    <message>
        <source>Returns on</source>
        <translation>恢复日期</translation>
    </message>
    <message>
        <source>Until then every clock stands still; that morning the case comes back by itself.</source>
        <translation>在此之前所有计时暂停；当天零时案件自动恢复。</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete the view “{0}”?</source>
        <translation>删除视图“{0}”？</translation>
    </message>
    <message>
        <source>Delete the view</source>
        <translation>删除视图</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>No case is changed; only the view goes.</source>
        <translation>案件不受影响，只删除视图。</translation>
    </message>
</context>
<context>
    <name>DialogFrame</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard what you have written?</source>
        <translation>放弃已填写的内容？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>继续填写</translation>
    </message>
    <message>
        <source>Several lines.</source>
        <translation>多行文字。</translation>
    </message>
    <message>
        <source>The arrow keys go from cell to cell.</source>
        <translation>方向键移动单元格。</translation>
    </message>
    <message>
        <source>The arrow keys choose a line.</source>
        <translation>方向键选择一行。</translation>
    </message>
</context>
<context>
    <name>DispatchDialog</name>
    <message>
        <source>Dispatch — case {0}</source>
        <translation>派遣 — 案件 {0}</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>sent it back</source>
        <translation>退回过</translation>
    </message>
    <message>
        <source>Proposed: {0}, {1}.</source>
        <translation>建议：{0}，{1}。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>发给(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>说明(&amp;N)</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>What the unit will see</source>
        <translation>对方将看到</translation>
    </message>
    <message>
        <source>Offline it waits and is sent later</source>
        <translation>离线时先存待发，联网后送达</translation>
    </message>
    <message>
        <source>Goes on: handling clock</source>
        <translation>继续：处置计时</translation>
    </message>
    <message>
        <source>Starts: handling clock</source>
        <translation>新起：处置时钟</translation>
    </message>
    <message>
        <source>Choose the responsible unit.</source>
        <translation>请选择责任单位。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln open case(s)</source>
        <translation>
            <numerusform>在办 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}:</source>
        <translation>{0}：</translation>
    </message>
    <message>
        <source>Dispatch sheet</source>
        <translation>派遣单</translation>
    </message>
    <message>
        <source>Handling limit {0}, from the dispatch on.</source>
        <translation>处置时限 {0}，自派遣起计。</translation>
    </message>
    <message>
        <source>Command centre</source>
        <translation>街道城市管理指挥中心</translation>
    </message>
</context>
<context>
    <name>DuplicateControl</name>
    <message>
        <source>The merge is undone; the case goes on as before.</source>
        <translation>并案已撤销，案件照原样继续。</translation>
    </message>
    <message>
        <source>{0} is merged into {1} · Undo Ctrl+Z</source>
        <translation>{0} 已并入 {1} · 撤销 Ctrl+Z</translation>
    </message>
</context>
<context>
    <name>DuplicateDialog</name>
    <message>
        <source>Duplicates</source>
        <translation>查重合并</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>并案</translation>
    </message>
    <message>
        <source>This case</source>
        <translation>本案</translation>
    </message>
    <message>
        <source>The other case</source>
        <translation>另一案</translation>
    </message>
    <message>
        <source>Keep the other case</source>
        <translation>保留另一案</translation>
    </message>
    <message>
        <source>Keep this case</source>
        <translation>保留本案</translation>
    </message>
    <message>
        <source>Cases near here</source>
        <translation>附近案件</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找……</translation>
    </message>
    <message>
        <source>most alike first</source>
        <translation>最相似的在前</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Another case</source>
        <translation>换一件</translation>
    </message>
    <message>
        <source>No case near here, open or closed in 30 days.</source>
        <translation>附近没有未结或近 30 天内结案的案件。</translation>
    </message>
    <message>
        <source>Undo the merge</source>
        <translation>撤销并案</translation>
    </message>
    <message>
        <source>{0} is merged into {1}.</source>
        <translation>{0} 已并入 {1}。</translation>
    </message>
    <message>
        <source>{0} ends and refers to {1}; its text and source are noted there.</source>
        <translation>{0} 就此终止，见 {1}；其内容和来源记入 {1} 的经过。</translation>
    </message>
    <message>
        <source>Choose a case of the list first.</source>
        <translation>请先在列表中选一件案件。</translation>
    </message>
</context>
<context>
    <name>DutiesModel</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Two units answer for the same class, area and time.</source>
        <translation>同一小类、同一范围、同一时间有两个责任单位。</translation>
    </message>
    <message>
        <source>overlaps</source>
        <translation>重叠</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Changed and not published: {0}. Open it in the administration menu to go on.</source>
        <translation>改过还没发布：{0}。可从“管理”菜单打开继续。</translation>
    </message>
    <message>
        <source>{0}: the draft is kept on this workstation.</source>
        <translation>{0}：草稿已存在本机。</translation>
    </message>
    <message>
        <source>Work calendar</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>Filing conditions and limits</source>
        <translation>立案条件与时限</translation>
    </message>
    <message>
        <source>Responsibility list</source>
        <translation>责任清单</translation>
    </message>
    <message>
        <source>City rules</source>
        <translation>市级规则</translation>
    </message>
    <message>
        <source>Ladder of supervision</source>
        <translation>督办升级</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>还没有改动。</translation>
    </message>
    <message>
        <source>Something cannot be read or does not fit yet; see the marks.</source>
        <translation>有内容读不懂或不合适，见标记处。</translation>
    </message>
    <message>
        <source>Version {newest} came meanwhile. Compare it; then keep yours over it, or discard yours.</source>
        <translation>其间已发布第 {newest} 版。请先对照，再以您的草稿为准，或放弃草稿。</translation>
    </message>
    <message>
        <source>Only an administrator publishes. Choose one as operator in the status line; the draft is kept.</source>
        <translation>只有管理员可以发布，请在状态栏改选操作人；草稿仍在。</translation>
    </message>
    <message>
        <source>The city has not let this workstation publish its documents. The draft is kept.</source>
        <translation>市里没有授权本工作站发布市级文书；草稿仍在。</translation>
    </message>
    <message>
        <source>The city platform is not reachable; it gives the version. The draft is kept until then.</source>
        <translation>市平台不可达，版本号由它编；草稿先存本机。</translation>
    </message>
    <message>
        <source>The street has no unit {what}.</source>
        <translation>街道没有责任单位 {what}。</translation>
    </message>
    <message>
        <source>The responsibility list names the unit {what}.</source>
        <translation>责任清单里还写着责任单位 {what}。</translation>
    </message>
    <message>
        <source>{what} decides a request, but sits at no desk and nobody may enter its word.</source>
        <translation>{what}要审批申请，但不在席位，也没有人可以代录其意见。</translation>
    </message>
    <message>
        <source>“{what}” would go to somebody twice.</source>
        <translation>“{what}”会重复发给同一方。</translation>
    </message>
    <message>
        <source>Nobody would be left who may publish.</source>
        <translation>这样就没有人可以发布文书了。</translation>
    </message>
    <message>
        <source>{touched} of {of} open cases get another deadline: {later} later, {earlier} earlier.</source>
        <translation>{of} 件在办案件中 {touched} 件改期：{later} 件推后，{earlier} 件提前。</translation>
    </message>
    <message>
        <source>Counting: {checked} of {of} open cases, so far {touched} get another deadline</source>
        <translation>正在统计：已看 {checked} / {of} 件在办案件，{touched} 件改期</translation>
    </message>
    <message>
        <source>{touched} of {of} cases that wait for dispatch get another proposal.</source>
        <translation>{of} 件待派遣案件中 {touched} 件的建议单位改变。</translation>
    </message>
    <message>
        <source>Of {of} open cases the next rung of {touched} goes to others.</source>
        <translation>{of} 件在办案件中，{touched} 件的下一级督办改发他方。</translation>
    </message>
    <message>
        <source>Counting: {checked} of {of} open cases, so far the next rung of {touched} goes to others</source>
        <translation>正在统计：{of} 件在办案件中已看 {checked} 件，目前 {touched} 件的下一级督办改发他方</translation>
    </message>
    <message>
        <source>{touched} of {of} requests that wait now are decided by others from where they stand.</source>
        <translation>正在等待的 {of} 件申请中，{touched} 件后续审批人有变。</translation>
    </message>
    <message>
        <source>{touched} open cases are of classes whose limit changes; they keep the limit they were filed with.</source>
        <translation>所改小类有 {touched} 件在办案件，仍按立案时的时限。</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Keep mine over it</source>
        <translation>以我的为准</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Compare this version</source>
        <translation>对照：这一版</translation>
    </message>
    <message>
        <source>with this one</source>
        <translation>对照：另一版</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差别</translation>
    </message>
    <message>
        <source>Take the first version as the draft</source>
        <translation>以“自”版为草稿</translation>
    </message>
    <message>
        <source>kept with the version</source>
        <translation>随版本保存</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>before it is published</source>
        <translation>发布之前</translation>
    </message>
    <message>
        <source>Publish version {0}</source>
        <translation>发布第 {0} 版</translation>
    </message>
    <message>
        <source>Asking the city platform…</source>
        <translation>正在请市平台发布……</translation>
    </message>
    <message>
        <source>Published as version {0}.</source>
        <translation>已发布为第 {0} 版。</translation>
    </message>
    <message>
        <source>Draft on version {0}, kept on this workstation.</source>
        <translation>改自第 {0} 版的草稿，存在本机。</translation>
    </message>
    <message>
        <source>Going on with what you had changed before.</source>
        <translation>接着上次的改动。</translation>
    </message>
    <message>
        <source>Version {0} holds.</source>
        <translation>现行第 {0} 版。</translation>
    </message>
    <message>
        <source>the draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 处</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>没有差别。</translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation>第 {0} 版</translation>
    </message>
    <message>
        <source>{who} would decide twice. Choose another role for one of the levels.</source>
        <translation>{who}会审批两次，请为其中一级另选岗位。</translation>
    </message>
    <message>
        <source>{who} may not decide this.</source>
        <translation>{who}不能审批这类申请。</translation>
    </message>
    <message>
        <source>nobody would decide it. Choose at least one level.</source>
        <translation>没有人审批，请至少选一级。</translation>
    </message>
</context>
<context>
    <name>Empty</name>
    <message>
        <source>No case is open. New ones are announced above the table.</source>
        <translation>没有未结案件。新案件会在表格上方提示。</translation>
    </message>
    <message>
        <source>No deadline is near. The next ones stand first in “All open”.</source>
        <translation>没有临期案件。最近到期的排在“全部未结”最前。</translation>
    </message>
    <message>
        <source>Nothing is overdue.</source>
        <translation>没有超期案件。</translation>
    </message>
    <message>
        <source>Nothing is severely overdue.</source>
        <translation>没有严重超期案件。</translation>
    </message>
    <message>
        <source>No clock stands still. Deferred cases come here and return by themselves.</source>
        <translation>没有暂停计时的案件。挂账案件列在这里，到期自动恢复。</translation>
    </message>
    <message>
        <source>Nothing waits for filing. F2 registers a case.</source>
        <translation>没有待立案的上报。按 F2 登记案件。</translation>
    </message>
    <message>
        <source>Everything filed is dispatched.</source>
        <translation>已立案件均已派遣。</translation>
    </message>
    <message>
        <source>The units have signed for everything.</source>
        <translation>责任单位均已签收。</translation>
    </message>
    <message>
        <source>No unit is handling a case now.</source>
        <translation>目前没有正在处置的案件。</translation>
    </message>
    <message>
        <source>No feedback waits for the dispatcher&apos;s review.</source>
        <translation>没有待派遣员审核的反馈。</translation>
    </message>
    <message>
        <source>No case waits for its check.</source>
        <translation>没有待核查的案件。</translation>
    </message>
    <message>
        <source>Every report has been looked at. F2 registers a case.</source>
        <translation>上报均已受理。按 F2 登记案件。</translation>
    </message>
    <message>
        <source>No collector is out to verify a report.</source>
        <translation>没有正在核实的上报。</translation>
    </message>
    <message>
        <source>No verified report waits for its filing.</source>
        <translation>没有核实后待立案的上报。</translation>
    </message>
    <message>
        <source>The dispatcher has returned nothing.</source>
        <translation>没有派遣员退回的案件。</translation>
    </message>
    <message>
        <source>None of the open cases was filed by you. What you file can be followed here.</source>
        <translation>未结案件中没有您立案的。您立案的案件可在这里跟踪。</translation>
    </message>
    <message>
        <source>No unit has sent a case back.</source>
        <translation>没有责任单位退回的案件。</translation>
    </message>
    <message>
        <source>No open case had to be done again.</source>
        <translation>没有返工的案件。</translation>
    </message>
    <message>
        <source>No result waits for the unit&apos;s feedback.</source>
        <translation>没有待责任单位反馈的案件。</translation>
    </message>
    <message>
        <source>No collector is out to check a case.</source>
        <translation>没有正在核查的案件。</translation>
    </message>
    <message>
        <source>No check has failed.</source>
        <translation>没有核查未通过的案件。</translation>
    </message>
    <message>
        <source>No checked case waits to be closed.</source>
        <translation>没有核查通过、待结案的案件。</translation>
    </message>
    <message>
        <source>No request waits for a decision.</source>
        <translation>没有待审批的申请。</translation>
    </message>
    <message>
        <source>No extension or deferral waits for approval.</source>
        <translation>没有待审批的延期、挂账申请。</translation>
    </message>
    <message>
        <source>No appeal waits for a decision. Only closed overdue cases can be appealed.</source>
        <translation>没有待审批的申诉。仅已结的超期案件可以申诉。</translation>
    </message>
    <message>
        <source>No case waits for a ruling on who is responsible.</source>
        <translation>没有待确权的案件。</translation>
    </message>
    <message>
        <source>No case lies with another unit or the district for an answer.</source>
        <translation>没有案件在等待其他单位或上级回复。</translation>
    </message>
    <message>
        <source>No open case is under supervision. F8 escalates one.</source>
        <translation>没有督办中的案件。按 F8 升级督办。</translation>
    </message>
    <message>
        <source>Every supervision order has been answered.</source>
        <translation>督办均已回复。</translation>
    </message>
    <message>
        <source>Every imported case has its class.</source>
        <translation>导入的案件均已分类。</translation>
    </message>
    <message>
        <source>No case has been closed yet.</source>
        <translation>还没有结案的案件。</translation>
    </message>
    <message>
        <source>No report was refused.</source>
        <translation>没有不予立案的上报。</translation>
    </message>
    <message>
        <source>No case was voided.</source>
        <translation>没有作废的案件。</translation>
    </message>
    <message>
        <source>No case was merged into another. D looks for duplicates.</source>
        <translation>没有并案的案件。按 D 查重合并。</translation>
    </message>
    <message>
        <source>No case was handed over to another street.</source>
        <translation>没有移交其他街道的案件。</translation>
    </message>
    <message>
        <source>No act was without effect: nothing is to be settled.</source>
        <translation>没有未生效的操作，无需处理。</translation>
    </message>
    <message>
        <source>The city platform has accepted everything that was sent.</source>
        <translation>已发送的变更均被市平台接受。</translation>
    </message>
    <message>
        <source>Everything is at the city platform.</source>
        <translation>变更均已同步到市平台。</translation>
    </message>
</context>
<context>
    <name>ErrandDialog</name>
    <message>
        <source>How far it is</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止，没有更改任何内容。</translation>
    </message>
    <message>
        <source>{0} % done · Esc stops</source>
        <translation>已完成 {0} % · Esc 停止</translation>
    </message>
    <message>
        <source>Working… · Esc stops</source>
        <translation>正在处理…… · Esc 停止</translation>
    </message>
</context>
<context>
    <name>EscalateDialog</name>
    <message>
        <source>Escalate — case {0}</source>
        <translation>升级督办 — 案件 {0}</translation>
    </message>
    <message>
        <source>Send supervision order</source>
        <translation>发送督办</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>发给(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Explanation</source>
        <translation>说明(&amp;E)</translation>
    </message>
    <message>
        <source>Reply with</source>
        <translation>要求回复</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>What the receiver will see</source>
        <translation>对方将看到</translation>
    </message>
    <message>
        <source>Offline it waits and is sent later</source>
        <translation>离线时先存待发，联网后送达</translation>
    </message>
    <message>
        <source>level</source>
        <translation>选择级别</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>not set here</source>
        <translation>本级不设</translation>
    </message>
    <message>
        <source>Sent already.</source>
        <translation>已发送。</translation>
    </message>
    <message>
        <source>passed over</source>
        <translation>已越过</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>由{0}发出</translation>
    </message>
    <message>
        <source>A higher level was sent already.</source>
        <translation>已发送更高级别。</translation>
    </message>
    <message>
        <source>Set by {0} alone.</source>
        <translation>只能由{0}发出。</translation>
    </message>
    <message>
        <source>Every level that is set here was sent.</source>
        <translation>本级可设的级别均已发送。</translation>
    </message>
    <message>
        <source>Starts: reply clock {0}</source>
        <translation>新起：回复时钟 {0}</translation>
    </message>
    <message>
        <source>reply by {0}</source>
        <translation>{0} 前回复</translation>
    </message>
    <message>
        <source>No reply clock at this level</source>
        <translation>本级不起回复时钟</translation>
    </message>
    <message>
        <source>Unchanged: the clock goes on overdue</source>
        <translation>不变：原时钟继续计超期</translation>
    </message>
    <message>
        <source>Unchanged: the clock goes on</source>
        <translation>不变：原时钟继续</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>请选择理由。</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}，{1}。</translation>
    </message>
    <message>
        <source> Due {0}, {1}.</source>
        <translation>应于 {0} 前办结，{1}。</translation>
    </message>
    <message>
        <source> Limit {0}, due {1}, {2}.</source>
        <translation>时限 {0}，{1} 到期，{2}。</translation>
    </message>
    <message>
        <source> Please act on site at once and reply in time.</source>
        <translation>请立即到场处置，并在时限内回复。</translation>
    </message>
    <message>
        <source>Reply by {0}:</source>
        <translation>请于 {0} 前回复：</translation>
    </message>
    <message>
        <source>{0}:</source>
        <translation>{0}：</translation>
    </message>
    <message>
        <source>Command centre</source>
        <translation>街道城市管理指挥中心</translation>
    </message>
</context>
<context>
    <name>ExplainSheet</name>
    <message>
        <source>Explain deadline</source>
        <translation>期限说明</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>no deadline</source>
        <translation>无截止</translation>
    </message>
    <message>
        <source>from {0} · due {1}</source>
        <translation>自 {0} 起 · {1} 截止</translation>
    </message>
    <message>
        <source> · before the extension: {0}</source>
        <translation> · 延期前 {0}</translation>
    </message>
    <message>
        <source> · calendar version {0}, before it: {1}</source>
        <translation> · 按日历第 {0} 版，改期前：{1}</translation>
    </message>
    <message>
        <source> · stands still</source>
        <translation> · 暂停中</translation>
    </message>
    <message>
        <source> · provisional: the holidays of that year are not published yet</source>
        <translation> · 暂定：该年节假日安排尚未公布</translation>
    </message>
    <message>
        <source>The handling clock starts with the dispatch.</source>
        <translation>处置时钟自派遣起计。</translation>
    </message>
    <message>
        <source>Stretches</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Comes next</source>
        <translation>后续督办</translation>
    </message>
</context>
<context>
    <name>ExtendDialog</name>
    <message>
        <source>Ask for an extension — case {0}</source>
        <translation>申请延期 — 案件 {0}</translation>
    </message>
    <message>
        <source>Ask for an extension</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>Each adds the original limit once: {0}. Granted so far: {1} of {2}.</source>
        <translation>每次延长一个原时限：{0}。已批准 {1} 次，最多 {2} 次。</translation>
    </message>
    <message>
        <source>The deadline is now {0}.</source>
        <translation>现在的期限：{0}。</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>期限</translation>
    </message>
</context>
<context>
    <name>Fact</name>
    <message>
        <source>Reported</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Verification ordered</source>
        <translation>下达核实</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>核实</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Not filed</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>Assignment revoked</source>
        <translation>撤销指派</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>处置完成</translation>
    </message>
    <message>
        <source>Fed back</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Passed on</source>
        <translation>批转</translation>
    </message>
    <message>
        <source>Check ordered</source>
        <translation>下达核查</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Closed on the spot</source>
        <translation>当场办结</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>Reply to supervision</source>
        <translation>督办回复</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>留言</translation>
    </message>
    <message>
        <source>Contact details seen</source>
        <translation>查看联系方式</translation>
    </message>
    <message>
        <source>City number</source>
        <translation>市级编号</translation>
    </message>
    <message>
        <source>Duty handed over</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>Duty taken over</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>Returned by the unit</source>
        <translation>责任单位退回</translation>
    </message>
    <message>
        <source>Returned by the handler</source>
        <translation>处置人员退回</translation>
    </message>
    <message>
        <source>Not good enough</source>
        <translation>处置不合格</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Handled anew</source>
        <translation>重办</translation>
    </message>
    <message>
        <source>Ruling asked for</source>
        <translation>提请确权</translation>
    </message>
    <message>
        <source>Ruling</source>
        <translation>确权</translation>
    </message>
    <message>
        <source>Whistle</source>
        <translation>吹哨</translation>
    </message>
    <message>
        <source>Further units called</source>
        <translation>增派单位</translation>
    </message>
    <message>
        <source>Unit released</source>
        <translation>撤回单位</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Arrived on site</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Result of the unit</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Unit rated</source>
        <translation>评价单位</translation>
    </message>
    <message>
        <source>Whistle closed</source>
        <translation>收哨</translation>
    </message>
    <message>
        <source>Transfer asked for</source>
        <translation>申请移交</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>已移交</translation>
    </message>
    <message>
        <source>Referred</source>
        <translation>转送</translation>
    </message>
    <message>
        <source>Referral answered</source>
        <translation>转送回复</translation>
    </message>
    <message>
        <source>Return judged</source>
        <translation>误派核实</translation>
    </message>
    <message>
        <source>Conflict settled</source>
        <translation>冲突已处理</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Merged into another case</source>
        <translation>并案</translation>
    </message>
    <message>
        <source>Merge undone</source>
        <translation>撤销并案</translation>
    </message>
    <message>
        <source>Photos added</source>
        <translation>附照片</translation>
    </message>
    <message>
        <source>Photos withdrawn</source>
        <translation>撤回照片</translation>
    </message>
    <message>
        <source>Duplicate taken in</source>
        <translation>并入重复案件</translation>
    </message>
    <message>
        <source>Duplicate let go</source>
        <translation>撤销并入</translation>
    </message>
    <message>
        <source>Re-dated by the calendar</source>
        <translation>日历改期</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Filing taken back</source>
        <translation>撤回立案</translation>
    </message>
    <message>
        <source>Dispatch recalled</source>
        <translation>收回派遣</translation>
    </message>
    <message>
        <source>Rework taken back</source>
        <translation>撤回返工</translation>
    </message>
    <message>
        <source>Order taken back</source>
        <translation>撤回指令</translation>
    </message>
    <message>
        <source>Deferral taken back</source>
        <translation>撤回挂账</translation>
    </message>
    <message>
        <source>Ending taken back</source>
        <translation>恢复办理</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>Something went wrong in this window. What was saved is safe; the log in the data folder has the details. You can go on; close the window and open it again if it stays.</source>
        <translation>窗口出了问题。已保存的内容没有丢失，详情见数据文件夹中的日志。您可以继续；如仍不正常，请关闭窗口后重新打开。</translation>
    </message>
</context>
<context>
    <name>FileControl</name>
    <message>
        <source>Stop taking the file</source>
        <translation>停止导入文件</translation>
    </message>
    <message>
        <source>Stopping; what was taken stays.</source>
        <translation>正在停止；已导入的保留。</translation>
    </message>
    <message>
        <source>Another file is being taken. Wait until it is done.</source>
        <translation>正在导入另一个文件，请等它完成。</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Looking through the file: {0} of {1} rows</source>
        <translation>正在检查文件：{0} / {1} 行</translation>
    </message>
    <message>
        <source>Taking cases from the file: {0} of {1} rows</source>
        <translation>正在导入案件：{0} / {1} 行</translation>
    </message>
    <message numerus="yes">
        <source>Dry run: %Ln case(s) would be taken, {0} known, {1} refused. Nothing was taken.</source>
        <translation>
            <numerusform>试运行：可导入 %Ln 件，已有 {0} 件，不可导入 {1} 行。没有导入任何案件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new case(s) taken, {0} known, {1} refused.</source>
        <translation>
            <numerusform>新导入 %Ln 件，已有 {0} 行，未受理 {1} 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The refused rows and why: {0}</source>
        <translation>未受理的行及原因：{0}</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>File the case</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>File</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>The condition sets the handling limit; its clock starts with the dispatch.</source>
        <translation>立案条件决定处置时限；处置时钟自派遣起计。</translation>
    </message>
    <message>
        <source>This class has no condition and no limit</source>
        <translation>此类没有立案条件，无时限</translation>
    </message>
</context>
<context>
    <name>FirstLight</name>
    <message>
        <source>Open cases, the next deadlines first</source>
        <translation>办理中的案件，最先到期的在前</translation>
    </message>
    <message>
        <source>Open cases: {0} · the rest of the desk is coming…</source>
        <translation>办理中 {0} 件 · 其余界面正在载入…</translation>
    </message>
</context>
<context>
    <name>ForeignControl</name>
    <message>
        <source>Mapping written: {0}. Check what is marked in it with any editor, then take the file with it.</source>
        <translation>已写入映射文件：{0}。请用文本编辑器核对标出的内容，再用它导入文件。</translation>
    </message>
    <message>
        <source>Take the file</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Boundaries published as version {0}.</source>
        <translation>街道边界已发布为第 {0} 版。</translation>
    </message>
</context>
<context>
    <name>HandOverDialog</name>
    <message>
        <source>Duty hand-over</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Sign the hand-over</source>
        <translation>签字交班</translation>
    </message>
    <message>
        <source>Since then</source>
        <translation>本班变化</translation>
    </message>
    <message>
        <source>{0} hours</source>
        <translation>{0} 时</translation>
    </message>
    <message>
        <source>Next shift</source>
        <translation>下一班时长</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{0} hands over and signs</source>
        <translation>{0}签字交班</translation>
    </message>
    <message>
        <source>The incoming one signs alone</source>
        <translation>接班人单独签字</translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation>签字方式</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>接班人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Needed where the incoming one signs alone, as when the outgoing one has left.</source>
        <translation>接班人单独签字时必填，例如交班人已离岗。</translation>
    </message>
    <message>
        <source>Still being counted.</source>
        <translation>还在统计，请稍候。</translation>
    </message>
    <message>
        <source>Please choose who signs.</source>
        <translation>请选择签字人。</translation>
    </message>
    <message>
        <source>Please say why the outgoing one does not sign.</source>
        <translation>请填写交班人未签字的原因。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计……</translation>
    </message>
    <message>
        <source>Nothing was handed over yet: counted from {0}.</source>
        <translation>尚无交接班记录，从 {0} 起统计。</translation>
    </message>
    <message>
        <source>Counted from {0}, the last hand-over of {1} ({2} → {3}).</source>
        <translation>从 {0} 起统计，即{1}上次交接班（{2} → {3}）。</translation>
    </message>
    <message>
        <source> {0} handed over at {1} and waits for a signature.</source>
        <translation> {0}已于 {1} 交班，等待接班人签字。</translation>
    </message>
    <message>
        <source>Choose the incoming one</source>
        <translation>请选择接班人</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Newly registered</source>
        <translation>新登记</translation>
    </message>
    <message>
        <source>Closed in this shift</source>
        <translation>本班结案</translation>
    </message>
    <message>
        <source>Returned, rework</source>
        <translation>回退、返工</translation>
    </message>
    <message>
        <source>Deferred in this shift</source>
        <translation>本班挂账</translation>
    </message>
    <message>
        <source>Resumed in this shift</source>
        <translation>本班恢复</translation>
    </message>
    <message>
        <source>Overdue now</source>
        <translation>当前超期</translation>
    </message>
    <message>
        <source>Due in the next shift</source>
        <translation>下一班到期</translation>
    </message>
    <message>
        <source>Supervision, reply awaited</source>
        <translation>督办待回复</translation>
    </message>
    <message>
        <source>Whistles still open</source>
        <translation>未收哨</translation>
    </message>
    <message>
        <source>Alarms put off here</source>
        <translation>本席已推迟的告警</translation>
    </message>
    <message>
        <source>Conflicts to settle</source>
        <translation>冲突待处理</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>待同步</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>未签字</translation>
    </message>
    <message>
        <source>{0}, signed {1}</source>
        <translation>{0}，{1} 签字</translation>
    </message>
    <message>
        <source> · reason: {0}</source>
        <translation> · 原因：{0}</translation>
    </message>
    <message>
        <source> · not sent yet</source>
        <translation> · 待同步</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>交班人</translation>
    </message>
    <message>
        <source>{0}, had left without signing</source>
        <translation>{0}，离岗未签字</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>接班人</translation>
    </message>
    <message>
        <source>Also signed</source>
        <translation>另有签字</translation>
    </message>
    <message>
        <source>not taken over</source>
        <translation>未接班</translation>
    </message>
    <message>
        <source> and {0} more</source>
        <translation> 等，另有 {0} 件</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>席位</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Received by the city platform</source>
        <translation>市平台收到</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note of the incoming one</source>
        <translation>接班人备注</translation>
    </message>
    <message>
        <source>Duty hand-over record</source>
        <translation>交接班记录</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Outgoing: {0}    Incoming: {0}</source>
        <translation>交班人：{0}    接班人：{0}</translation>
    </message>
</context>
<context>
    <name>HandoverControl</name>
    <message>
        <source>Going on with what you had typed before.</source>
        <translation>已恢复上次填写的内容，请继续。</translation>
    </message>
    <message>
        <source>Taken over alone, with a reason · saved on this workstation</source>
        <translation>已单独接班并注明原因 · 已存本机</translation>
    </message>
    <message>
        <source>Handed over · saved on this workstation · now the incoming one signs</source>
        <translation>已交班 · 已存本机 · 请接班人签字</translation>
    </message>
    <message>
        <source>{0} has taken over · saved on this workstation</source>
        <translation>{0}已接班 · 已存本机</translation>
    </message>
    <message>
        <source>The hand-over is kept as it was written. Its key goes on with it.</source>
        <translation>交接班内容已保留，按 Ctrl+H 继续填写。</translation>
    </message>
    <message>
        <source>Write the hand-over into a file</source>
        <translation>导出交接班记录</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>A page to print (.html), or plain text (.txt).</source>
        <translation>打印用网页（.html）或纯文本（.txt）。</translation>
    </message>
    <message>
        <source>{0} is there already. Choose another name.</source>
        <translation>{0} 已存在，请换一个文件名。</translation>
    </message>
    <message>
        <source>{0} cannot be written. Check path, rights and free space.</source>
        <translation>{0} 无法写入，请检查路径、权限和磁盘空间。</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写入：{0}</translation>
    </message>
</context>
<context>
    <name>HandoverLines</name>
    <message>
        <source>Shows the cases of this line</source>
        <translation>显示这一项的案件</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on “{0}”</source>
        <translation>“{0}”的备注</translation>
    </message>
</context>
<context>
    <name>HandoverList</name>
    <message>
        <source>Earlier hand-overs</source>
        <translation>历次交接班</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The arrow keys choose a hand-over; it is shown at the right.</source>
        <translation>方向键选择一次交接班，右侧显示内容。</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签记录</translation>
    </message>
    <message>
        <source>The hand-over as it was signed</source>
        <translation>签字时的交接班记录</translation>
    </message>
    <message>
        <source>Text to read and to copy.</source>
        <translation>可阅读、复制的文字。</translation>
    </message>
    <message>
        <source>Nothing was handed over yet.</source>
        <translation>尚无交接班记录。</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Write a file to print</source>
        <translation>导出打印页</translation>
    </message>
    <message>
        <source>Nothing was handed over yet. What was signed at the end of a shift (Ctrl+H) is kept here, to read, to copy and to print.</source>
        <translation>尚无交接班记录。下班时签字的交接班（Ctrl+H）保存在这里，可查看、复制和打印。</translation>
    </message>
</context>
<context>
    <name>IntakeControl</name>
    <message>
        <source>Registered {0} at {1} · saved on this workstation · {2} opens it</source>
        <translation>已登记 {0}：{1} · 已存本机 · 按 {2} 打开</translation>
    </message>
    <message>
        <source>Click the place on the map, or move it with the arrow keys and press Enter. Esc goes back to the form.</source>
        <translation>请在地图上点选位置，或用方向键移动地图后按 Enter；按 Esc 返回登记。</translation>
    </message>
</context>
<context>
    <name>IntakeDialog</name>
    <message>
        <source>Register a case</source>
        <translation>登记案件</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Name, code or pinyin initials</source>
        <translation>名称、编码或拼音首字母</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Road, crossing, place, community or grid code</source>
        <translation>道路、路口、地名、社区或网格编码</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Goes on to filing</source>
        <translation>进入立案</translation>
    </message>
    <message>
        <source>Closed on the spot (simple case)</source>
        <translation>当场办结（简易案件）</translation>
    </message>
    <message>
        <source>Only in the role of a collector, or on behalf of one.</source>
        <translation>仅限采集员，或代采集员录入。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>办理方式</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Cases near here</source>
        <translation>附近案件</translation>
    </message>
    <message>
        <source>No case near here, open or closed in 30 days.</source>
        <translation>附近没有未结或近 30 天内结案的案件。</translation>
    </message>
    <message>
        <source>It is this one: register and merge</source>
        <translation>就是这一件：登记并并案</translation>
    </message>
    <message>
        <source>Filing conditions and limits</source>
        <translation>立案条件与处置时限</translation>
    </message>
    <message>
        <source>nearest first</source>
        <translation>由近到远</translation>
    </message>
    <message>
        <source>Pick on the map</source>
        <translation>地图点选</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>存草稿</translation>
    </message>
    <message>
        <source>Going on with what was not finished at {0}.</source>
        <translation>继续上次未完成的登记（{0} 保存）。</translation>
    </message>
    <message>
        <source>Begin afresh</source>
        <translation>重新登记</translation>
    </message>
    <message>
        <source>Under control until {0}: {1}. Not taken from: {2}.</source>
        <translation>管控至 {0}：{1}。以下来源不登记：{2}。</translation>
    </message>
    <message>
        <source>{0} — {1}</source>
        <translation>{0} — {1}</translation>
    </message>
    <message>
        <source>Nobody is named for this class; the dispatcher decides.</source>
        <translation>责任清单没有列明此类，由派遣员决定。</translation>
    </message>
    <message>
        <source>Follows from class and community.</source>
        <translation>选定类别和地点后给出。</translation>
    </message>
    <message>
        <source>They are looked for once class or place is given.</source>
        <translation>选定类别或地点后列出附近案件。</translation>
    </message>
    <message>
        <source>There is no case near here.</source>
        <translation>附近没有案件。</translation>
    </message>
    <message>
        <source>Position: middle of the map, not checked yet.</source>
        <translation>位置：地图中心，尚未核对。</translation>
    </message>
    <message>
        <source>Position: by the name “{0}”.</source>
        <translation>位置：按名称“{0}”。</translation>
    </message>
    <message>
        <source>Position: by the grid code.</source>
        <translation>位置：按网格编码。</translation>
    </message>
    <message>
        <source>Position: picked on the map.</source>
        <translation>位置：地图点选。</translation>
    </message>
    <message>
        <source>{0} It lies outside the street.</source>
        <translation>{0}不在本街道范围内。</translation>
    </message>
    <message>
        <source>{0} It lies in {1}, grid {2}.</source>
        <translation>{0}点位在{1}，网格 {2}。</translation>
    </message>
    <message>
        <source>Choose a class: its filing conditions stand here.</source>
        <translation>选定类别后，这里列出立案条件。</translation>
    </message>
    <message>
        <source>This class has no condition and no limit</source>
        <translation>此类没有立案条件，无时限</translation>
    </message>
    <message>
        <source>road</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>crossing</source>
        <translation>路口</translation>
    </message>
    <message>
        <source>place</source>
        <translation>地名</translation>
    </message>
    <message>
        <source>community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>grid cell</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <source>Choose a class.</source>
        <translation>请选择类别。</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Set up this workstation</source>
        <translation>设置本席位</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>City &amp;platform</source>
        <translation>市平台(&amp;P)</translation>
    </message>
    <message>
        <source>Its address, as the city gives it.</source>
        <translation>由市平台管理员提供的地址。</translation>
    </message>
    <message>
        <source>&amp;Join code</source>
        <translation>加入码(&amp;J)</translation>
    </message>
    <message>
        <source>Good once; the city&apos;s administrator gives it.</source>
        <translation>只能用一次，由市平台管理员提供。</translation>
    </message>
    <message>
        <source>&amp;Certificate</source>
        <translation>证书(&amp;C)</translation>
    </message>
    <message>
        <source>Path of the city&apos;s CA file (PEM), where it has one of its own; else empty.</source>
        <translation>城市自有 CA 证书文件（PEM）的路径；没有则留空。</translation>
    </message>
    <message>
        <source>Key &amp;kept in</source>
        <translation>密钥存放(&amp;K)</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>密码(&amp;W)</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>再输一次(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{0} of {1} fetched · Esc stops, and it goes on from there</source>
        <translation>已取回 {0}／{1} 条 · Esc 停止，之后可从这里继续</translation>
    </message>
    <message>
        <source>Asking the platform… · Esc stops</source>
        <translation>正在联系平台…… · Esc 停止</translation>
    </message>
    <message>
        <source>Type an address that begins with https://.</source>
        <translation>请输入以 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>Type the whole path of the folder.</source>
        <translation>请输入文件夹的完整路径。</translation>
    </message>
    <message>
        <source>Type the whole code.</source>
        <translation>请输入完整的加入码。</translation>
    </message>
    <message>
        <source>At least {0} characters.</source>
        <translation>至少 {0} 个字符。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source> ({0})</source>
        <translation>（{0}）</translation>
    </message>
</context>
<context>
    <name>JudgeDialog</name>
    <message>
        <source>Judge the return — case {0}</source>
        <translation>误派核实 — 案件 {0}</translation>
    </message>
    <message>
        <source>Judge the return</source>
        <translation>误派核实</translation>
    </message>
    <message>
        <source>The unit says</source>
        <translation>单位理由</translation>
    </message>
    <message>
        <source>Dispatched wrongly</source>
        <translation>确属误派</translation>
    </message>
    <message>
        <source>Dispatched rightly</source>
        <translation>派遣无误</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>核实结果</translation>
    </message>
    <message>
        <source>Wrongly: another unit gets it, its clock starts anew. Rightly: the same unit takes it again and goes on with what is left of its time; the return counts as passing the buck.</source>
        <translation>确属误派：改派其他单位，重新计时。派遣无误：仍由原单位承担，按剩余时间继续计时；本次退回记为推诿。</translation>
    </message>
    <message>
        <source>Choose what was found.</source>
        <translation>请选择结果。</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>There is none. Make one: without it only this computer opens a backup.</source>
        <translation>没有。请生成一个，否则备份只能在本机打开。</translation>
    </message>
    <message>
        <source>Nobody has confirmed that it was written down. Make a new one.</source>
        <translation>尚未确认抄下，请重新生成。</translation>
    </message>
    <message>
        <source>It was written down.</source>
        <translation>已抄下。</translation>
    </message>
    <message>
        <source>Type the whole path of the file.</source>
        <translation>请输入文件的完整路径。</translation>
    </message>
    <message>
        <source>There is such a file already. Choose another name.</source>
        <translation>已有同名文件，请换一个名称。</translation>
    </message>
    <message>
        <source>Back up this workstation</source>
        <translation>备份本席位</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Encrypted; work goes on meanwhile. Best on a disk of its own.</source>
        <translation>已加密，备份时可照常工作。最好放在另一块磁盘上。</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>{0}, made {1}</source>
        <translation>{0}，{1} 生成</translation>
    </message>
    <message>
        <source>Last one by itself</source>
        <translation>最近自动备份</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>Being gathered…</source>
        <translation>正在收集……</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Figures, versions, a masked log; no names and no text of a case.</source>
        <translation>只含数字、版本和脱敏日志，不含姓名和案件文字。</translation>
    </message>
    <message>
        <source>Key of the store</source>
        <translation>数据密钥</translation>
    </message>
    <message>
        <source>Keep it so</source>
        <translation>按此保存</translation>
    </message>
    <message>
        <source>Lies now in</source>
        <translation>现存于</translation>
    </message>
    <message>
        <source>From now &amp;on in</source>
        <translation>今后存于(&amp;O)</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>新密码(&amp;P)</translation>
    </message>
    <message>
        <source>At least {0} characters.</source>
        <translation>至少 {0} 个字符。</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>再输一次(&amp;M)</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>New recovery key</source>
        <translation>更换恢复密钥</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>生成新的</translation>
    </message>
    <message>
        <source>The recovery key opens this workstation and its backups when the password or the computer is lost. A new one is shown once, to be printed; the one before then opens only earlier backups.</source>
        <translation>忘记密码或电脑损坏时，用恢复密钥打开本席位和备份。新的只显示一次，请打印；原来的只能打开以前的备份。</translation>
    </message>
    <message>
        <source>What lies here</source>
        <translation>现有数据</translation>
    </message>
    <message>
        <source>Stays until the backup is chosen.</source>
        <translation>选定备份前保持不变。</translation>
    </message>
    <message>
        <source>Move to another computer</source>
        <translation>迁到另一台电脑</translation>
    </message>
    <message>
        <source>Close and move</source>
        <translation>关闭并迁移</translation>
    </message>
    <message>
        <source>The window closes, everything is written into one encrypted file, and this folder is closed for good. On the other computer choose “Restore from a backup” and give the recovery key.</source>
        <translation>窗口将关闭，全部数据写入一个加密文件，此文件夹随后停用。请在另一台电脑上选“从备份恢复”，并输入恢复密钥。</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Close and choose the backup</source>
        <translation>关闭并选择备份</translation>
    </message>
    <message>
        <source>The window closes and asks for the backup. What lies here now is set aside, not deleted; what the city platform has comes back from it.</source>
        <translation>窗口将关闭并询问备份文件。现有数据移到一旁，不会删除；市平台已有的内容会取回。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Password of that day</source>
        <translation>备份当日的密码</translation>
    </message>
    <message>
        <source>Key of this computer</source>
        <translation>本机的密钥</translation>
    </message>
    <message>
        <source>&amp;Backup</source>
        <translation>备份文件(&amp;B)</translation>
    </message>
    <message>
        <source>Path of the file, also on a stick.</source>
        <translation>文件的完整路径，可在 U 盘上。</translation>
    </message>
    <message>
        <source>&amp;Opened by</source>
        <translation>打开方式(&amp;O)</translation>
    </message>
    <message>
        <source>Key or pa&amp;ssword</source>
        <translation>密钥内容(&amp;S)</translation>
    </message>
    <message>
        <source>Key &amp;kept in</source>
        <translation>密钥存放(&amp;K)</translation>
    </message>
    <message>
        <source>Into &amp;folder</source>
        <translation>恢复到(&amp;F)</translation>
    </message>
    <message>
        <source>There is no such file. Type its whole path.</source>
        <translation>没有这个文件，请输入完整路径。</translation>
    </message>
    <message>
        <source>Please type it.</source>
        <translation>请输入。</translation>
    </message>
    <message>
        <source>Type the whole path of the folder.</source>
        <translation>请输入文件夹的完整路径。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>进入系统</translation>
    </message>
    <message>
        <source>Written and checked: {0} · {1}. This folder is closed for good. On the other computer choose “Restore from a backup” in the first window, and give the recovery key.</source>
        <translation>已写入并核对：{0} · {1}。此文件夹已停用。请在另一台电脑的首个窗口选“从备份恢复”，并输入恢复密钥。</translation>
    </message>
    <message>
        <source>Moved out</source>
        <translation>已迁出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>KeepingControl</name>
    <message>
        <source>Make a recovery key first, and write it down: only it opens the file on another computer.</source>
        <translation>请先生成恢复密钥并抄下：在另一台电脑上只有它能打开文件。</translation>
    </message>
    <message>
        <source>New boundaries of the street came. Map, places and responsible units follow once the window is opened anew.</source>
        <translation>收到了新的街道边界。重新打开窗口后，地图、地点和责任单位才会随之更新。</translation>
    </message>
    <message>
        <source>Open the window anew</source>
        <translation>重新打开窗口</translation>
    </message>
    <message>
        <source>Backed up: {0}</source>
        <translation>已备份：{0}</translation>
    </message>
    <message>
        <source>Written, without personal data: {0}</source>
        <translation>已写入，不含个人信息：{0}</translation>
    </message>
    <message>
        <source>The key of the store is kept so from now on.</source>
        <translation>数据密钥已按新方式保存。</translation>
    </message>
    <message>
        <source>It is written down</source>
        <translation>已抄下</translation>
    </message>
    <message>
        <source>The new recovery key was not confirmed. The next start shows another one.</source>
        <translation>新的恢复密钥未确认抄下，下次启动会再显示一个新的。</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Shortcut sheet</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>the queue with this digit</source>
        <translation>进入该数字的队列</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>在列表中</translation>
    </message>
</context>
<context>
    <name>LadderEditor</name>
    <message>
        <source>Rungs</source>
        <translation>督办级别</translation>
    </message>
    <message>
        <source>The arrow keys choose a rung.</source>
        <translation>方向键选级别。</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>本级</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>Copies to</source>
        <translation>抄送</translation>
    </message>
    <message>
        <source>set by a person</source>
        <translation>由人发出</translation>
    </message>
    <message>
        <source>set by the timer</source>
        <translation>到点自动发出</translation>
    </message>
    <message>
        <source>asks for a reply within {0}</source>
        <translation>要求 {0} 内回复</translation>
    </message>
</context>
<context>
    <name>LevelSteps</name>
    <message>
        <source>← and → choose a level that is open.</source>
        <translation>← → 选择可用的级别。</translation>
    </message>
    <message>
        <source>Level {n}: {name}</source>
        <translation>第 {n} 级：{name}</translation>
    </message>
</context>
<context>
    <name>Limit</name>
    <message>
        <source>{0} min (urgent time)</source>
        <translation>{0} 分（紧急工作时）</translation>
    </message>
    <message>
        <source>{0} min (work time)</source>
        <translation>{0} 分（工作时）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无时限</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>至 {0}</translation>
    </message>
</context>
<context>
    <name>LimitsEditor</name>
    <message>
        <source>Find by code, name, 拼音首字母, or words of a condition</source>
        <translation>按代码、名称、拼音首字母或条件文字查找</translation>
    </message>
    <message>
        <source>Find a class or condition</source>
        <translation>查找小类或立案条件</translation>
    </message>
    <message>
        <source>Filing conditions and their limits</source>
        <translation>立案条件及时限</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>导入表</translation>
    </message>
    <message>
        <source>edit the cell</source>
        <translation>改这一格</translation>
    </message>
    <message>
        <source>An authority&apos;s workbook (.xlsx)</source>
        <translation>主管部门的工作簿（.xlsx）</translation>
    </message>
    <message>
        <source>An authority&apos;s workbook (.xlsx): path of the file</source>
        <translation>主管部门的工作簿（.xlsx）：文件路径</translation>
    </message>
    <message>
        <source>Read it into the draft</source>
        <translation>读入草稿</translation>
    </message>
    <message>
        <source>{0} of {1} conditions</source>
        <translation>{1} 条中的 {0} 条</translation>
    </message>
    <message>
        <source>Stopped; the draft is as it was.</source>
        <translation>已停止，草稿没有变动。</translation>
    </message>
    <message>
        <source>Type the path of the file.</source>
        <translation>请填写文件路径。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>Reading… row {0} of {1}</source>
        <translation>正在读取……第 {0} 行，共 {1} 行</translation>
    </message>
    <message>
        <source>{0} rows read, {1} refused: {2} new, {3} changed, {4} gone. Nothing is published yet.</source>
        <translation>读取 {0} 行，未采用 {1} 行：新增 {2}，改动 {3}，取消 {4}。还没有发布。</translation>
    </message>
    <message>
        <source>and {0} more refused rows</source>
        <translation>另有 {0} 行未采用</translation>
    </message>
</context>
<context>
    <name>LimitsModel</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Closing condition</source>
        <translation>结案条件</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改动</translation>
    </message>
    <message>
        <source>“{0}” is no limit. Type for instance 2紧急工作时, 4工作时, 3个工作日, 无时限.</source>
        <translation>“{0}”不是时限。可写如 2紧急工作时、4工作时、3个工作日、无时限。</translation>
    </message>
</context>
<context>
    <name>LineCases</name>
    <message>
        <source>Cases of the line</source>
        <translation>这一项的案件</translation>
    </message>
    <message>
        <source>Enter shows the case in the window; what was written stays.</source>
        <translation>按 Enter 在窗口中显示案件，已填写的内容会保留。</translation>
    </message>
    <message>
        <source>No case in this line.</source>
        <translation>这一项没有案件。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Street command centre — {0} · {1}</source>
        <translation>街道城市管理指挥中心 — {0} · {1}</translation>
    </message>
    <message>
        <source>key in a file beside the store</source>
        <translation>密钥存于本机文件</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>{0}: {1} · saved on this workstation, sent when the city platform is reachable</source>
        <translation>{0}：{1} · 已存本机，市平台可达时送出</translation>
    </message>
    <message>
        <source>Street command centre 0.1.0 · map data © OpenStreetMap contributors (ODbL) · demo cases: City of Boston open data (PDDL), re-anchored</source>
        <translation>街道城市管理指挥中心 0.1.0 · 地图数据 © OpenStreetMap 贡献者（ODbL） · 演示案件：波士顿市开放数据（PDDL），位置已重新安放</translation>
    </message>
    <message>
        <source>Copied {0}</source>
        <translation>已复制 {0}</translation>
    </message>
    <message>
        <source>{0} city management command centre</source>
        <translation>{0}城市管理指挥中心</translation>
    </message>
    <message>
        <source>Street command centre</source>
        <translation>街道城市管理指挥中心</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>© OpenStreetMap contributors</source>
        <translation>© OpenStreetMap 贡献者</translation>
    </message>
    <message>
        <source>base map {0}</source>
        <translation>底图 {0}</translation>
    </message>
    <message>
        <source>No basemap here</source>
        <translation>此处没有底图</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Near due</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Severe</source>
        <translation>严重超期</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>挂账暂停</translation>
    </message>
    <message>
        <source>{0} km</source>
        <translation>{0} 公里</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} 米</translation>
    </message>
</context>
<context>
    <name>Mapping</name>
    <message>
        <source>Draft a mapping for a file</source>
        <translation>为文件起草映射</translation>
    </message>
    <message>
        <source>Look through the file</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>What each column seems to hold, and which class each category seems to be, stands here once the file has been looked through. It is a proposal: a person checks it.</source>
        <translation>检查文件后，这里列出各列的含义和各类别对应的案件类别。只是建议，须由人核对。</translation>
    </message>
    <message>
        <source>The draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>A CSV file of another system; all of its rows are looked at, none is taken.</source>
        <translation>其他系统的 CSV 文件；检查全部行，不导入任何行。</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>{0} rows looked at.</source>
        <translation>已检查 {0} 行。</translation>
    </message>
    <message>
        <source>Write the mapping</source>
        <translation>写入映射文件</translation>
    </message>
    <message>
        <source>Type the path of the file.</source>
        <translation>请填写文件路径。</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>Demo data</source>
        <translation>演示数据</translation>
    </message>
    <message>
        <source>Synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>To be classified</source>
        <translation>待分类</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>From another street</source>
        <translation>外街道移交</translation>
    </message>
</context>
<context>
    <name>MoreUnitsDialog</name>
    <message>
        <source>Further units — case {0}</source>
        <translation>增派单位 — 案件 {0}</translation>
    </message>
    <message>
        <source>Call them</source>
        <translation>增派</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>What they are needed for, where it is not the first call&apos;s.</source>
        <translation>与首次召集不同时，说明需要做什么。</translation>
    </message>
    <message>
        <source>Clocks</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>helper, informed, none</source>
        <translation>协办、知会、不召集</translation>
    </message>
    <message>
        <source>Choose at least one unit: press 2 on its line.</source>
        <translation>请至少选一个单位：在该行按 2。</translation>
    </message>
    <message>
        <source>Starts for these helpers now: to sign in</source>
        <translation>对新增协办即刻起算：签到</translation>
    </message>
    <message>
        <source>to arrive on site</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>to have a result</source>
        <translation>有处置结果</translation>
    </message>
    <message>
        <source>Unchanged: the clocks of the units called before</source>
        <translation>不变：先前召集单位的时限</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>Near</name>
    <message>
        <source>distance {0} ({1})</source>
        <translation>距离 {0}（{1}）</translation>
    </message>
    <message>
        <source>class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>time {0} ({1} apart)</source>
        <translation>时间 {0}（相隔 {1}）</translation>
    </message>
    <message>
        <source>text {0}</source>
        <translation>内容 {0}</translation>
    </message>
    <message>
        <source>Alike {0} %: {1}</source>
        <translation>相似 {0} %：{1}</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} 米</translation>
    </message>
    <message>
        <source>{0} km</source>
        <translation>{0} 公里</translation>
    </message>
    <message>
        <source>merged with this case</source>
        <translation>已与本案并案</translation>
    </message>
    <message>
        <source>same class, within the radius and hours of the rule</source>
        <translation>同类、在查重半径和时间内</translation>
    </message>
    <message>
        <source>The arrow keys choose a case.</source>
        <translation>方向键选择案件。</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>Several lines, {least} to {most} characters; Tab goes on.</source>
        <translation>多行文字，{least} 至 {most} 字，Tab 到下一项。</translation>
    </message>
    <message>
        <source>At least {n} characters</source>
        <translation>至少 {n} 字</translation>
    </message>
    <message>
        <source>Please write at least {least} characters (now {length}).</source>
        <translation>请填写至少 {least} 字（现 {length} 字）。</translation>
    </message>
    <message>
        <source>Please write at most {most} characters (now {length}).</source>
        <translation>请不要超过 {most} 字（现 {length} 字）。</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>The arrow keys choose a change.</source>
        <translation>方向键选择一项变更。</translation>
    </message>
    <message>
        <source>Changes that wait</source>
        <translation>待发变更</translation>
    </message>
    <message>
        <source>Exchange now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Changes that wait for the city platform</source>
        <translation>等待发往市平台的变更</translation>
    </message>
    <message>
        <source>Not accepted, or set aside</source>
        <translation>未被接受或已搁置的变更</translation>
    </message>
    <message>
        <source>Every change made at this workstation stands here until the city platform has it: what it is, who made it, and why it waits. What the city did not accept stands here too.</source>
        <translation>本工作站的每项变更在市平台收到之前都列在这里：是什么、谁做的、为什么还在等。市平台未接受的也列在这里。</translation>
    </message>
    <message>
        <source>Write into files</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>To the conflicts</source>
        <translation>去处理冲突</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Nothing waits: all that was written here is at the city platform.</source>
        <translation>没有待发的变更：本机所写的都已到市平台。</translation>
    </message>
    <message>
        <source>the oldest since {0}</source>
        <translation>最早的写于 {0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Not accepted, because {0}. {1}</source>
        <translation>未被接受：{0}。{1}</translation>
    </message>
    <message>
        <source>Set aside: the city platform holds another change under the same name.</source>
        <translation>已搁置：市平台上同一编号是另一项变更。</translation>
    </message>
    <message>
        <source>Set aside: the city platform cannot read it.</source>
        <translation>已搁置：市平台读不了这项变更。</translation>
    </message>
    <message>
        <source>Set aside: another version took its place at the city platform.</source>
        <translation>已搁置：市平台上另一个版本占了它的位置。</translation>
    </message>
    <message>
        <source>Set aside: what it was built on is no longer at the city platform.</source>
        <translation>已搁置：它所依据的步骤已不在市平台。</translation>
    </message>
    <message>
        <source>Set aside: it can get no place at the city platform.</source>
        <translation>已搁置：市平台无法给它编号。</translation>
    </message>
    <message>
        <source>It has no effect; give the act again where it is still needed.</source>
        <translation>它不生效；仍需办理的请再办一次。</translation>
    </message>
</context>
<context>
    <name>OutboxControl</name>
    <message>
        <source>Write what waits into files</source>
        <translation>把待发变更写入文件</translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>The .txt for people hides phone and identity numbers; the .jsonl beside it holds every change in full: give it only to the city platform&apos;s administrator.</source>
        <translation>.txt 供人阅读，隐去电话与证件号码；旁边的 .jsonl 含每项变更的全部内容，只交给市平台管理员。</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写入：{0}</translation>
    </message>
    <message>
        <source>{0} is there already. Choose another name.</source>
        <translation>{0} 已存在，请换一个名称。</translation>
    </message>
    <message>
        <source>{0} cannot be written. Check path, rights and free space.</source>
        <translation>{0} 无法写入，请检查路径、权限和剩余空间。</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Without effect: the case had moved on</source>
        <translation>未生效：案件当时已改变</translation>
    </message>
    <message>
        <source>Without effect: not possible at this stage</source>
        <translation>未生效：此阶段不能这样办理</translation>
    </message>
    <message>
        <source>Without effect: not in this role</source>
        <translation>未生效：该岗位不能办理</translation>
    </message>
    <message>
        <source>Without effect: the case was closed</source>
        <translation>未生效：案件当时已办结</translation>
    </message>
    <message>
        <source>Repeated report</source>
        <translation>重复上报</translation>
    </message>
    <message>
        <source>Repeated import</source>
        <translation>重复导入</translation>
    </message>
    <message>
        <source>Repeated supervision</source>
        <translation>重复督办</translation>
    </message>
    <message>
        <source>Already answered</source>
        <translation>已有回复</translation>
    </message>
    <message>
        <source>Without effect: another request waited already</source>
        <translation>未生效：已有申请待审批</translation>
    </message>
    <message>
        <source>Without effect: the request was decided or had lapsed</source>
        <translation>未生效：申请已审批或已失效</translation>
    </message>
    <message>
        <source>Resumed already</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>On the docket already</source>
        <translation>已在确权名单中</translation>
    </message>
    <message>
        <source>Without effect: nothing waited for a ruling</source>
        <translation>未生效：没有待确权的事项</translation>
    </message>
    <message>
        <source>Without effect: the case was not closed</source>
        <translation>未生效：案件没有结案</translation>
    </message>
    <message>
        <source>Without effect: handled anew already</source>
        <translation>未生效：已经重办</translation>
    </message>
    <message>
        <source>Without effect: needs a newer version</source>
        <translation>未生效：需要新版本</translation>
    </message>
    <message>
        <source>Cannot be read by this version</source>
        <translation>此版本无法读取</translation>
    </message>
    <message>
        <source>Belongs to no case</source>
        <translation>不属于任何案件</translation>
    </message>
    <message>
        <source>Without effect: the case holds a duplicate itself</source>
        <translation>未生效：该案件已并入其他案件</translation>
    </message>
    <message>
        <source>Taken in already</source>
        <translation>已并入过</translation>
    </message>
    <message>
        <source>Re-dated already</source>
        <translation>已改期</translation>
    </message>
    <message>
        <source>Let go already</source>
        <translation>已撤销过</translation>
    </message>
    <message>
        <source>Without effect: this step cannot be taken back</source>
        <translation>未生效：这一步不能撤销</translation>
    </message>
    <message>
        <source>Without effect: only who gave the act can take it back</source>
        <translation>未生效：只能由办理人本人撤销</translation>
    </message>
    <message>
        <source>These photos were there already</source>
        <translation>这些照片已有</translation>
    </message>
    <message>
        <source>These photos were withdrawn already</source>
        <translation>这些照片已撤回</translation>
    </message>
    <message>
        <source>Without effect: the case was referred and waited for its answer</source>
        <translation>未生效：案件已转送，等待回复</translation>
    </message>
    <message>
        <source>Without effect: no referral waited for an answer</source>
        <translation>未生效：没有待回复的转送</translation>
    </message>
    <message>
        <source>Without effect: a transfer to another street waited</source>
        <translation>未生效：案件正待移交其他街道</translation>
    </message>
    <message>
        <source>Without effect: the case was handed over to another street</source>
        <translation>未生效：案件已移交其他街道</translation>
    </message>
    <message>
        <source>Handed over already</source>
        <translation>已移交过</translation>
    </message>
    <message>
        <source>Without effect: no such whistle, or the unit was not called</source>
        <translation>未生效：没有这次吹哨，或该单位未被召集</translation>
    </message>
    <message>
        <source>Without effect: another whistle was open already</source>
        <translation>未生效：已有吹哨未结束</translation>
    </message>
    <message>
        <source>Without effect: the whistle was closed</source>
        <translation>未生效：吹哨已结束</translation>
    </message>
    <message>
        <source>Without effect: the unit had been released</source>
        <translation>未生效：该单位已撤回</translation>
    </message>
    <message>
        <source>Entered already</source>
        <translation>已录入过</translation>
    </message>
    <message>
        <source>Without effect: the unit was rated otherwise before</source>
        <translation>未生效：该单位已有另一评价</translation>
    </message>
    <message>
        <source>Rejected by the city platform</source>
        <translation>市平台未接受</translation>
    </message>
</context>
<context>
    <name>Outlines</name>
    <message>
        <source>Only an administrator publishes. Choose one as operator in the status line.</source>
        <translation>只有管理员可以发布。请在状态栏选择管理员。</translation>
    </message>
    <message>
        <source>The city has not let this workstation publish its street&apos;s documents.</source>
        <translation>市平台没有允许本工作站发布本街道文书。</translation>
    </message>
    <message>
        <source>The city platform is not reachable; it gives the version. Publish once it is.</source>
        <translation>市平台不可达，版本号由市平台给出。联通后再发布。</translation>
    </message>
    <message>
        <source>Boundaries of the street</source>
        <translation>街道边界</translation>
    </message>
    <message>
        <source>Read the file</source>
        <translation>读取文件</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>What the file changes, or what in it cannot be used, stands here once it has been read. Nothing is published before you say so.</source>
        <translation>读取后，这里列出文件带来的变化，或不能使用的要素。确认之前不会发布。</translation>
    </message>
    <message>
        <source>What the file changes</source>
        <translation>文件带来的变化</translation>
    </message>
    <message>
        <source>Holds now</source>
        <translation>现行</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>GeoJSON; each feature has a code: 9 digits the street, 12 a community, 15 a grid cell. Map, places and responsible units follow once the window is opened anew; cases keep the community they have.</source>
        <translation>GeoJSON；每个要素须有代码：9 位为街道，12 位为社区，15 位为单元网格。重新打开窗口后，地图、地点和责任单位按新边界；案件保留原有社区。</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Publishing…</source>
        <translation>正在发布……</translation>
    </message>
    <message>
        <source>Version {0}: {1}</source>
        <translation>第 {0} 版：{1}</translation>
    </message>
    <message>
        <source>None of its own: those that came with the program.</source>
        <translation>没有自有边界，使用程序自带的边界。</translation>
    </message>
    <message>
        <source>{0} of {1} features cannot be used; nothing is published while one is refused.</source>
        <translation>{1} 个要素中有 {0} 个不能使用；有一个不能使用就不能发布。</translation>
    </message>
    <message>
        <source>The refused ones and why: {0}</source>
        <translation>不能使用的要素及原因：{0}</translation>
    </message>
    <message>
        <source>Type the path of the file.</source>
        <translation>请填写文件路径。</translation>
    </message>
    <message>
        <source>{0}: another boundary</source>
        <translation>{0}：边界有变</translation>
    </message>
    <message>
        <source>Grid cells: {0} → {1}</source>
        <translation>单元网格：{0} → {1}</translation>
    </message>
    <message>
        <source>The same as those that hold; nothing is to be published.</source>
        <translation>与现行边界相同，不需要发布。</translation>
    </message>
    <message>
        <source>{0}: {1} communities, {2} grid cells</source>
        <translation>{0}：{1} 个社区，{2} 个单元网格</translation>
    </message>
</context>
<context>
    <name>Package</name>
    <message>
        <source>All, originals too</source>
        <translation>全部，含原图</translation>
    </message>
    <message>
        <source>At most 4 GB, small ones first</source>
        <translation>最多 4 GB，先装缩略图</translation>
    </message>
    <message>
        <source>At most 500 MB, small ones first</source>
        <translation>最多 500 MB，先装缩略图</translation>
    </message>
    <message>
        <source>Small ones only, no originals</source>
        <translation>只带缩略图，不带原图</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不带照片</translation>
    </message>
    <message>
        <source>This is no package file. Choose one written by this program.</source>
        <translation>这不是同步包文件。请选择由本系统写出的文件。</translation>
    </message>
    <message>
        <source>A newer version wrote this package. Update this program first.</source>
        <translation>这个同步包由更新的版本写出。请先更新本程序。</translation>
    </message>
    <message>
        <source>This is an outward package. Have it answered at the city platform and take the answer.</source>
        <translation>这是去程包。请先在市平台处理，再收入回程包。</translation>
    </message>
    <message>
        <source>This package is of street {street}, workstation {letter}, not of this one. Check the file.</source>
        <translation>这个同步包属于街道 {street} 的 {letter} 席，不是本工作站的。请核对文件。</translation>
    </message>
    <message>
        <source>The package was changed, or sealed with another token. What came before the change is taken; have it made anew.</source>
        <translation>同步包被改动过，或不是用本工作站的令牌写的。改动之前的内容已收入，请重新制作。</translation>
    </message>
    <message>
        <source>The package is not complete. What is whole of it is taken; copy it again and take it once more.</source>
        <translation>同步包不完整，完整的部分已收入。请重新拷贝后再收一次。</translation>
    </message>
    <message>
        <source>The package begins after {after}, this workstation is at {have}. Take the earlier one first, or write a new one.</source>
        <translation>同步包从第 {after} 项之后开始，本机只到第 {have} 项。请先收入较早的包，或重新写一份。</translation>
    </message>
    <message>
        <source>The package holds another past than this workstation. Not taken; ask the administrator.</source>
        <translation>同步包里的历史与本机不一致，没有收入。请联系管理员。</translation>
    </message>
    <message>
        <source>Taking the package was cut off. What was taken stays; take it once more, what is known is passed over.</source>
        <translation>收同步包时中断。已收入的保留；请再收入一次，已有的会跳过。</translation>
    </message>
    <message>
        <source>Stopped; no package was written.</source>
        <translation>已停止，没有写出同步包。</translation>
    </message>
    <message>
        <source>There is such a file already. Choose another name.</source>
        <translation>这个文件已存在，请换一个名称。</translation>
    </message>
    <message>
        <source>There is no such file. Check the path, and that the stick is in.</source>
        <translation>找不到这个文件，请检查路径，并确认 U 盘已插好。</translation>
    </message>
    <message>
        <source>The file cannot be read or written. Check path, rights and free space.</source>
        <translation>文件无法读写，请检查路径、权限和剩余空间。</translation>
    </message>
</context>
<context>
    <name>PackageControl</name>
    <message>
        <source>Stop taking the package</source>
        <translation>停止收同步包</translation>
    </message>
    <message>
        <source>Stop writing the package</source>
        <translation>停止写同步包</translation>
    </message>
    <message>
        <source>Stopping the package…</source>
        <translation>正在停止同步包……</translation>
    </message>
    <message>
        <source>Stopping; what was taken stays.</source>
        <translation>正在停止；已导入的保留。</translation>
    </message>
    <message>
        <source>Take the city platform&apos;s package</source>
        <translation>收入市平台的同步包</translation>
    </message>
    <message>
        <source>Take the package</source>
        <translation>收入同步包</translation>
    </message>
    <message>
        <source>The answer that the city platform made. It may be taken twice; what is known is passed over.</source>
        <translation>市平台写出的回程包。可以重复收入，已有的内容会跳过。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) written into {0}. Carry it to the city platform.</source>
        <translation>
            <numerusform>已把 %Ln 项变更写入 {0}，请带往市平台。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Photos with it: %Ln.</source>
        <translation>
            <numerusform>其中照片 %Ln 张。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) are left for later.</source>
        <translation>
            <numerusform>%Ln 张照片留待下次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) could not be read.</source>
        <translation>
            <numerusform>%Ln 张照片读不出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln fact(s) taken from the package.</source>
        <translation>
            <numerusform>已从同步包收入 %Ln 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Taking the package: {0} %</source>
        <translation>正在收同步包：{0} %</translation>
    </message>
    <message>
        <source>Writing photos into the package: {0} %</source>
        <translation>正在写入照片：{0} %</translation>
    </message>
    <message>
        <source>Working on the package…</source>
        <translation>正在处理同步包……</translation>
    </message>
    <message>
        <source>Another package is being worked on. Wait until it is done.</source>
        <translation>正在处理另一个同步包，请稍候。</translation>
    </message>
</context>
<context>
    <name>PackageDialog</name>
    <message>
        <source>Write a package for the city platform</source>
        <translation>写同步包（带往市平台）</translation>
    </message>
    <message>
        <source>Write the package</source>
        <translation>写入同步包</translation>
    </message>
    <message>
        <source>What waits, sealed for the city platform alone. Carry it there on a stick; it is answered there, and the answer is taken here. Nothing leaves the outbox before that.</source>
        <translation>含全部待发变更，加密，只有市平台能打开。用 U 盘带去，在那里处理后把回程包带回收入；在此之前待发变更不会减少。</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Those that the city platform does not have yet. What does not go along now goes later.</source>
        <translation>市平台还没有的照片。这次不带的以后再传。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>For case {0}</source>
        <translation>对当前案件 {0}</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Queues and views</source>
        <translation>队列与视图</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Filter the queue by</source>
        <translation>按此筛选队列</translation>
    </message>
    <message>
        <source>Sit down as</source>
        <translation>换岗为</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>现在不能执行</translation>
    </message>
</context>
<context>
    <name>PartsList</name>
    <message>
        <source>Units and their parts</source>
        <translation>单位与分工</translation>
    </message>
    <message>
        <source>1 host, 2 helper, 3 informed, 0 none</source>
        <translation>1 主办，2 协办，3 知会，0 不召集</translation>
    </message>
    <message>
        <source>2 helper, 3 informed, 0 none</source>
        <translation>2 协办，3 知会，0 不召集</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Change your password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>Until now</source>
        <translation>原密码</translation>
    </message>
    <message>
        <source>Please type your password until now.</source>
        <translation>请输入原密码。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>At least 8 characters, not only digits</source>
        <translation>至少 8 位，不能只有数字</translation>
    </message>
    <message>
        <source>Please type the new password.</source>
        <translation>请输入新密码。</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>The two new passwords differ.</source>
        <translation>两次输入的新密码不一致。</translation>
    </message>
</context>
<context>
    <name>PastList</name>
    <message>
        <source>Similar whistles before</source>
        <translation>以往类似吹哨</translation>
    </message>
    <message>
        <source>No whistle before was like this one.</source>
        <translation>以往没有类似的吹哨。</translation>
    </message>
    <message>
        <source>{0} of {1} came</source>
        <translation>到场 {0}/{1}</translation>
    </message>
    <message>
        <source>{0} % alike</source>
        <translation>相似 {0} %</translation>
    </message>
</context>
<context>
    <name>PathDialog</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Type the path of the file.</source>
        <translation>请填写文件路径。</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Files of cases</source>
        <translation>案件文件</translation>
    </message>
    <message>
        <source>Mappings</source>
        <translation>映射文件</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>边界文件</translation>
    </message>
    <message>
        <source>Workbooks</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>保存的视图</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>同步包</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>PDF files</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>Support bundles</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>Text files</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Pages and text files</source>
        <translation>网页和文本文件</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Where to write the file</source>
        <translation>文件存到哪里</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>{0} is a file. Choose a folder.</source>
        <translation>{0} 是文件，请选择文件夹。</translation>
    </message>
    <message>
        <source>This folder cannot be reached. Check its path, or that the disk is in.</source>
        <translation>无法访问这个文件夹。请检查路径，或磁盘是否已插好。</translation>
    </message>
    <message>
        <source>You may not write into {0}. Choose another folder, or have whoever looks after this computer give you the right.</source>
        <translation>您没有写入 {0} 的权限。请换一个文件夹，或请管理这台电脑的人员授权。</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>类型：</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>near</source>
        <translation>近景</translation>
    </message>
    <message>
        <source>from afar</source>
        <translation>远景</translation>
    </message>
    <message>
        <source>landmark</source>
        <translation>参照物</translation>
    </message>
    <message>
        <source>before handling</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>after handling</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>It is on its way</source>
        <translation>正在传来</translation>
    </message>
    <message>
        <source>It is being asked for</source>
        <translation>正在索取</translation>
    </message>
    <message>
        <source>Its workstation has not sent it yet</source>
        <translation>拍摄席位尚未上传</translation>
    </message>
    <message>
        <source>The city platform does not have it yet</source>
        <translation>市平台尚未收到</translation>
    </message>
    <message>
        <source>What came was damaged; it is fetched again</source>
        <translation>收到的内容已损坏，正在重新获取</translation>
    </message>
    <message>
        <source>What was sent is no photo</source>
        <translation>收到的内容不是照片</translation>
    </message>
    <message>
        <source>What was sent is no whole photo</source>
        <translation>收到的照片不完整</translation>
    </message>
    <message>
        <source>What was sent is too large to be shown</source>
        <translation>收到的照片过大，无法显示</translation>
    </message>
</context>
<context>
    <name>PhotoControl</name>
    <message>
        <source>The case has no photo yet.</source>
        <translation>案件还没有照片。</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>There is no photo on the clipboard.</source>
        <translation>剪贴板里没有照片。</translation>
    </message>
    <message>
        <source>dropped picture</source>
        <translation>拖入的图片</translation>
    </message>
</context>
<context>
    <name>PhotoDialog</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>PhotoStage</name>
    <message>
        <source>This photo is not on this workstation yet; it comes with a later exchange.</source>
        <translation>本机尚无此照片，待以后交换时补齐。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
</context>
<context>
    <name>PhotoTray</name>
    <message>
        <source>Choose photos…</source>
        <translation>选择照片……</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What the lit photo shows</source>
        <translation>选中照片的内容</translation>
    </message>
    <message>
        <source>Photos that will be added</source>
        <translation>将要附上的照片</translation>
    </message>
    <message>
        <source>or drag them here</source>
        <translation>或拖到这里</translation>
    </message>
    <message>
        <source>Photos are still being taken; wait a moment or stop it.</source>
        <translation>照片还在读取，请稍候或停止。</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>There is no photo on the clipboard.</source>
        <translation>剪贴板里没有照片。</translation>
    </message>
    <message>
        <source>Taking photo {0} of {1}</source>
        <translation>正在读取第 {0} 张，共 {1} 张</translation>
    </message>
    <message>
        <source>Stopped after {0} of {1}.</source>
        <translation>已停止：{1} 张中读取了 {0} 张。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not taken</source>
        <translation>
            <numerusform>%Ln 张未收</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>另有 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose photos</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>dropped picture</source>
        <translation>拖入的图片</translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>Photos — {0}</source>
        <translation>照片 — {0}</translation>
    </message>
    <message>
        <source>Withdraw this photo</source>
        <translation>撤回此照片</translation>
    </message>
    <message>
        <source>Photos of the case</source>
        <translation>案件照片</translation>
    </message>
    <message>
        <source>Other photo</source>
        <translation>换一张</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>另存副本……</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A photo before and one after are needed.</source>
        <translation>需要处置前和处置后各一张照片。</translation>
    </message>
    <message>
        <source>One photo</source>
        <translation>只看一张</translation>
    </message>
    <message>
        <source>only the preview is here yet</source>
        <translation>目前只有缩略图</translation>
    </message>
    <message>
        <source>There is no photo.</source>
        <translation>没有照片。</translation>
    </message>
    <message>
        <source>Save a copy without place and time</source>
        <translation>另存副本（不含位置和时间）</translation>
    </message>
    <message>
        <source>Saved as {0}, without place and time.</source>
        <translation>已存为 {0}，不含位置和时间。</translation>
    </message>
    <message>
        <source>Not saved: the photo is not on this workstation.</source>
        <translation>没有保存：本机尚无此照片。</translation>
    </message>
    <message>
        <source>Not saved: {0} is there already. Choose another name.</source>
        <translation>没有保存：{0} 已存在。请换一个名称。</translation>
    </message>
    <message>
        <source>Not saved: {0} cannot be written. Check path, rights and free space.</source>
        <translation>没有保存：{0} 无法写入。请检查路径、权限和剩余空间。</translation>
    </message>
</context>
<context>
    <name>PrintControl</name>
    <message>
        <source>There is no case to print. Choose one in the table.</source>
        <translation>没有可打印的案件。请在表中选择一件。</translation>
    </message>
    <message>
        <source>Case {0}</source>
        <translation>案件 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marked case(s)</source>
        <translation>
            <numerusform>选中的 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s) of this queue</source>
        <translation>
            <numerusform>本队列 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln case(s) of this queue</source>
        <translation>
            <numerusform>本队列前 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved: {0} · %Ln page(s)</source>
        <translation>
            <numerusform>已保存：{0} · 共 %Ln 页</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Given to the printer {0} · %Ln page(s)</source>
        <translation>
            <numerusform>已送打印机 {0} · 共 %Ln 页</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <source>Print sheets</source>
        <translation>打印单据</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存 PDF</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>At most {0} at once.</source>
        <translation>一次最多 {0} 件。</translation>
    </message>
    <message>
        <source>Replace the file of this name</source>
        <translation>覆盖同名文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cop.</source>
        <translation>
            <numerusform>%Ln 份</numerusform>
        </translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>as it will be printed</source>
        <translation>与打印结果一致</translation>
    </message>
    <message>
        <source>There is no sheet to print.</source>
        <translation>没有可打印的单据。</translation>
    </message>
    <message>
        <source>page {0} of {1}</source>
        <translation>第 {0} 页，共 {1} 页</translation>
    </message>
    <message>
        <source>case {0} of {1}</source>
        <translation>第 {0} 件，共 {1} 件</translation>
    </message>
    <message>
        <source>Reading {0} of {1}</source>
        <translation>正在读取 {0} / {1}</translation>
    </message>
    <message>
        <source>Type the path of the file.</source>
        <translation>请填写文件路径。</translation>
    </message>
    <message>
        <source>There is a file of this name. Tick “Replace”, or choose another name.</source>
        <translation>已有同名文件。请勾选“覆盖同名文件”，或另取名称。</translation>
    </message>
    <message>
        <source>There is no printer on this machine. Save as PDF, or connect one and open again.</source>
        <translation>本机没有打印机。请保存 PDF，或接好打印机后重新打开。</translation>
    </message>
    <message>
        <source>The printer {0} does not answer. Choose another one.</source>
        <translation>打印机 {0} 没有响应。请选择另一台。</translation>
    </message>
    <message>
        <source>The printer does not take the pages. Look whether it is on, or save as PDF.</source>
        <translation>打印机没有接收。请检查打印机是否开启，或保存 PDF。</translation>
    </message>
    <message>
        <source>Writing {0} of {1} · Esc stops</source>
        <translation>正在写入 {0} / {1} · 按 Esc 停止</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>已停止，没有写入。</translation>
    </message>
    <message>
        <source>{0} without this sheet: {1}</source>
        <translation>{0} 件没有这种单据，不在其中：{1}</translation>
    </message>
</context>
<context>
    <name>PrinterChoice</name>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>looking for printers</source>
        <translation>正在查找打印机</translation>
    </message>
    <message>
        <source>no printer on this machine</source>
        <translation>本机没有打印机</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>All open</source>
        <translation>全部未结</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>挂账暂停</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Reply awaited</source>
        <translation>待督办回复</translation>
    </message>
    <message>
        <source>To be decided</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Ruling docket</source>
        <translation>待确权</translation>
    </message>
    <message>
        <source>Severe</source>
        <translation>严重超期</translation>
    </message>
    <message>
        <source>Supervised</source>
        <translation>督办中</translation>
    </message>
    <message>
        <source>Referred</source>
        <translation>转送待回复</translation>
    </message>
    <message>
        <source>Open whistles</source>
        <translation>吹哨未结</translation>
    </message>
    <message>
        <source>To be classified</source>
        <translation>待分类</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Waiting to sync</source>
        <translation>待同步变更</translation>
    </message>
    <message>
        <source>To accept</source>
        <translation>待受理</translation>
    </message>
    <message>
        <source>Verified, to file</source>
        <translation>核实后待立案</translation>
    </message>
    <message>
        <source>Filed by me</source>
        <translation>我立案的</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>部门退回</translation>
    </message>
    <message>
        <source>Rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>To close</source>
        <translation>待结案</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>退回受理</translation>
    </message>
    <message>
        <source>Extend, defer</source>
        <translation>延期挂账审批</translation>
    </message>
    <message>
        <source>Refused by the city</source>
        <translation>市平台未接受</translation>
    </message>
    <message>
        <source>Appeals</source>
        <translation>申诉审批</translation>
    </message>
    <message>
        <source>Not filed</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>并案</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>已移交</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>全部案件</translation>
    </message>
    <message>
        <source>By stage</source>
        <translation>按阶段</translation>
    </message>
    <message>
        <source>By deadline</source>
        <translation>按时限</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请与挂账</translation>
    </message>
    <message>
        <source>Acceptance</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Handling and check</source>
        <translation>处置核查</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已了结</translation>
    </message>
    <message>
        <source>Supervision</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new case(s) · show</source>
        <translation>
            <numerusform>有 %Ln 件新案件 · 显示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} · %Ln marked · Bulk Ctrl+B</source>
        <translation>
            <numerusform>{0} · 已选 %Ln 件 · 批量 Ctrl+B</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing matches; %Ln case(s) hidden. Esc clears the filter.</source>
        <translation>
            <numerusform>没有符合条件的案件，共 %Ln 件未显示。按 Esc 清除筛选。</numerusform>
        </translation>
    </message>
    <message>
        <source>No cases in this queue.</source>
        <translation>这个队列没有待办案件。</translation>
    </message>
    <message>
        <source>Filter: {0}</source>
        <translation>筛选：{0}</translation>
    </message>
</context>
<context>
    <name>QueueTree</name>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Digits open a queue</source>
        <translation>数字键直达</translation>
    </message>
    <message>
        <source>The arrow keys open a queue; digits open theirs.</source>
        <translation>方向键打开队列，数字键直达。</translation>
    </message>
    <message>
        <source>{name}, not loaded</source>
        <translation>{name}，未读取</translation>
    </message>
    <message>
        <source>{name}, {count} cases</source>
        <translation>{name}，{count} 件</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Due soon, no progress</source>
        <translation>临期无进展</translation>
    </message>
    <message>
        <source>Overdue, nobody on site</source>
        <translation>超期未到场</translation>
    </message>
    <message>
        <source>Overdue, no feedback</source>
        <translation>超期未反馈</translation>
    </message>
    <message>
        <source>Danger to people</source>
        <translation>存在安全隐患</translation>
    </message>
    <message>
        <source>Leader&apos;s instruction</source>
        <translation>领导批示</translation>
    </message>
</context>
<context>
    <name>Receiver</name>
    <message>
        <source>Responsible unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Head of the unit</source>
        <translation>单位负责人</translation>
    </message>
    <message>
        <source>Shift leader</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Leader of the street</source>
        <translation>街道主管</translation>
    </message>
    <message>
        <source>District</source>
        <translation>区级</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Write down the recovery key</source>
        <translation>抄下恢复密钥</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>进入系统</translation>
    </message>
    <message>
        <source>It opens this workstation and its backups when the password or the computer is lost. It is shown only now. Keep it away from this computer.</source>
        <translation>忘记密码或电脑损坏时，用它打开本席位和备份。只显示这一次，请抄下并与电脑分开保管。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>PDF file</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>What was printed or saved</source>
        <translation>打印或保存结果</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>On &amp;paper</source>
        <translation>打印(&amp;P)</translation>
    </message>
    <message>
        <source>As a P&amp;DF</source>
        <translation>存为 PDF(&amp;D)</translation>
    </message>
    <message>
        <source>Only onto a stick that is locked away: who finds the file can open the data.</source>
        <translation>只存到可锁起来的 U 盘：拿到文件的人就能打开数据。</translation>
    </message>
    <message>
        <source>The last &amp;four</source>
        <translation>最后四位(&amp;F)</translation>
    </message>
    <message>
        <source>Type the last four characters from what you wrote down.</source>
        <translation>请照抄下的内容输入最后四位。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Given to the printer {0}. Fetch it at once.</source>
        <translation>已送往打印机 {0}，请立即取走。</translation>
    </message>
    <message>
        <source>The printer does not take it. Write the key down, or choose another printer.</source>
        <translation>打印机没有接收。请抄下密钥，或换一台打印机。</translation>
    </message>
    <message>
        <source>Type the whole path of a file or of the stick&apos;s folder.</source>
        <translation>请输入文件或 U 盘文件夹的完整路径。</translation>
    </message>
    <message>
        <source>Not there: it would lie beside the data that it opens.</source>
        <translation>不能存在这里：会与它所打开的数据放在一起。</translation>
    </message>
    <message>
        <source>Saved: {0}. Take it away from this computer.</source>
        <translation>已保存：{0}。请带离本机。</translation>
    </message>
    <message>
        <source>These are not its last four characters.</source>
        <translation>与恢复密钥最后四位不符。</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Recovery key of a workstation</source>
        <translation>工作席位恢复密钥</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>席位</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>The data of this workstation and every backup made from now on, when the password, the system&apos;s key store or the computer is lost. Type it where the window asks for it.</source>
        <translation>忘记密码、系统密钥库失效或电脑损坏时，用它打开本席位的数据和今后的备份。在窗口询问时输入。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>In a sealed envelope, in the safe, away from the computer. Whoever has it and a copy of the data can read everything. Nobody else has a copy, the city neither.</source>
        <translation>装入信封密封，存入保险柜，与电脑分开。持有它和数据副本的人可读取全部内容。他处没有副本，市里也没有。</translation>
    </message>
    <message>
        <source>Replaced by</source>
        <translation>更替</translation>
    </message>
    <message>
        <source>A newer sheet of the same workstation. This one then opens only the backups of its time; keep it with them, or destroy both.</source>
        <translation>同一席位的新恢复密钥单。旧单只能打开当时的备份，请与备份一并保管，或一并销毁。</translation>
    </message>
    <message>
        <source>Kept by</source>
        <translation>保管人</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>保管起始</translation>
    </message>
    <message>
        <source>Made {0}. Shown and printed once.</source>
        <translation>{0} 生成，只显示和打印一次。</translation>
    </message>
    <message>
        <source>recovery_key_{0}.pdf</source>
        <translation>恢复密钥单_{0}.pdf</translation>
    </message>
</context>
<context>
    <name>ReferDialog</name>
    <message>
        <source>Refer — case {0}</source>
        <translation>转送 — 案件 {0}</translation>
    </message>
    <message>
        <source>Refer</source>
        <translation>转送</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>转送理由</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>转送事项</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>接收单位</translation>
    </message>
    <message>
        <source>Only the shift leader or the leader sends a case up.</source>
        <translation>逐级上报须由值班长或主管提出。</translation>
    </message>
    <message>
        <source>Clocks</source>
        <translation>计时</translation>
    </message>
    <message>
        <source>Choose who gets it.</source>
        <translation>请选择接收单位。</translation>
    </message>
    <message>
        <source>Starts: answer limit {0}</source>
        <translation>开始：回复时限 {0}</translation>
    </message>
    <message>
        <source>Step and handling clock stand still until the answer</source>
        <translation>环节计时、处置计时暂停，至回复为止</translation>
    </message>
    <message>
        <source>Step and handling clock go on meanwhile</source>
        <translation>环节计时、处置计时照常</translation>
    </message>
    <message>
        <source>Until the answer nothing else moves the case on</source>
        <translation>回复前案件不能办理其他环节</translation>
    </message>
</context>
<context>
    <name>Referral</name>
    <message>
        <source>Sent across</source>
        <translation>横向派送</translation>
    </message>
    <message>
        <source>Sent up</source>
        <translation>逐级上报</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>已接办</translation>
    </message>
    <message>
        <source>returned to this street</source>
        <translation>退回本街道</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>已裁定</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>No case is selected. Choose one in the table first.</source>
        <translation>尚未选择案件，请先在列表中选择。</translation>
    </message>
    <message>
        <source>The city&apos;s rules have not reached this workstation. Connect to the city platform once.</source>
        <translation>城市规则尚未到达本机，请先连接一次市平台。</translation>
    </message>
    <message>
        <source>Case {number} holds facts of a newer version. It can be read here, and changed after an update.</source>
        <translation>案件 {number} 含新版本的内容，可以查看；更新本程序后可以办理。</translation>
    </message>
    <message>
        <source>Case {number} is finished. Nothing was changed.</source>
        <translation>案件 {number} 已办结，没有改动。</translation>
    </message>
    <message>
        <source>Not possible now: case {number} stands at “{stage}”.</source>
        <translation>现在不能办理：案件 {number} 处于“{stage}”。</translation>
    </message>
    <message>
        <source>Not done: case {number} has moved on and stands at “{stage}”. Look at the latest steps.</source>
        <translation>没有办理：案件 {number} 已变为“{stage}”，请查看最新经过。</translation>
    </message>
    <message>
        <source>Not possible in your role. Choose another operator in the status line.</source>
        <translation>您的岗位不能办理，可在状态栏更换操作员。</translation>
    </message>
    <message>
        <source>No supervision order of case {number} waits for a reply.</source>
        <translation>案件 {number} 没有待回复的督办。</translation>
    </message>
    <message>
        <source>An act of this kind is not given again from here. Open the case and give it there.</source>
        <translation>这类操作不能在此重新提出，请打开案件再办。</translation>
    </message>
    <message>
        <source>Nothing of case {number} waits for a decision.</source>
        <translation>案件 {number} 没有待处理的冲突。</translation>
    </message>
    <message>
        <source>Case {number} was reported before. Nothing was added.</source>
        <translation>案件 {number} 已上报过，没有新增。</translation>
    </message>
    <message>
        <source>The catalogue has no class {code}. Choose one of the list.</source>
        <translation>目录中没有类别 {code}，请从列表中选择。</translation>
    </message>
    <message>
        <source>Such reports are not taken here until {last}: {name}. If a citizen called, choose that source.</source>
        <translation>此处管控至 {last}：{name}，此类上报不登记。如系群众反映，请改选来源。</translation>
    </message>
    <message>
        <source>Say where it is, or click the place on the map.</source>
        <translation>请填写地点，或在地图上点选。</translation>
    </message>
    <message>
        <source>Choose a filing condition: it sets the handling limit.</source>
        <translation>请选择立案条件，处置时限由它决定。</translation>
    </message>
    <message>
        <source>The street has no unit {unit}. Choose one of the list.</source>
        <translation>本街道没有单位 {unit}，请从列表中选择。</translation>
    </message>
    <message>
        <source>Case {number} was signed for already.</source>
        <translation>案件 {number} 已签收。</translation>
    </message>
    <message>
        <source>Revoke the assignment of case {number} first; then it can go back.</source>
        <translation>请先撤销案件 {number} 的指派，再退回。</translation>
    </message>
    <message>
        <source>Case {number} was sent back by the unit. Dispatch it again or return it; it cannot be passed on.</source>
        <translation>案件 {number} 刚被责任单位退回：可以改派或退回受理，不能批转。</translation>
    </message>
    <message>
        <source>The whistle of case {number} is open. Close it first: nobody leaves until the work is done.</source>
        <translation>案件 {number} 的吹哨还没有结束，请先收哨：事不完、人不撤。</translation>
    </message>
    <message>
        <source>Case {number} has an open whistle. It stands on the board (Ctrl+F9).</source>
        <translation>案件 {number} 已有未结束的吹哨，见吹哨看板（Ctrl+F9）。</translation>
    </message>
    <message>
        <source>Case {number} has no such whistle, or it is closed.</source>
        <translation>案件 {number} 没有这次吹哨，或已收哨。</translation>
    </message>
    <message>
        <source>This city knows no whistle of this kind. Choose another.</source>
        <translation>本市没有这类吹哨，请另选。</translation>
    </message>
    <message>
        <source>The unit {unit} was not called.</source>
        <translation>没有召集单位 {unit}。</translation>
    </message>
    <message>
        <source>A unit is named twice. Give each unit one part.</source>
        <translation>同一单位出现两次，每个单位只能有一种分工。</translation>
    </message>
    <message>
        <source>Choose exactly one unit as the host.</source>
        <translation>请选定一个主办单位。</translation>
    </message>
    <message>
        <source>Choose at least one unit.</source>
        <translation>请至少选一个单位。</translation>
    </message>
    <message>
        <source>{unit} leads already. Call the others as helpers or informed.</source>
        <translation>已由{unit}主办，其余单位请选协办或知会。</translation>
    </message>
    <message>
        <source>{unit} was called already. Leave it out.</source>
        <translation>{unit}已召集，请去掉。</translation>
    </message>
    <message>
        <source>{unit} leads and stays until the whistle is closed.</source>
        <translation>{unit}是主办，收哨前不能撤回。</translation>
    </message>
    <message>
        <source>{unit} was released. Call it again if it shall come.</source>
        <translation>{unit}已撤回，需要到场请再召集。</translation>
    </message>
    <message>
        <source>This was entered for {unit} already.</source>
        <translation>{unit}的这一步已录入过。</translation>
    </message>
    <message>
        <source>{unit} is only informed: it need not come and is not rated.</source>
        <translation>{unit}只是知会，不需到场，也不评价。</translation>
    </message>
    <message>
        <source>Enter first when {unit} arrived; then its result.</source>
        <translation>请先录入{unit}到场，再录入结果。</translation>
    </message>
    <message>
        <source>{unit} is rated once it has a result, or the whistle is closed.</source>
        <translation>{unit}有结果或收哨后才能评价。</translation>
    </message>
    <message>
        <source>{unit} was rated already.</source>
        <translation>{unit}已评价过。</translation>
    </message>
    <message>
        <source>{unit} leads and has no result yet: nobody leaves until the work is done. Say why it is closed.</source>
        <translation>主办单位{unit}还没有结果：事不完、人不撤。确需收哨请说明理由。</translation>
    </message>
    <message>
        <source>Have case {number} verified on site first (Y): this city wants it for reports of this source.</source>
        <translation>案件 {number} 须先核实：本市规定该来源的上报先到现场核实再立案。按 Y 下达核实。</translation>
    </message>
    <message>
        <source>The shift leader first judges whether case {number} was dispatched wrongly.</source>
        <translation>请先由值班长核实案件 {number} 是否误派，再派遣。</translation>
    </message>
    <message>
        <source>No return of case {number} waits to be judged.</source>
        <translation>案件 {number} 没有待核实的退回。</translation>
    </message>
    <message>
        <source>The shift leader judged that case {number} was dispatched rightly. Send it to {unit} again.</source>
        <translation>值班长已核实案件 {number} 派遣无误，请仍派给{unit}。</translation>
    </message>
    <message>
        <source>Case {number} lies with {unit} until it answers. Enter the answer first.</source>
        <translation>案件 {number} 已转{unit}，请先录入回复。</translation>
    </message>
    <message>
        <source>Case {number} has not been referred to anybody.</source>
        <translation>案件 {number} 没有待回复的转送。</translation>
    </message>
    <message>
        <source>Choose a receiver from the city&apos;s list.</source>
        <translation>请从本市名单中选择接收单位。</translation>
    </message>
    <message>
        <source>Only the shift leader or the leader sends a case up to {unit}.</source>
        <translation>只有值班长或主管可以上报{unit}。</translation>
    </message>
    <message>
        <source>Case {number} lies with {unit} already.</source>
        <translation>案件 {number} 已由{unit}承办。</translation>
    </message>
    <message>
        <source>The transfer of case {number} to {street} waits for the city platform. Take it back first (Ctrl+Z).</source>
        <translation>案件 {number} 移交{street}的申请待平台接收，请先撤销申请（Ctrl+Z）。</translation>
    </message>
    <message>
        <source>Choose the street that gets the case.</source>
        <translation>请选择接收街道。</translation>
    </message>
    <message>
        <source>Case {number} is in this street already. Choose another one.</source>
        <translation>案件 {number} 已在本街道，请另选街道。</translation>
    </message>
    <message>
        <source>The other street has the case. It can send it back; ask it to.</source>
        <translation>案件已由另一街道接收，不能撤销。可请对方退回。</translation>
    </message>
    <message>
        <source>Case {number} has not been dispatched to any unit yet.</source>
        <translation>案件 {number} 还没有派给任何单位。</translation>
    </message>
    <message>
        <source>Say on whose behalf this is entered: which unit or collector.</source>
        <translation>请说明代谁录入：哪个单位或采集员。</translation>
    </message>
    <message>
        <source>Not entered: the case does not lie with {unit}.</source>
        <translation>没有录入：案件不在{unit}。</translation>
    </message>
    <message>
        <source>Case {number} is deferred until {until}. Resume it first.</source>
        <translation>案件 {number} 挂账至 {until}，请先恢复。</translation>
    </message>
    <message>
        <source>A request about case {number} waits for its decision.</source>
        <translation>案件 {number} 已有申请待审批。</translation>
    </message>
    <message>
        <source>No request about case {number} waits for a decision.</source>
        <translation>案件 {number} 没有待审批的申请。</translation>
    </message>
    <message>
        <source>Case {number} has no handling limit that could be extended.</source>
        <translation>案件 {number} 没有可延长的处置时限。</translation>
    </message>
    <message>
        <source>Case {number} is overdue: its limit cannot be extended any more.</source>
        <translation>案件 {number} 已超期，不能再延期。</translation>
    </message>
    <message>
        <source>Case {number} has had all its extensions ({most}). More are not possible in this city.</source>
        <translation>案件 {number} 已延期 {most} 次，按本市规则不能再延。</translation>
    </message>
    <message>
        <source>Case {number} was deferred already (at most {most} in this city).</source>
        <translation>案件 {number} 已挂过账，按本市规则最多 {most} 次。</translation>
    </message>
    <message>
        <source>The deferral would end in the past. Choose a later day.</source>
        <translation>恢复日期已过，请选以后的日期。</translation>
    </message>
    <message>
        <source>A deferral lasts {days} days at most. Choose an earlier day.</source>
        <translation>挂账最长 {days} 天，请选更早的日期。</translation>
    </message>
    <message>
        <source>There was an appeal about case {number} already.</source>
        <translation>案件 {number} 已申诉过。</translation>
    </message>
    <message>
        <source>Case {number} was closed in time: there is nothing to appeal.</source>
        <translation>案件 {number} 按期结案，无需申诉。</translation>
    </message>
    <message>
        <source>Case {number} waits for a ruling already.</source>
        <translation>案件 {number} 已在确权名单中。</translation>
    </message>
    <message>
        <source>Ask for a ruling on case {number} first.</source>
        <translation>请先对案件 {number} 提请确权。</translation>
    </message>
    <message>
        <source>Case {number} is handled anew already, as case {other}.</source>
        <translation>案件 {number} 已重办，新案件 {other}。</translation>
    </message>
    <message>
        <source>This level of supervision is not set here.</source>
        <translation>此督办级别不在本级设置。</translation>
    </message>
    <message>
        <source>Put off {most} times already. Acknowledge it, or act on the case.</source>
        <translation>已推迟 {most} 次。请确认，或处理案件。</translation>
    </message>
    <message>
        <source>“{level}” is not set at this post.</source>
        <translation>本岗位不能发出“{level}”。</translation>
    </message>
    <message>
        <source>“{level}” was sent for case {number} already. Choose the next level.</source>
        <translation>案件 {number} 已发送“{level}”，请选择下一级。</translation>
    </message>
    <message>
        <source>Please explain in at least {least} characters (now {now}).</source>
        <translation>请填写说明，至少 {least} 字（现 {now} 字）。</translation>
    </message>
    <message>
        <source>Please give a reason.</source>
        <translation>请填写理由。</translation>
    </message>
    <message>
        <source>Not done: the case has moved on. Look at the latest steps.</source>
        <translation>没有办理：案件已改变，请查看最新经过。</translation>
    </message>
    <message>
        <source>The place lies outside the street. Choose a point inside it.</source>
        <translation>地点在街道范围以外，请选择范围内的位置。</translation>
    </message>
    <message>
        <source>Case {number} cannot be merged with itself.</source>
        <translation>案件 {number} 不能与自身并案。</translation>
    </message>
    <message>
        <source>Case {number} has taken in a duplicate. Keep it, and merge the other case into it.</source>
        <translation>案件 {number} 已并入重复案件，请保留它，把另一件并入它。</translation>
    </message>
    <message>
        <source>Case {number} stands at “{stage}”: nothing can be merged into it. Choose another case.</source>
        <translation>案件 {number} 现为“{stage}”，不能再并入案件，请另选一件。</translation>
    </message>
    <message>
        <source>Case {number} has taken in this duplicate already.</source>
        <translation>案件 {number} 已并入过这件案件。</translation>
    </message>
    <message>
        <source>Case {number} holds no such duplicate.</source>
        <translation>案件 {number} 没有并入这件案件。</translation>
    </message>
    <message>
        <source>There is no such photo with case {number}.</source>
        <translation>案件 {number} 没有这样的照片。</translation>
    </message>
    <message>
        <source>Case {number} has these photos already. Nothing was added.</source>
        <translation>案件 {number} 已有这些照片，没有重复添加。</translation>
    </message>
    <message>
        <source>Not added: {most} photos at most. Choose the telling ones.</source>
        <translation>没有添加：最多 {most} 张照片。请挑选有用的。</translation>
    </message>
    <message>
        <source>Not done: this city wants a photo after handling. Add one to case {number}.</source>
        <translation>没有办理：本市要求处置后照片。请先为案件 {number} 附上。</translation>
    </message>
    <message>
        <source>Not taken: “{where}” is a folder. Choose the photos in it.</source>
        <translation>未收：“{where}”是文件夹。请选择其中的照片。</translation>
    </message>
    <message>
        <source>Not taken: “{where}” cannot be read. Check path and rights.</source>
        <translation>未收：“{where}”无法读取。请检查路径和权限。</translation>
    </message>
    <message>
        <source>Not taken: the file is empty. Choose the photo again.</source>
        <translation>未收：文件是空的。请重新选择照片。</translation>
    </message>
    <message>
        <source>Not taken: a photo has at most {most} MB and {pixels} million pixels. Make it smaller first.</source>
        <translation>未收：照片最大 {most} MB、{pixels} 百万像素。请先缩小。</translation>
    </message>
    <message>
        <source>Not taken: this is no photo. JPEG and PNG are taken.</source>
        <translation>未收：这不是照片。可收 JPEG 和 PNG。</translation>
    </message>
    <message>
        <source>Not taken: this is a moving picture. Choose a single one.</source>
        <translation>未收：这是动图。请选单张照片。</translation>
    </message>
    <message>
        <source>Not taken: the photo is damaged or not whole. Copy it once more.</source>
        <translation>未收：照片已损坏或不完整。请重新复制一份。</translation>
    </message>
    <message>
        <source>A bulk act is still running. Wait for it, or stop it.</source>
        <translation>批量操作正在进行，请等待完成或先停止。</translation>
    </message>
    <message>
        <source>{now} cases are marked, {most} at once are possible. Mark fewer, or narrow the queue first.</source>
        <translation>已选 {now} 件，一次最多 {most} 件。请减少选择，或先筛选队列。</translation>
    </message>
    <message>
        <source>None of the marked cases can be done. The reasons stand beside them.</source>
        <translation>选中的案件都不可办，原因见列表。</translation>
    </message>
    <message>
        <source>Nothing was chosen for this case. Do it singly.</source>
        <translation>这件案件没有选定，请单独办理。</translation>
    </message>
    <message>
        <source>This bulk act lies too far back to be undone together. Undo its cases singly.</source>
        <translation>这批操作已过久，不能整批撤销。请逐件办理相反的操作。</translation>
    </message>
    <message>
        <source>The city platform did not accept case {number}. Register it anew (F2); nothing here can go on.</source>
        <translation>市平台没有接受案件 {number} 的上报，无法继续办理。请按 F2 重新登记。</translation>
    </message>
    <message>
        <source>You have done nothing here that could be undone.</source>
        <translation>没有可以撤销的操作。</translation>
    </message>
    <message>
        <source>Not undone: case {number} has gone on and stands at “{stage}”. Look at the latest steps.</source>
        <translation>没有撤销：案件 {number} 已有后续办理，现为“{stage}”。请查看最新经过。</translation>
    </message>
    <message>
        <source>Not taken back: case {number} is with {street} already, as {there}. Ask it to send it back.</source>
        <translation>没有撤回：案件 {number} 已在{street}，编号 {there}。请对方退回。</translation>
    </message>
    <message>
        <source>Not undone: something of case {number} rests on this step already. Look at the latest steps.</source>
        <translation>没有撤销：案件 {number} 已有申请或其他记录以这一步为依据。请查看最新经过。</translation>
    </message>
    <message>
        <source>Not undone: the last step of case {number} was somebody else&apos;s. Ask them, or give the contrary act.</source>
        <translation>没有撤销：案件 {number} 的最后一步由他人办理。请与其联系，或办理相反的操作。</translation>
    </message>
    <message>
        <source>A closed case stays closed. If the problem is still there, handle it anew (a linked case).</source>
        <translation>已结案件不能撤销结案。问题仍在的，请办理“重办”，另立关联案件。</translation>
    </message>
    <message>
        <source>A report stays in the log. Void the case, or merge a duplicate.</source>
        <translation>上报记录不能撤销。请作废，或与重复案件并案。</translation>
    </message>
    <message>
        <source>A reminder or supervision order has been sent and stays. Tell the unit by a note or by phone.</source>
        <translation>催办、督办已发出，不能收回。请记一笔或电话告知责任单位。</translation>
    </message>
    <message>
        <source>A note stays in the log. Write another one that puts it right.</source>
        <translation>记录不能撤销。请再记一笔予以更正。</translation>
    </message>
    <message>
        <source>A request or a decision about it stays on record. Who decides next can reject it.</source>
        <translation>申请和审批意见均留档，不能撤销。可由下一级审批人不予同意。</translation>
    </message>
    <message>
        <source>A ruling stays on record. A later ruling takes its place.</source>
        <translation>确权结论留档，不能撤销。以后的确权结论将取代它。</translation>
    </message>
    <message>
        <source>The new case exists already. Void that one if it is not needed.</source>
        <translation>重办的新案件已经建立。不需要的，请作废新案件。</translation>
    </message>
    <message>
        <source>The merge was undone already. Merge the cases again if need be.</source>
        <translation>并案已撤销。需要的，请重新并案。</translation>
    </message>
    <message>
        <source>This act cannot be taken back.</source>
        <translation>这项操作不能撤销。</translation>
    </message>
    <message>
        <source>This account has no password yet. Ask the administrator.</source>
        <translation>这个账号还没有密码，请管理员设置。</translation>
    </message>
    <message>
        <source>The password is wrong. Try again.</source>
        <translation>密码不对，请重试。</translation>
    </message>
    <message>
        <source>Wrong too often. Try again in {minutes} min, or ask the administrator.</source>
        <translation>密码多次不对，请 {minutes} 分钟后再试，或请管理员重设。</translation>
    </message>
    <message>
        <source>Not signed: the incoming one signs in first (switch user).</source>
        <translation>没有签字：接班人请先登录（切换人员），再签字。</translation>
    </message>
    <message>
        <source>This street has no passwords. Choose who sits here in the status line.</source>
        <translation>本街道未设密码，在状态栏选择人员即可。</translation>
    </message>
    <message>
        <source>Only an administrator manages users.</source>
        <translation>只有管理员可以管理人员。</translation>
    </message>
    <message>
        <source>Not changed: the city platform is not reached. Try again when it is.</source>
        <translation>没有更改：市平台不可达，联网后再改。</translation>
    </message>
    <message>
        <source>Not changed: the city platform did not take it ({why}). Sync and try again.</source>
        <translation>没有更改：市平台未接受（{why}）。请同步后重试。</translation>
    </message>
    <message>
        <source>Not changed: a password has at least {least} characters.</source>
        <translation>没有更改：密码至少 {least} 位。</translation>
    </message>
    <message>
        <source>Not changed: a password has at most {most} characters.</source>
        <translation>没有更改：密码最多 {most} 位。</translation>
    </message>
    <message>
        <source>Not changed: not only digits, and at least 4 different characters.</source>
        <translation>没有更改：密码不能只有数字，至少含 4 种不同字符。</translation>
    </message>
    <message>
        <source>Not changed: the password must not contain the account&apos;s id or name.</source>
        <translation>没有更改：密码不能包含账号或姓名。</translation>
    </message>
    <message>
        <source>Not done: this street has passwords. Name a file with the user&apos;s by --sign-in-file.</source>
        <translation>未办理：本街道设有密码，请用 --sign-in-file 给出办理人的密码文件。</translation>
    </message>
    <message>
        <source>Only auditors and administrators may see this. Name one by --as.</source>
        <translation>只有审计员和管理员可以查看。请用 --as 指明人员。</translation>
    </message>
    <message>
        <source>Not done: this street has no such account. Sign in again.</source>
        <translation>本街道没有这个账号，未办理。请重新登录。</translation>
    </message>
    <message>
        <source>Not done: the account is disabled. Ask the administrator.</source>
        <translation>账号已停用，未办理。请联系管理员。</translation>
    </message>
    <message>
        <source>This post may look and change nothing.</source>
        <translation>此岗位只能查看，不能办理。</translation>
    </message>
    <message>
        <source>Not done: only acts of your own unit.</source>
        <translation>未办理：只能办理本单位的案件。</translation>
    </message>
    <message>
        <source>Not done: the case does not lie in your communities.</source>
        <translation>未办理：案件不在您负责的社区。</translation>
    </message>
    <message>
        <source>Nobody sits at this desk. Choose the operator in the status line.</source>
        <translation>本席位还没有值班人员，请在状态栏选择。</translation>
    </message>
    <message>
        <source>This operator is not known at this desk. Choose one of the list.</source>
        <translation>本席位没有这位人员，请从列表中选择。</translation>
    </message>
    <message>
        <source>Somebody else must take over: the one who hands over cannot sign for both.</source>
        <translation>交班人和接班人不能是同一人，请由接班人签字。</translation>
    </message>
    <message>
        <source>Not signed: say in at least {least} characters why you take over late or alone.</source>
        <translation>没有签字：请填写晚签或单独接班的原因，至少 {least} 字。</translation>
    </message>
    <message>
        <source>{who} took this duty over already. Look at the list of hand-overs.</source>
        <translation>{who}已经接班，请查看历次交接班。</translation>
    </message>
    <message>
        <source>There is no hand-over to take over. The outgoing one signs first.</source>
        <translation>没有待接的班，请交班人先签字。</translation>
    </message>
    <message>
        <source>This duty was handed over already and waits for the incoming one&apos;s signature.</source>
        <translation>本班已交班，正等待接班人签字。</translation>
    </message>
    <message>
        <source>Not signed: a text has {now} characters, {most} are possible.</source>
        <translation>没有签字：文字有 {now} 字，最多 {most} 字。</translation>
    </message>
    <message>
        <source>Not saved: the disk is full ({where}). What you typed is kept; free space and try again.</source>
        <translation>没有保存：磁盘空间不足（{where}）。内容仍在，清理后请重试。</translation>
    </message>
    <message>
        <source>Not saved: the store is busy ({where}). Try again in a moment.</source>
        <translation>没有保存：数据正被占用（{where}），请稍后重试。</translation>
    </message>
    <message>
        <source>The store {where} is damaged or belongs to another key. Nothing was changed; ask the administrator. What was not sent yet can be read out of it: main.py package salvage FILE.</source>
        <translation>数据文件 {where} 已损坏，或密钥不对。没有改动任何内容，请找管理员。尚未上报的内容可用 main.py package salvage 文件 读出。</translation>
    </message>
    <message>
        <source>Not saved: {where} cannot be written. Check the folder&apos;s rights.</source>
        <translation>没有保存：{where} 不可写，请检查文件夹权限。</translation>
    </message>
    <message>
        <source>Not saved: {where} cannot be opened. Check disk and folder.</source>
        <translation>没有保存：{where} 无法打开，请检查磁盘和文件夹。</translation>
    </message>
    <message>
        <source>The store {where} was written by a newer version ({version}). Update this program first.</source>
        <translation>数据文件 {where} 由新版本（{version}）写成，请先更新本程序。</translation>
    </message>
    <message>
        <source>The store {where} is of an older version ({version}). Open the window once to bring it up to date.</source>
        <translation>数据文件 {where} 是旧版本（{version}），请先打开一次窗口完成升级。</translation>
    </message>
    <message>
        <source>There is no workstation in {where}. Join the city platform first.</source>
        <translation>{where} 中没有工作站，请先加入市平台。</translation>
    </message>
    <message>
        <source>Another window works with {where}. Close it first.</source>
        <translation>{where} 正被另一个窗口使用，请先关闭它。</translation>
    </message>
    <message>
        <source>The key of the store is not there ({where}). Put it back.</source>
        <translation>找不到数据密钥（{where}），请放回原处。</translation>
    </message>
    <message>
        <source>The key file {where} cannot be read. Put it back from the copy.</source>
        <translation>密钥文件 {where} 无法读取，请用备份恢复。</translation>
    </message>
    <message>
        <source>This system has no key store. Use --password-file, or --key-file when joining.</source>
        <translation>本系统没有密钥库，请使用 --password-file，或加入时使用 --key-file。</translation>
    </message>
    <message>
        <source>The key store of this system is locked. Unlock it, or open with the recovery key.</source>
        <translation>本系统的密钥库已锁定。请先解锁，或用恢复密钥打开。</translation>
    </message>
    <message>
        <source>The key store of this system does not answer. Sign in to the system anew, or open with the recovery key.</source>
        <translation>本系统的密钥库没有响应。请重新登录系统，或用恢复密钥打开。</translation>
    </message>
    <message>
        <source>The password file {where} cannot be read. Check path and rights.</source>
        <translation>密码文件 {where} 无法读取，请检查路径和权限。</translation>
    </message>
    <message>
        <source>This is not the password. If it is lost, the recovery key opens the store.</source>
        <translation>密码不对。忘记密码可用恢复密钥打开。</translation>
    </message>
    <message>
        <source>There is no recovery key for {where}.</source>
        <translation>{where} 没有恢复密钥。</translation>
    </message>
    <message>
        <source>The recovery key is mistyped: seven groups of four characters. Compare it with the printed sheet.</source>
        <translation>恢复密钥输入有误：共 7 组，每组 4 位，请对照打印件。</translation>
    </message>
    <message>
        <source>This recovery key does not belong to {where}: it may be another workstation&apos;s, or was replaced.</source>
        <translation>这不是 {where} 的恢复密钥；可能是另一席位的，或已被新的替换。</translation>
    </message>
    <message>
        <source>The key of {where} is being changed. Close the window, open it again.</source>
        <translation>{where} 的密钥更换尚未完成。请关闭窗口后重新打开。</translation>
    </message>
    <message>
        <source>The store {where} needs its password (--password-file).</source>
        <translation>打开 {where} 需要密码（--password-file）。</translation>
    </message>
    <message>
        <source>Not done ({key}).</source>
        <translation>没有办理（{key}）。</translation>
    </message>
</context>
<context>
    <name>ReopenDialog</name>
    <message>
        <source>Handle anew</source>
        <translation>重办</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>Request</name>
    <message>
        <source>Extension</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Deferral</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>Appeal</source>
        <translation>申诉</translation>
    </message>
    <message>
        <source>Voiding</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Refusal of filing</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Return to judge</source>
        <translation>误派核实</translation>
    </message>
    <message>
        <source>Referred</source>
        <translation>已转送</translation>
    </message>
    <message>
        <source>Transfer waits for the city platform</source>
        <translation>移交待平台接收</translation>
    </message>
</context>
<context>
    <name>ResponsibilityEditor</name>
    <message>
        <source>Gaps</source>
        <translation>空缺</translation>
    </message>
    <message>
        <source>add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add a duty</source>
        <translation>新增一条</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Hand it over from a day on</source>
        <translation>自某日移交</translation>
    </message>
    <message>
        <source>Ends this duty and adds one that begins the day after</source>
        <translation>结束这一条，并新增次日起的一条</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>code or name of a class, such as 0101; of a major class; or “all events”</source>
        <translation>小类代码或名称，如 0101；大类名称；或“全部事件”</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>communities by name, grid cells by code; empty is everywhere</source>
        <translation>社区写名称，网格写代码；空着为全街道</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>such as 2026-12-01; empty is always</source>
        <translation>如 2026-12-01；空着为一直</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>such as 2026-12-31; empty is for good</source>
        <translation>如 2026-12-31；空着为长期</translation>
    </message>
    <message>
        <source>Duty</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>全街道</translation>
    </message>
    <message>
        <source>First let no two units answer for the same class, area and time.</source>
        <translation>请先消除同一小类、范围、时间的重叠。</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 处</translation>
    </message>
    <message>
        <source>Every class has a unit everywhere, now and later.</source>
        <translation>各小类在全街道都有责任单位，今后也有。</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>▲ nobody from {1} on: {0}</source>
        <translation>▲ {1} 起无责任单位：{0}</translation>
    </message>
    <message>
        <source>▲ nobody: {0}</source>
        <translation>▲ 无责任单位：{0}</translation>
    </message>
    <message>
        <source>The catalogue has no class “{0}”.</source>
        <translation>目录里没有“{0}”这一类。</translation>
    </message>
    <message>
        <source>The street has no community “{0}”.</source>
        <translation>街道没有社区“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” is no day; type for instance 2026-12-01.</source>
        <translation>“{0}”不是日期，请写如 2026-12-01。</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>截止日早于起始日。</translation>
    </message>
    <message>
        <source>Duties</source>
        <translation>责任条目</translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>could not be checked</source>
        <translation>无法核查</translation>
    </message>
    <message>
        <source>problem found</source>
        <translation>问题存在</translation>
    </message>
    <message>
        <source>no problem found</source>
        <translation>问题不存在</translation>
    </message>
    <message>
        <source>could not be verified</source>
        <translation>无法核实</translation>
    </message>
</context>
<context>
    <name>ResultDialog</name>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Choose what was found.</source>
        <translation>请选择结果。</translation>
    </message>
</context>
<context>
    <name>RevealControl</name>
    <message>
        <source>No contact details in this case.</source>
        <translation>本案件没有联系方式。</translation>
    </message>
    <message>
        <source>First show the contact details (V).</source>
        <translation>请先显示联系方式（V）。</translation>
    </message>
    <message>
        <source>Shown for one minute, and written down. Shift+V copies.</source>
        <translation>显示 1 分钟，已记录。按 Shift+V 复制。</translation>
    </message>
    <message>
        <source>Copied. It leaves the clipboard after a minute.</source>
        <translation>已复制，1 分钟后从剪贴板清除。</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Collector</source>
        <translation>采集员</translation>
    </message>
    <message>
        <source>Acceptor</source>
        <translation>受理员</translation>
    </message>
    <message>
        <source>Shift leader</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Dispatcher</source>
        <translation>派遣员</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>督察员</translation>
    </message>
    <message>
        <source>Responsible unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>处置人员</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>审计员</translation>
    </message>
    <message>
        <source>Read-only wall</source>
        <translation>只读大屏</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>City platform</source>
        <translation>市平台</translation>
    </message>
    <message>
        <source>File import</source>
        <translation>文件导入</translation>
    </message>
</context>
<context>
    <name>RulesEditor</name>
    <message>
        <source>Steps</source>
        <translation>环节</translation>
    </message>
    <message>
        <source>such as 4工作时, 1工作日, 无时限</source>
        <translation>如 4工作时、1工作日、无时限</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>The level after the asker&apos;s own decides first; the last one&apos;s word is the last.</source>
        <translation>从申请人的下一级起逐级审批，最后一级说了算。</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>其他规则</translation>
    </message>
    <message>
        <source>These are changed in the document itself: main.py documents edit rules</source>
        <translation>这些在文书本身修改：main.py documents edit rules</translation>
    </message>
    <message>
        <source>{0} may enter acts of {1}</source>
        <translation>{0}可代录：{1}</translation>
    </message>
    <message>
        <source>Verified on site before filing: {0}</source>
        <translation>先核实再立案：{0}</translation>
    </message>
    <message>
        <source>sent back by the unit</source>
        <translation>责任单位退回</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>referred</source>
        <translation>转送待回复</translation>
    </message>
    <message>
        <source>The handling clock stands still while a case is: {0}</source>
        <translation>处置计时暂停：{0}</translation>
    </message>
    <message>
        <source>A rework begins a new handling clock.</source>
        <translation>返工重新计时。</translation>
    </message>
    <message>
        <source>A rework goes on with the handling clock.</source>
        <translation>返工继续计时。</translation>
    </message>
    <message>
        <source>Under control from {0} to {1}: {2}</source>
        <translation>管控 {0} 至 {1}：{2}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>“{0}” is no limit</source>
        <translation>“{0}”不是时限</translation>
    </message>
    <message>
        <source>a whole number from {0} to {1}</source>
        <translation>请填 {0} 到 {1} 的整数</translation>
    </message>
</context>
<context>
    <name>RulingDialog</name>
    <message>
        <source>Ruling — case {0}</source>
        <translation>确权 — 案件 {0}</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>sent it back</source>
        <translation>退回过</translation>
    </message>
    <message>
        <source>From now on proposed for {0} in {1}.</source>
        <translation>今后{1}的{0}将建议派给该单位。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Responsible unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Choose the responsible unit.</source>
        <translation>请选择责任单位。</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>“{0}:” is no search key. Use: {1}.</source>
        <translation>没有“{0}:”这个搜索项。可用：{1}。</translation>
    </message>
    <message>
        <source>Type what to look for after “{0}:”.</source>
        <translation>请在“{0}:”后填写要找的内容。</translation>
    </message>
    <message>
        <source>“{0}” is no day. Use: {1}, 11-20, 11-01..11-20.</source>
        <translation>“{0}”不是日期。可用：{1}、11-20、11-01..11-20。</translation>
    </message>
    <message>
        <source>“{0}” is no case number. Use digits, such as 1122.</source>
        <translation>“{0}”不是案件编号。请用数字，如 1122。</translation>
    </message>
    <message>
        <source>“{1}” is not known for “{0}:”. Such as: {2}.</source>
        <translation>“{0}:”没有“{1}”。例如：{2}。</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>Key store of this system</source>
        <translation>系统密钥库</translation>
    </message>
    <message>
        <source>Password, asked at every start</source>
        <translation>密码，每次启动时输入</translation>
    </message>
    <message>
        <source>File beside the data</source>
        <translation>数据旁边的文件</translation>
    </message>
    <message>
        <source>Opens for whoever signs in to this computer as this user.</source>
        <translation>以本用户登录本机的人都能打开。</translation>
    </message>
    <message>
        <source>Opens for whoever knows the password; else only the recovery key helps.</source>
        <translation>知道密码的人能打开；忘记密码只能用恢复密钥。</translation>
    </message>
    <message>
        <source>Opens for whoever can read this folder: only for an encrypted disk.</source>
        <translation>能读此文件夹的人都能打开，只适合已整体加密的磁盘。</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Street command centre — set up</source>
        <translation>街道城市管理指挥中心 — 设置</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>____-__-__  __:__</source>
        <translation>      年    月    日    时    分</translation>
    </message>
    <message>
        <source>page {n} of {of}</source>
        <translation>第 {n} 页，共 {of} 页</translation>
    </message>
    <message>
        <source>the picture is not on this workstation</source>
        <translation>照片尚未同步到本机</translation>
    </message>
    <message>
        <source>Case dispatch sheet</source>
        <translation>案件派遣单</translation>
    </message>
    <message>
        <source>Supervision order</source>
        <translation>案件督办单</translation>
    </message>
    <message>
        <source>Case check sheet</source>
        <translation>案件核查单</translation>
    </message>
    <message>
        <source>Case closing sheet</source>
        <translation>案件结案单</translation>
    </message>
    <message>
        <source>Dispatch sheet</source>
        <translation>派遣单</translation>
    </message>
    <message>
        <source>Supervision sheet</source>
        <translation>督办单</translation>
    </message>
    <message>
        <source>Check sheet</source>
        <translation>核查单</translation>
    </message>
    <message>
        <source>Closing sheet</source>
        <translation>结案单</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>编号：{0}</translation>
    </message>
    <message>
        <source> (provisional {0})</source>
        <translation>（临时编号 {0}）</translation>
    </message>
    <message>
        <source> (provisional; the city&apos;s number follows)</source>
        <translation>（临时编号，待市平台编号）</translation>
    </message>
    <message>
        <source>{0} — no. {1}, continued</source>
        <translation>{0}&#x3000;编号：{1}（续）</translation>
    </message>
    <message>
        <source>{0} city management command centre</source>
        <translation>{0}城市管理指挥中心</translation>
    </message>
    <message>
        <source>{kind}_{number}_of_{count}_cases.pdf</source>
        <translation>{kind}_{number}等{count}件.pdf</translation>
    </message>
    <message>
        <source>Responsible unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Dispatched at</source>
        <translation>派遣时间</translation>
    </message>
    <message>
        <source>Handle by</source>
        <translation>处置期限</translation>
    </message>
    <message>
        <source>Dispatcher&apos;s remark</source>
        <translation>派遣意见</translation>
    </message>
    <message>
        <source>Asked of you</source>
        <translation>办理要求</translation>
    </message>
    <message>
        <source>Handle the problem by the deadline, take pictures of the result, fill in this sheet and return it to the command centre. Where it is not your unit&apos;s duty, say why and return it at once.</source>
        <translation>请在期限前处置完毕，拍摄处置后照片，填写本单后交回指挥中心。不属本单位职责的，请注明理由立即退回。</translation>
    </message>
    <message>
        <source>To be filled in by the responsible unit</source>
        <translation>以下由责任单位填写</translation>
    </message>
    <message>
        <source>Signed for by</source>
        <translation>签收人</translation>
    </message>
    <message>
        <source>Signed for at</source>
        <translation>签收时间</translation>
    </message>
    <message>
        <source>How it was handled</source>
        <translation>处置情况</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已处置完毕</translation>
    </message>
    <message>
        <source>done in part</source>
        <translation>部分处置</translation>
    </message>
    <message>
        <source>extension needed</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>to be deferred</source>
        <translation>申请挂账</translation>
    </message>
    <message>
        <source>not our duty</source>
        <translation>非本单位职责</translation>
    </message>
    <message>
        <source>Measures, result, reason:</source>
        <translation>处置措施、结果及理由：</translation>
    </message>
    <message>
        <source>Handled by</source>
        <translation>处置人</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Head of the unit (seal)</source>
        <translation>单位负责人（盖章）</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>To be filled in by the command centre</source>
        <translation>以下由指挥中心填写</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈审核</translation>
    </message>
    <message>
        <source>as asked, goes to the check</source>
        <translation>符合要求，批转核查</translation>
    </message>
    <message>
        <source>rework, because:</source>
        <translation>返工，理由：</translation>
    </message>
    <message>
        <source>Dispatcher</source>
        <translation>派遣员</translation>
    </message>
    <message>
        <source>Shift leader</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Overdue by {0} when this order was given</source>
        <translation>发出本单时已超期 {0}</translation>
    </message>
    <message>
        <source>Not overdue when this order was given</source>
        <translation>发出本单时尚未超期</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>督办级别</translation>
    </message>
    <message>
        <source>{0} (level {1})</source>
        <translation>{0}（第 {1} 级）</translation>
    </message>
    <message>
        <source>Ordered at</source>
        <translation>督办时间</translation>
    </message>
    <message>
        <source>To</source>
        <translation>督办对象</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>超期情况</translation>
    </message>
    <message>
        <source>Reason of the order</source>
        <translation>督办原因</translation>
    </message>
    <message>
        <source>Ordered by</source>
        <translation>签发</translation>
    </message>
    <message>
        <source>Shift leader (seal)</source>
        <translation>值班长签章</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>审核意见</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>认可</translation>
    </message>
    <message>
        <source>not accepted, supervision goes on</source>
        <translation>不认可，继续督办</translation>
    </message>
    <message>
        <source>Supervised by</source>
        <translation>督办人</translation>
    </message>
    <message>
        <source>Handled at</source>
        <translation>处置完成时间</translation>
    </message>
    <message>
        <source>Closing condition</source>
        <translation>结案条件</translation>
    </message>
    <message>
        <source>Check by</source>
        <translation>核查期限</translation>
    </message>
    <message>
        <source>Check ordered at</source>
        <translation>核查派发时间</translation>
    </message>
    <message>
        <source>Ordered to</source>
        <translation>核查人员</translation>
    </message>
    <message>
        <source>What to check</source>
        <translation>核查内容</translation>
    </message>
    <message>
        <source>1. Place and problem are those on this sheet; the closing condition is met, nothing is left behind.
2. Take a picture from where the picture before was taken.</source>
        <translation>1. 现场地点、问题与本单一致，达到结案条件，无遗留；
2. 在处置前照片同一角度拍摄核查照片。</translation>
    </message>
    <message>
        <source>To be filled in on site</source>
        <translation>以下由核查人在现场填写</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>cannot be checked</source>
        <translation>无法核实</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>核查情况</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>Checked at</source>
        <translation>核查时间</translation>
    </message>
    <message>
        <source>Acceptor</source>
        <translation>受理员</translation>
    </message>
    <message>
        <source>Closed at</source>
        <translation>结案时间</translation>
    </message>
    <message>
        <source>Handling took</source>
        <translation>处置用时</translation>
    </message>
    <message>
        <source>From report to closing</source>
        <translation>上报至结案</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>是否按时</translation>
    </message>
    <message>
        <source>Course of the case</source>
        <translation>办理经过</translation>
    </message>
    <message>
        <source>Closing remark</source>
        <translation>结案意见</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>结案人</translation>
    </message>
    <message>
        <source>Filed away by</source>
        <translation>归档人</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>问题来源</translation>
    </message>
    <message>
        <source>Reported at</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>问题类别</translation>
    </message>
    <message>
        <source>Community, grid</source>
        <translation>社区、网格</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>问题地点</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>Filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Pictures before</source>
        <translation>处置前照片</translation>
    </message>
    <message>
        <source>Pictures after</source>
        <translation>处置后照片</translation>
    </message>
    <message>
        <source>{0} more in the case</source>
        <translation>另有 {0} 张，见系统</translation>
    </message>
    <message>
        <source>(no picture)</source>
        <translation>（无照片）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无时限</translation>
    </message>
    <message>
        <source>The clock stands still</source>
        <translation>计时暂停</translation>
    </message>
    <message>
        <source>Limit {0}, counted from {1}</source>
        <translation>时限 {0}，自 {1} 起算</translation>
    </message>
    <message>
        <source>day and night</source>
        <translation>昼夜连续计时</translation>
    </message>
    <message>
        <source>in working time (not at night, on rest days and holidays)</source>
        <translation>按工作时间计（下班、休息日、节假日不计）</translation>
    </message>
    <message>
        <source>stood still for {0}</source>
        <translation>其间暂停 {0}</translation>
    </message>
    <message>
        <source>provisional: the holidays of that year are not published yet</source>
        <translation>该年节假日尚未公布，暂按周一至周五计</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>{0} of working time</source>
        <translation>{0}（工作时间）</translation>
    </message>
    <message>
        <source>handled {0} late</source>
        <translation>处置超期 {0}</translation>
    </message>
    <message>
        <source>handled in time</source>
        <translation>处置按时</translation>
    </message>
    <message>
        <source>closed {0} after the deadline</source>
        <translation>超期结案 {0}</translation>
    </message>
    <message>
        <source>closed in time</source>
        <translation>按时结案</translation>
    </message>
    <message>
        <source>not counted as overdue (appeal granted)</source>
        <translation>不计超时（申诉通过）</translation>
    </message>
    <message>
        <source>By the clock: the handling limit of this level is reached.</source>
        <translation>处置时限达到本级督办条件，由系统自动发出。</translation>
    </message>
    <message>
        <source>by the clock</source>
        <translation>系统自动</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>回复期限</translation>
    </message>
    <message>
        <source>no written answer is asked for</source>
        <translation>不要求书面回复</translation>
    </message>
    <message>
        <source>Answer of the unit</source>
        <translation>回复内容</translation>
    </message>
    <message>
        <source>Answered at {0}</source>
        <translation>回复时间：{0}</translation>
    </message>
    <message>
        <source>{0}. {1}:</source>
        <translation>{0}. {1}：</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>环节</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办（岗位）</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Earlier steps</source>
        <translation>更早经过</translation>
    </message>
    <message>
        <source>{0} not on this sheet</source>
        <translation>另有 {0} 步未列</translation>
    </message>
    <message>
        <source>Course before, in {0}</source>
        <translation>此前经过（{0}）</translation>
    </message>
    <message>
        <source>Handed over by</source>
        <translation>移交来自</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>来源未注明</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>Printed {0} by {1}</source>
        <translation>打印：{0}&#x3000;{1}</translation>
    </message>
    <message>
        <source>as of fact {0}</source>
        <translation>依据第 {0} 号记录</translation>
    </message>
    <message>
        <source>{0} not yet sent</source>
        <translation>另有 {0} 项待同步</translation>
    </message>
    <message>
        <source>{y}-{m:02d}-{d:02d} {h:02d}:{n:02d}</source>
        <translation>{y}年{m}月{d}日{h:02d}时{n:02d}分</translation>
    </message>
    <message>
        <source>{w}, {y}-{m:02d}-{d:02d}, before {h:02d}:{n:02d}</source>
        <translation>{y}年{m}月{d}日（{w}）{h}时{n:02d}分前</translation>
    </message>
</context>
<context>
    <name>SheetPreview</name>
    <message>
        <source>Preview of the page</source>
        <translation>页面预览</translation>
    </message>
    <message>
        <source>PgDn and PgUp turn the page, + and − change its size, 0 fits it.</source>
        <translation>PgDn、PgUp 翻页，+、− 缩放，0 适合窗口。</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>its facts are not on this workstation</source>
        <translation>经过不在本机</translation>
    </message>
    <message>
        <source>there is no sheet of it yet</source>
        <translation>目前没有可打印的单据</translation>
    </message>
    <message>
        <source>not dispatched yet</source>
        <translation>尚未派遣</translation>
    </message>
    <message>
        <source>no supervision order</source>
        <translation>没有督办</translation>
    </message>
    <message>
        <source>not handled yet</source>
        <translation>尚未处置完成</translation>
    </message>
    <message>
        <source>not closed yet</source>
        <translation>尚未结案</translation>
    </message>
    <message>
        <source>Not saved: {where} is there already. Choose another name.</source>
        <translation>没有保存：{where} 已存在。请另取名称。</translation>
    </message>
    <message>
        <source>Not saved: the disk is full ({where}). Free space and try again.</source>
        <translation>没有保存：磁盘空间不足（{where}）。清理后重试。</translation>
    </message>
    <message>
        <source>Not saved: {where} cannot be written ({what}). Check the folder and its rights.</source>
        <translation>没有保存：{where} 无法写入（{what}）。请检查文件夹和权限。</translation>
    </message>
</context>
<context>
    <name>SidePhotos</name>
    <message>
        <source>needed with the handling</source>
        <translation>处置完成时需要</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>暂无照片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln 张</numerusform>
        </translation>
    </message>
    <message>
        <source>Not on this workstation yet</source>
        <translation>本机尚无此照片</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在读取……</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign-in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>User</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Enter signs in.</source>
        <translation>按回车登录。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Locked. What you had begun is kept.</source>
        <translation>已锁定。未完成的内容都已保留。</translation>
    </message>
    <message>
        <source>Sign in to take this desk.</source>
        <translation>请登录后使用本席位。</translation>
    </message>
    <message>
        <source>Another person takes this desk. Esc goes back.</source>
        <translation>换人使用本席位，按 Esc 返回。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) wait to be acknowledged.</source>
        <translation>
            <numerusform>%Ln 条告警待确认。</numerusform>
        </translation>
    </message>
    <message>
        <source>Please type the password.</source>
        <translation>请输入密码。</translation>
    </message>
</context>
<context>
    <name>SnoozeDialog</name>
    <message>
        <source>Put the alarm off</source>
        <translation>稍后提醒</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>稍后提醒</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>{0} min, until {1}</source>
        <translation>{0} 分钟后，{1}</translation>
    </message>
    <message>
        <source>Until the units are on duty, {0}</source>
        <translation>责任单位上班时，{0}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>推迟</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>留痕</translation>
    </message>
    <message>
        <source>The reason is noted on the case for everybody; the alarm comes back on this workstation.</source>
        <translation>原因记入案件经过，所有人可见；告警在本机按时再响。</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Returned</source>
        <translation>退回受理</translation>
    </message>
    <message>
        <source>Handling</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>To file</source>
        <translation>待立案</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>待核实</translation>
    </message>
    <message>
        <source>To dispatch</source>
        <translation>待派遣</translation>
    </message>
    <message>
        <source>To sign for</source>
        <translation>待签收</translation>
    </message>
    <message>
        <source>To feed back</source>
        <translation>待反馈</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>核查中</translation>
    </message>
    <message>
        <source>Check passed</source>
        <translation>核查通过</translation>
    </message>
    <message>
        <source>Check failed</source>
        <translation>核查未过</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>Not filed</source>
        <translation>不予立案</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已并案</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>已移交</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>{0} {1} (no password)</source>
        <translation>{0} {1}（免密）</translation>
    </message>
    <message>
        <source>, no. {0}</source>
        <translation>，第 {0} 件</translation>
    </message>
    <message>
        <source>nothing waits to be sent</source>
        <translation>没有待发的变更</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>值班人员</translation>
    </message>
    <message>
        <source>Who sits at this desk. Where the street has accounts, another one signs in.</source>
        <translation>本席位的值班人员。设有密码的街道，换人须登录。</translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln case(s)</source>
        <translation>
            <numerusform>{0} %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s) wait to be sent</source>
        <translation>
            <numerusform>%Ln 件案件有变更待发</numerusform>
        </translation>
    </message>
    <message>
        <source>Syncing {0} / {1}</source>
        <translation>正在同步 {0} / {1}</translation>
    </message>
    <message>
        <source>all synced</source>
        <translation>全部已同步</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) waiting</source>
        <translation>
            <numerusform>%Ln 项变更待同步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) still to be sent</source>
        <translation>
            <numerusform>还有 %Ln 张照片待传</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) still to come</source>
        <translation>
            <numerusform>还有 %Ln 张照片待收</numerusform>
        </translation>
    </message>
    <message>
        <source>helper process ended, restart when there is time</source>
        <translation>后台接收进程已退出，有空时请重启</translation>
    </message>
    <message>
        <source>{0} · city platform unreachable (since {1})</source>
        <translation>{0} · 市平台不可达（自 {1}）</translation>
    </message>
    <message>
        <source>{0} · city platform reachable</source>
        <translation>{0} · 市平台可达</translation>
    </message>
    <message>
        <source>the city platform refuses ({0})</source>
        <translation>市平台拒绝（{0}）</translation>
    </message>
    <message>
        <source>As of {0}</source>
        <translation>数据截至 {0}</translation>
    </message>
    <message>
        <source>As of {0}, {1} old</source>
        <translation>数据截至 {0}，已 {1} 未更新</translation>
    </message>
    <message>
        <source>Shows what waits, and what can be done (Ctrl+Shift+Y). Ctrl+Y syncs now.</source>
        <translation>查看待发变更和可做的事（Ctrl+Shift+Y）。Ctrl+Y 立即同步。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln conflict(s) to look at</source>
        <translation>
            <numerusform>%Ln 条冲突待处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>File</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
</context>
<context>
    <name>StepsBar</name>
    <message>
        <source>Step {n} of {count}: {word}</source>
        <translation>第 {n} 步，共 {count} 步：{word}</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>The city platform does not know this workstation&apos;s token. Ask the administrator for a new one.</source>
        <translation>市平台不认识本机令牌，请向管理员申请新令牌。</translation>
    </message>
    <message>
        <source>This workstation&apos;s token was revoked. Work goes on here; ask the administrator.</source>
        <translation>本机令牌已被注销，本机照常工作；请联系管理员。</translation>
    </message>
    <message>
        <source>The city platform speaks version {platform}, this workstation {workstation}. Update one of them.</source>
        <translation>市平台协议版本为 {platform}，本机为 {workstation}，请更新其中一方。</translation>
    </message>
    <message>
        <source>This workstation may not exchange facts of this street. Ask the administrator.</source>
        <translation>本机无权交换该街道的数据，请联系管理员。</translation>
    </message>
    <message>
        <source>The token is for street {token}, this workstation is of {street}. Ask the administrator.</source>
        <translation>令牌属于街道 {token}，本机属于 {street}，请联系管理员。</translation>
    </message>
    <message>
        <source>The platform&apos;s address {url} cannot be used. Correct it.</source>
        <translation>市平台地址 {url} 无法使用，请更正。</translation>
    </message>
    <message>
        <source>The city platform goes on losing what it had (older backups?). Nothing is lost here; ask the city.</source>
        <translation>市平台反复丢失内容（恢复了旧备份？）。本机没有丢失，请联系市级管理员。</translation>
    </message>
    <message>
        <source>The city platform shows one past, then another. Nothing is lost here; ask the city.</source>
        <translation>市平台的历史前后不一。本机没有丢失，请联系市级管理员。</translation>
    </message>
    <message>
        <source>Away for long: what came since is read from the city&apos;s snapshot. What waits here is kept.</source>
        <translation>离开已久：期间的内容正从市平台的快照读取，本机未报的都在。</translation>
    </message>
    <message>
        <source>A newer snapshot has come meanwhile. It is fetched soon.</source>
        <translation>期间有了更新的快照，稍后自动读取。</translation>
    </message>
    <message>
        <source>The city platform hands out older facts only as a snapshot, and has none that leads on. Ask them.</source>
        <translation>市平台只以快照提供较早的内容，而没有能接上的快照。请联系市级管理员。</translation>
    </message>
    <message>
        <source>What the city platform sent does not fit together. Nothing of it was taken; it is asked for again.</source>
        <translation>市平台发来的内容前后不符，未予接收，将重新请求。</translation>
    </message>
    <message>
        <source>The city platform has too much to do. It is asked again soon.</source>
        <translation>市平台此刻太忙，稍后自动再试。</translation>
    </message>
    <message>
        <source>The city platform does not recognise what it had accepted before. It is kept here; ask the city.</source>
        <translation>市平台不认可它曾接收的内容。内容都保存在本机，请联系市级管理员。</translation>
    </message>
    <message>
        <source>What came is not signed by the city platform. Nothing of it was taken; check the network.</source>
        <translation>收到的内容没有市平台的签名，没有采用。请检查网络。</translation>
    </message>
    <message>
        <source>The city platform signs with another key: is it another one? Nothing was exchanged; ask the city.</source>
        <translation>市平台的签名密钥变了，可能是另一个平台。没有交换任何内容，请向市里核实。</translation>
    </message>
    <message>
        <source>Changes of this workstation are missing at the city platform. Nothing was sent.</source>
        <translation>市平台缺少本机较早的变更，未再发送。</translation>
    </message>
    <message>
        <source>The city platform takes a change and does not give it back. It waits.</source>
        <translation>市平台收下变更却没有发回，变更仍在等待。</translation>
    </message>
    <message>
        <source>The city platform holds another change under the same name. It waits; ask the administrator.</source>
        <translation>市平台以同一编号存有另一变更，本机变更仍在等待；请联系管理员。</translation>
    </message>
    <message>
        <source>The city platform holds another change in the same place. It waits; ask the administrator.</source>
        <translation>市平台在同一位置存有另一变更，本机变更仍在等待；请联系管理员。</translation>
    </message>
    <message>
        <source>The city platform cannot read a change of this workstation. It waits.</source>
        <translation>市平台无法读取本机的一项变更，该变更仍在等待。</translation>
    </message>
    <message>
        <source>Another workstation uses this one&apos;s session (a copied folder?). Ask the administrator.</source>
        <translation>另一台工作站正在使用本机的会话（复制了文件夹？），请联系管理员。</translation>
    </message>
    <message>
        <source>The city platform refuses changes of several sessions at once.</source>
        <translation>市平台不接受多个会话的变更一并发送。</translation>
    </message>
    <message>
        <source>A change is too large for the city platform. It waits.</source>
        <translation>有一项变更过大，市平台不接受，变更仍在等待。</translation>
    </message>
    <message>
        <source>This workstation may not publish this document. The city&apos;s need a workstation that the city has let.</source>
        <translation>本工作站不能发布这份文书；市级文书须由市里授权的工作站发布。</translation>
    </message>
    <message>
        <source>Only an administrator publishes documents. Choose one as operator in the status line.</source>
        <translation>只有管理员可以发布文书，请在状态栏改选操作人。</translation>
    </message>
    <message>
        <source>The city platform finds the document wrong: {what}</source>
        <translation>市平台认为文书有误：{what}</translation>
    </message>
    <message>
        <source>Somebody has published version {version} meanwhile. Nothing was published; your draft is kept.</source>
        <translation>其间已有人发布第 {version} 版，没有发布，草稿仍在。</translation>
    </message>
    <message>
        <source>The network is too slow: the city platform gave up waiting. It is tried again.</source>
        <translation>网络过慢，市平台等待超时，将重试。</translation>
    </message>
    <message>
        <source>Nobody answers at {url}. Work goes on; changes wait.</source>
        <translation>{url} 无应答。本机照常工作，变更先存待发。</translation>
    </message>
    <message>
        <source>No secure connection to {url}. Nothing was sent; changes wait. Tell the administrator.</source>
        <translation>与 {url} 的加密连接没有建立。没有发出任何内容，待上报的都在。请告知管理员。</translation>
    </message>
    <message>
        <source>The certificate at {url} is another host&apos;s. Nothing was sent; changes wait. Tell the administrator.</source>
        <translation>{url} 的证书是发给另一台主机的。没有发出任何内容，待上报的都在。请告知管理员。</translation>
    </message>
    <message>
        <source>The certificate at {url} has expired, or this computer&apos;s date ({today}) is wrong. Changes wait.</source>
        <translation>{url} 的证书已过期，或本机日期（{today}）有误。待上报的都在。</translation>
    </message>
    <message>
        <source>The certificate at {url} is not valid yet, or this computer&apos;s date ({today}) is wrong. Changes wait.</source>
        <translation>{url} 的证书尚未生效，或本机日期（{today}）有误。待上报的都在。</translation>
    </message>
    <message>
        <source>The certificate at {url} is not from the city&apos;s authority. Somebody may pose as the platform.</source>
        <translation>{url} 的证书不是本市证书机构签发的，可能有人冒充平台。没有发出任何内容。</translation>
    </message>
    <message>
        <source>What answers at {url} does not encrypt. Nothing was sent; changes wait. Tell the administrator.</source>
        <translation>{url} 的应答没有加密。没有发出任何内容，待上报的都在。请告知管理员。</translation>
    </message>
    <message>
        <source>{url} is not encrypted. This workstation needs an https:// address.</source>
        <translation>{url} 不加密。本工作站只能使用 https:// 地址。</translation>
    </message>
    <message>
        <source>The city platform&apos;s database is moving or down. Work goes on; it is tried again.</source>
        <translation>市平台的数据库正在切换或停止。工作照常，稍后自动再试。</translation>
    </message>
    <message>
        <source>The city platform at {url} does not answer in time. Work goes on.</source>
        <translation>市平台 {url} 未及时应答，本机照常工作。</translation>
    </message>
    <message>
        <source>The city platform&apos;s answer was cut or changed on its way. It is tried again.</source>
        <translation>市平台的应答在途中被截断或改动，将重试。</translation>
    </message>
    <message>
        <source>The city platform has a fault ({status}). It is tried again.</source>
        <translation>市平台出现故障（{status}），将重试。</translation>
    </message>
    <message>
        <source>Something else answers at the platform&apos;s address. Check the network&apos;s login page.</source>
        <translation>平台地址上应答的不是市平台，请检查网络登录页。</translation>
    </message>
    <message>
        <source>this computer&apos;s clock is {0} behind</source>
        <translation>本机时钟慢 {0}</translation>
    </message>
    <message>
        <source>this computer&apos;s clock is {0} ahead</source>
        <translation>本机时钟快 {0}</translation>
    </message>
    <message>
        <source>The disk is full: nothing more can be received. Free some space.</source>
        <translation>磁盘空间不足，无法继续接收，请清理。</translation>
    </message>
</context>
<context>
    <name>SyncAdvice</name>
    <message>
        <source>Ask the administrator for a new token and join again with it.</source>
        <translation>请向管理员索取新令牌并重新加入。</translation>
    </message>
    <message>
        <source>Ask the administrator to update this workstation.</source>
        <translation>请管理员更新本工作站。</translation>
    </message>
    <message>
        <source>Give the right address: main.py sync --platform URL.</source>
        <translation>请改用正确地址：main.py sync --platform URL。</translation>
    </message>
    <message>
        <source>Go on working. Check the network cable or the government network; it is tried again by itself.</source>
        <translation>请照常办理。可检查网线或政务外网，系统会自动重试。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s date and time first, then tell the administrator. Never go round this.</source>
        <translation>请先核对本机日期和时间，再告知管理员。不要绕过。</translation>
    </message>
    <message>
        <source>Go on working; it is tried again by itself.</source>
        <translation>请照常办理，系统会自动重试。</translation>
    </message>
    <message>
        <source>Go on working; if it lasts an hour, call the city&apos;s operations.</source>
        <translation>请照常办理；持续一小时请联系市平台运维。</translation>
    </message>
    <message>
        <source>Go on working, and call the city&apos;s operations: their disk is full.</source>
        <translation>请照常办理，并联系市平台运维：其磁盘已满。</translation>
    </message>
    <message>
        <source>Free space on this computer&apos;s disk, then press Ctrl+Y.</source>
        <translation>请清理本机磁盘空间，再按 Ctrl+Y。</translation>
    </message>
    <message>
        <source>Sign in to the network in a browser, then press Ctrl+Y.</source>
        <translation>请在浏览器里登录网络，再按 Ctrl+Y。</translation>
    </message>
    <message>
        <source>Use only one copy of this workstation&apos;s folder; restart this program, then press Ctrl+Y.</source>
        <translation>本工作站的文件夹只能用一份；请重启程序，再按 Ctrl+Y。</translation>
    </message>
    <message>
        <source>Show this to the administrator; write the outbox into a file.</source>
        <translation>请告知管理员，并把待发变更写入文件。</translation>
    </message>
    <message>
        <source>Let an administrator publish it.</source>
        <translation>请由管理员发布。</translation>
    </message>
    <message>
        <source>Open the editor again: it shows the new version beside yours.</source>
        <translation>请重新打开编辑器，对照新版本修改。</translation>
    </message>
    <message>
        <source>Correct it in the editor and publish again.</source>
        <translation>请在编辑器里改正后再发布。</translation>
    </message>
    <message>
        <source>Work goes on here and nothing is lost. Show this to the administrator; what waits can be written into a file (Ctrl+Shift+Y).</source>
        <translation>本机照常工作，内容不会丢失。请告知管理员；待发变更可以写入文件（Ctrl+Shift+Y）。</translation>
    </message>
    <message>
        <source>Cases that stood otherwise than their history says: {0}; they were worked out again and agree.</source>
        <translation>有 {0} 件案件的显示与其记录不符，已按记录重新算出，现在一致。</translation>
    </message>
    <message>
        <source>The city platform works out other states from the same history: is this version older or newer? Show this to the administrator.</source>
        <translation>同样的记录，市平台算出的状态不同：本机版本是否过旧或过新？请告知管理员。</translation>
    </message>
    <message>
        <source>The exchange does not go on ({0}).</source>
        <translation>同步没有进行（{0}）。</translation>
    </message>
    <message>
        <source>Not reached since this program was started.</source>
        <translation>本程序启动后还没有连上市平台。</translation>
    </message>
    <message>
        <source>Last exchanged {0}.</source>
        <translation>最近一次同步：{0}。</translation>
    </message>
    <message>
        <source>This window runs without a city platform. What is written here waits.</source>
        <translation>本窗口没有连接市平台，所写的内容先存待发。</translation>
    </message>
    <message>
        <source>Exchanging now.</source>
        <translation>正在同步。</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>无需处理。</translation>
    </message>
    <message>
        <source>Since {0}:</source>
        <translation>自 {0} 起：</translation>
    </message>
    <message>
        <source>The helper process ended, so what comes in is taken in this window; nothing is lost, it may be slower. Restart this program when there is time; if it happens again, tell the administrator.</source>
        <translation>后台接收进程已退出，收到的内容改由本窗口处理；没有丢失，可能会慢一些。有空时请重新启动程序；再次出现请告诉管理员。</translation>
    </message>
    <message>
        <source>{0}. Times are corrected; please set the clock of this computer.</source>
        <translation>{0}。显示的时间已校正，请校准本机时钟。</translation>
    </message>
</context>
<context>
    <name>TakeOverDialog</name>
    <message>
        <source>Take over duty</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>Sign and take over</source>
        <translation>签字接班</translation>
    </message>
    <message>
        <source>{0} handed over: {1}</source>
        <translation>{0}已交班：{1}</translation>
    </message>
    <message>
        <source>As signed</source>
        <translation>交班内容</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>接班人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>The signature comes late: please say why.</source>
        <translation>签字较晚，请说明原因。</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>接班备注</translation>
    </message>
    <message>
        <source>Count anew</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>Please choose who takes over.</source>
        <translation>请选择接班人。</translation>
    </message>
    <message>
        <source>Please say why the signature comes late.</source>
        <translation>请填写晚签的原因。</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>under 1 min</source>
        <translation>不足 1 分</translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation>{0} 天 {1} 时</translation>
    </message>
    <message>
        <source>{0} h {1:02d} min</source>
        <translation>{0} 时 {1:02d} 分</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无时限</translation>
    </message>
    <message>
        <source>{0} over</source>
        <translation>已超 {0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>还剩 {0}</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>约 {0}</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>今 {0}</translation>
    </message>
    <message>
        <source>tomorrow {0}</source>
        <translation>明 {0}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{0} min ago</source>
        <translation>{0} 分钟前</translation>
    </message>
    <message>
        <source>yesterday {0}</source>
        <translation>昨 {0}</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Course of the case</source>
        <translation>案件经过</translation>
    </message>
</context>
<context>
    <name>TonesDialog</name>
    <message>
        <source>Sounds of alarms</source>
        <translation>告警声音</translation>
    </message>
    <message>
        <source>Use these sounds</source>
        <translation>使用这些声音</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Tone of {0}</source>
        <translation>{0}的提示音</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Play the tone of {0}</source>
        <translation>试听{0}的提示音</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>makes no sound: only the banner tells it</source>
        <translation>不出声，只有横幅提示</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Window open: {0} open cases, {1} of them overdue.</source>
        <translation>窗口已打开：未结 {0} 件，其中超期 {1} 件。</translation>
    </message>
    <message>
        <source>Case {0} worked through, from filing to closing, in {1} steps.</source>
        <translation>案件 {0} 已从立案办到结案，共 {1} 步。</translation>
    </message>
    <message>
        <source>Done on site, see the picture.</source>
        <translation>已现场处置完毕。</translation>
    </message>
    <message>
        <source>Case {0} escalated to level {1}.</source>
        <translation>案件 {0} 已升级督办至第 {1} 级。</translation>
    </message>
    <message>
        <source>No city platform: what was done waits on this workstation.</source>
        <translation>未连接市平台：所做变更留在本机待发。</translation>
    </message>
    <message>
        <source>The city platform has everything; nothing waits.</source>
        <translation>市平台已收到全部变更，没有待发。</translation>
    </message>
    <message>
        <source>Pictures of the window are in {0}.</source>
        <translation>窗口图片在 {0}。</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>Transfer</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>to {0}, waits for the city platform</source>
        <translation>移交{0}，待平台接收</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>已移交</translation>
    </message>
    <message>
        <source>to {0}, there case {1}</source>
        <translation>{0}，对方案号 {1}</translation>
    </message>
    <message>
        <source>Handed over by</source>
        <translation>移交来源</translation>
    </message>
    <message>
        <source>to {0}</source>
        <translation>移交{0}</translation>
    </message>
    <message>
        <source>from {0}, there case {1}</source>
        <translation>由{0}移交，原案号 {1}</translation>
    </message>
    <message>
        <source>Earlier steps left out</source>
        <translation>更早的经过未随案移交</translation>
    </message>
</context>
<context>
    <name>TransferDialog</name>
    <message>
        <source>Hand over to another street — case {0}</source>
        <translation>移交其他街道 — 案件 {0}</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>{0} · sends it back</source>
        <translation>{0} · 退回</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>接收街道</translation>
    </message>
    <message>
        <source>Streets that take cases, as the city platform named them last.</source>
        <translation>市平台最近告知的可接收案件的街道。</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>移交后</translation>
    </message>
    <message>
        <source>The city platform has named no other street yet. Sync once.</source>
        <translation>市平台尚未告知其他街道，请先同步一次。</translation>
    </message>
    <message>
        <source>Choose the street.</source>
        <translation>请选择街道。</translation>
    </message>
    <message>
        <source>Text, place, photos and the course so far go along to {0}</source>
        <translation>描述、地点、照片和经过一并移交{0}</translation>
    </message>
    <message>
        <source>There it waits for filing, with a number of its own and a new clock</source>
        <translation>对方重新编号、待立案，受理时限从移交起算</translation>
    </message>
    <message>
        <source>Here it ends as transferred once the city platform has handed it over</source>
        <translation>市平台移交后，本街道按“已移交”办结</translation>
    </message>
    <message>
        <source>Until then nothing else moves it on; the request can be taken back</source>
        <translation>此前不能再作其他处理；申请可撤销</translation>
    </message>
</context>
<context>
    <name>TreeControl</name>
    <message>
        <source>In today</source>
        <translation>今日进件</translation>
    </message>
    <message>
        <source>Closed today</source>
        <translation>今日结案</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>按期</translation>
    </message>
</context>
<context>
    <name>UndoControl</name>
    <message>
        <source>Takes back: {0}</source>
        <translation>撤销：{0}</translation>
    </message>
    <message>
        <source> · Undo Ctrl+Z</source>
        <translation> · 撤销 Ctrl+Z</translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} is no longer merged into {1}; it goes on as before.</source>
        <translation>{0} 不再并入 {1}，照原样继续。</translation>
    </message>
    <message>
        <source>Taken back: {0}. The case and its clocks stand as before.</source>
        <translation>已撤销：{0}。案件和计时恢复原状。</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>Open this workstation</source>
        <translation>打开本席位</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Recovery key, where the password is lost</source>
        <translation>恢复密钥（忘记密码时）</translation>
    </message>
    <message>
        <source>Opened &amp;by</source>
        <translation>打开方式(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Password or key</source>
        <translation>密码密钥(&amp;P)</translation>
    </message>
    <message>
        <source>The recovery key has seven groups of four characters.</source>
        <translation>恢复密钥共 7 组，每组 4 位。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Please type it.</source>
        <translation>请输入。</translation>
    </message>
    <message>
        <source>A new password</source>
        <translation>设置新密码</translation>
    </message>
    <message>
        <source>Set it and open</source>
        <translation>设置并打开</translation>
    </message>
    <message>
        <source>The recovery key has opened the store. From now on the new password opens it; the recovery key still holds.</source>
        <translation>已用恢复密钥打开。今后用新密码打开，恢复密钥仍然有效。</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>新密码(&amp;P)</translation>
    </message>
    <message>
        <source>At least {0} characters.</source>
        <translation>至少 {0} 个字符。</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>再输一次(&amp;M)</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
</context>
<context>
    <name>Urgency</name>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Severe</source>
        <translation>严重超期</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>挂账暂停</translation>
    </message>
</context>
<context>
    <name>UsersDialog</name>
    <message>
        <source>Users</source>
        <translation>人员管理</translation>
    </message>
    <message>
        <source>Publish the change</source>
        <translation>发布更改</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>新增人员</translation>
    </message>
    <message>
        <source>User</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Disabled: signs in nowhere, acts are refused</source>
        <translation>停用：不能登录，不能办理</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>As it stands on shared screens and on paper</source>
        <translation>用于共用屏幕和纸面</translation>
    </message>
    <message>
        <source>Communities</source>
        <translation>社区范围</translation>
    </message>
    <message>
        <source>Names or codes, a blank between them; empty: the whole street</source>
        <translation>社区名称或代码，用空格隔开；不填为全街道</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Of a responsible unit&apos;s user</source>
        <translation>处置部门人员所属单位</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Empty: as it is. At least 8 characters, not only digits</source>
        <translation>不填则不变；至少 8 位，不能只有数字</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>with a password</source>
        <translation>已设密码</translation>
    </message>
    <message>
        <source>without a password</source>
        <translation>未设密码</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>请填写。</translation>
    </message>
    <message>
        <source>Letters, digits and hyphens, such as dm-dispatcher-4.</source>
        <translation>请用字母、数字和连字符，如 dm-dispatcher-4。</translation>
    </message>
    <message>
        <source>This id is taken.</source>
        <translation>账号已被使用。</translation>
    </message>
    <message>
        <source>No community of this street: {0}</source>
        <translation>本街道没有这个社区：{0}</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>it belongs to another street</source>
        <translation>属于其他街道</translation>
    </message>
    <message>
        <source>it builds on a step that the city platform does not have</source>
        <translation>所依据的上一步不在市平台</translation>
    </message>
    <message>
        <source>it rests on a document that the city has not published</source>
        <translation>所依据的标准文件市级未发布</translation>
    </message>
    <message>
        <source>the city platform cannot read it</source>
        <translation>市平台无法读取</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>内容过大</translation>
    </message>
    <message>
        <source>only the city platform may write this</source>
        <translation>仅市平台可写入</translation>
    </message>
    <message>
        <source>the city has no such street; the case goes on here</source>
        <translation>本市没有该街道，案件仍由本街道办理</translation>
    </message>
    <message>
        <source>that street has no workstation to see it; the case goes on here</source>
        <translation>该街道没有在用的工作站，案件仍由本街道办理</translation>
    </message>
    <message>
        <source>the case had moved on meanwhile; look again and ask anew</source>
        <translation>案件此间已有新进展，请查看后重新申请</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Not taken over: the file is larger than {most} KB.</source>
        <translation>没有导入：文件超过 {most} KB。</translation>
    </message>
    <message>
        <source>Not taken over: the file does not hold saved views, or is damaged. Have it written again.</source>
        <translation>没有导入：文件里不是保存的视图，或已损坏。请对方重新导出。</translation>
    </message>
    <message>
        <source>Not taken over: this is no file of saved views.</source>
        <translation>没有导入：这不是视图文件。</translation>
    </message>
    <message>
        <source>Not taken over: written by a newer version ({version}). Update this program first.</source>
        <translation>没有导入：文件由更新的版本（{version}）导出。请先升级本程序。</translation>
    </message>
    <message>
        <source>Not done: there would be {now} views, {most} are possible.</source>
        <translation>没有完成：将有 {now} 个视图，最多 {most} 个。</translation>
    </message>
    <message>
        <source>Please give a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>The name has {now} characters, {most} are possible.</source>
        <translation>名称有 {now} 字，最多 {most} 字。</translation>
    </message>
    <message>
        <source>There is a view “{name}” already. Choose another name.</source>
        <translation>已有视图“{name}”。请换一个名称。</translation>
    </message>
    <message>
        <source>Not done: the search line of “{name}” is too long (at most {most}).</source>
        <translation>没有完成：“{name}”的搜索内容过长（最多 {most} 字）。</translation>
    </message>
    <message>
        <source>Not taken over: “{name}” names a queue that is not here.</source>
        <translation>没有导入：“{name}”用到的队列或列在本机没有。</translation>
    </message>
    <message>
        <source>{where} cannot be read. Check path and rights.</source>
        <translation>无法读取 {where}。请检查路径和权限。</translation>
    </message>
    <message>
        <source>{where} cannot be written. Check path, rights and free space.</source>
        <translation>无法写入 {where}。请检查路径、权限和磁盘空间。</translation>
    </message>
    <message>
        <source>{where} is there already. Choose another name.</source>
        <translation>{where} 已存在。请换一个名称。</translation>
    </message>
</context>
<context>
    <name>ViewsControl</name>
    <message>
        <source>Saved views</source>
        <translation>保存的视图</translation>
    </message>
    <message>
        <source>Open a saved view first.</source>
        <translation>请先打开一个保存的视图。</translation>
    </message>
    <message>
        <source>It is the first.</source>
        <translation>已是第一个。</translation>
    </message>
    <message>
        <source>It is the last.</source>
        <translation>已是最后一个。</translation>
    </message>
    <message>
        <source>There is no saved view yet.</source>
        <translation>还没有保存的视图。</translation>
    </message>
    <message>
        <source>Save as a view</source>
        <translation>保存为视图</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Saved as “{0}”</source>
        <translation>已保存为“{0}”</translation>
    </message>
    <message>
        <source>Rename the view “{0}”</source>
        <translation>重命名视图“{0}”</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Now called “{0}”</source>
        <translation>已改名为“{0}”</translation>
    </message>
    <message>
        <source>The view “{0}” is gone</source>
        <translation>已删除视图“{0}”</translation>
    </message>
    <message>
        <source>Write the saved views into a file</source>
        <translation>把保存的视图导出到文件</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>Names, queues and search lines; no case and no person is in it.</source>
        <translation>只含名称、队列和搜索内容，不含案件和人员。</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写入：{0}</translation>
    </message>
    <message>
        <source>Take over saved views from a file</source>
        <translation>从文件导入保存的视图</translation>
    </message>
    <message>
        <source>Take them over</source>
        <translation>导入视图</translation>
    </message>
    <message>
        <source>Your own views stay; at most {0} KB.</source>
        <translation>已有视图保留；文件不超过 {0} KB。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln view(s) taken over</source>
        <translation>
            <numerusform>导入了 %Ln 个视图</numerusform>
        </translation>
    </message>
    <message>
        <source>All of them were here already</source>
        <translation>这些视图都已有</translation>
    </message>
</context>
<context>
    <name>WallWindow</name>
    <message>
        <source>Wall</source>
        <translation>大屏</translation>
    </message>
    <message>
        <source>Open cases by urgency</source>
        <translation>未结案件（按紧急程度）</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Open cases by community</source>
        <translation>各社区未结案件</translation>
    </message>
    <message>
        <source>Longest overdue</source>
        <translation>超期最久</translation>
    </message>
    <message>
        <source>No personal data on this screen</source>
        <translation>本屏不显示个人信息</translation>
    </message>
    <message>
        <source>{year}-{month:02d}-{day:02d} {weekday}</source>
        <translation>{year} 年 {month} 月 {day} 日 {weekday}</translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>未结案件</translation>
    </message>
    <message>
        <source>Reported today</source>
        <translation>今日进件</translation>
    </message>
    <message>
        <source>Closed today</source>
        <translation>今日结案</translation>
    </message>
    <message>
        <source>Closed on time</source>
        <translation>按期</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>No case is overdue.</source>
        <translation>没有超期案件。</translation>
    </message>
</context>
<context>
    <name>Whistle</name>
    <message>
        <source>Complaint the street cannot solve alone</source>
        <translation>群众反映、街道难独立解决</translation>
    </message>
    <message>
        <source>Joint enforcement</source>
        <translation>综合执法</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>应急处置</translation>
    </message>
    <message>
        <source>host</source>
        <translation>主办</translation>
    </message>
    <message>
        <source>helper</source>
        <translation>协办</translation>
    </message>
    <message>
        <source>informed</source>
        <translation>知会</translation>
    </message>
    <message>
        <source>satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>mostly satisfied</source>
        <translation>基本满意</translation>
    </message>
    <message>
        <source>not satisfied</source>
        <translation>不满意</translation>
    </message>
</context>
<context>
    <name>WhistleBoard</name>
    <message>
        <source>Open whistles</source>
        <translation>吹哨看板</translation>
    </message>
    <message>
        <source>The arrow keys choose a whistle or one of its units.</source>
        <translation>用方向键选择吹哨或其中的单位。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>分工</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>On site</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>No whistle is open.</source>
        <translation>没有未结束的吹哨。</translation>
    </message>
    <message>
        <source>{0} (released {1})</source>
        <translation>{0}（{1} 撤回）</translation>
    </message>
    <message>
        <source>{0} (called {1})</source>
        <translation>{0}（{1} 增派）</translation>
    </message>
    <message>
        <source>late</source>
        <translation>迟</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Arrived on site</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Rate the unit</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Close the whistle</source>
        <translation>收哨</translation>
    </message>
    <message>
        <source>Call further units…</source>
        <translation>增派单位…</translation>
    </message>
    <message>
        <source>Release the unit</source>
        <translation>撤回单位</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>录入事项</translation>
    </message>
    <message>
        <source>Needed for a result, for a bad rating, to release a unit, and to close while the host has no result.</source>
        <translation>录入处置结果、评为不满意、撤回单位，以及主办没有结果就收哨时必填。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unit(s) overdue</source>
        <translation>
            <numerusform>%Ln 个单位超时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open whistle(s)</source>
        <translation>
            <numerusform>%Ln 个未结束的吹哨</numerusform>
        </translation>
    </message>
    <message>
        <source>Please say why the unit is released.</source>
        <translation>请说明为什么撤回该单位。</translation>
    </message>
    <message>
        <source>Choose the line of a unit first.</source>
        <translation>请先选中一个单位。</translation>
    </message>
    <message>
        <source>Please say how it went.</source>
        <translation>请填写情况。</translation>
    </message>
</context>
<context>
    <name>WhistleControl</name>
    <message>
        <source>This whistle is closed.</source>
        <translation>这次吹哨已结束。</translation>
    </message>
</context>
<context>
    <name>WhistleDialog</name>
    <message>
        <source>Whistle — case {0}</source>
        <translation>吹哨 — 案件 {0}</translation>
    </message>
    <message>
        <source>Whistle</source>
        <translation>吹哨</translation>
    </message>
    <message>
        <source>not in this city</source>
        <translation>本市没有</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>集合地点</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Clocks</source>
        <translation>计时</translation>
    </message>
    <message>
        <source>host, helper, informed, none</source>
        <translation>主办、协办、知会、不召集</translation>
    </message>
    <message>
        <source>Similar whistles before</source>
        <translation>以往类似吹哨</translation>
    </message>
    <message>
        <source>Enter calls the same units</source>
        <translation>回车：照此召集单位</translation>
    </message>
    <message>
        <source>Choose what it is for.</source>
        <translation>请选择吹哨类型。</translation>
    </message>
    <message>
        <source>Say where the units shall come to.</source>
        <translation>请填写各单位到场的地点。</translation>
    </message>
    <message>
        <source>Choose the host: press 1 on its line.</source>
        <translation>请选定主办单位：在该单位上按 1。</translation>
    </message>
    <message>
        <source>Starts for host and helpers: to sign in</source>
        <translation>主办、协办开始计时：签到</translation>
    </message>
    <message>
        <source>to arrive on site</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>to have a result</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Unchanged: the clocks of the case</source>
        <translation>不变：案件的各项计时</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unit(s) called</source>
        <translation>
            <numerusform>召集 %Ln 个单位</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>by ruling</source>
        <translation>依据裁定</translation>
    </message>
    <message>
        <source>responsible for this class in this grid cell</source>
        <translation>该单元网格该小类的责任单位</translation>
    </message>
    <message>
        <source>responsible for this class in this community</source>
        <translation>责任清单：本社区此类</translation>
    </message>
    <message>
        <source>responsible for this class</source>
        <translation>责任清单：此类</translation>
    </message>
    <message>
        <source>responsible for the major class in this grid cell</source>
        <translation>该单元网格该大类的责任单位</translation>
    </message>
    <message>
        <source>responsible for the major class in this community</source>
        <translation>责任清单：本社区此大类</translation>
    </message>
    <message>
        <source>responsible for the major class</source>
        <translation>责任清单：此大类</translation>
    </message>
    <message>
        <source>responsible by default</source>
        <translation>责任清单：默认</translation>
    </message>
</context>
<context>
    <name>WindowDialogs</name>
    <message>
        <source>Going on with what you had typed before.</source>
        <translation>已恢复上次未完成的内容。</translation>
    </message>
    <message>
        <source>A registration was not finished. F2 goes on with it.</source>
        <translation>有一件登记没有完成，按 F2 继续上次未完成的登记。</translation>
    </message>
    <message>
        <source>A hand-over was not finished. Ctrl+H goes on with it.</source>
        <translation>有一份交接班尚未完成，按 Ctrl+H 继续。</translation>
    </message>
    <message>
        <source>Not finished: {0}. Open the same act on the case to go on.</source>
        <translation>没有完成：{0}。对该案件再做同一操作即可继续。</translation>
    </message>
</context>
<context>
    <name>WithdrawDialog</name>
    <message>
        <source>Withdraw the photo “{0}” — {1}</source>
        <translation>撤回照片“{0}” — {1}</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>YearGrid</name>
    <message>
        <source>H</source>
        <translation>休</translation>
    </message>
    <message>
        <source>W</source>
        <translation>班</translation>
    </message>
    <message>
        <source>work day</source>
        <translation>工作日</translation>
    </message>
    <message>
        <source>closed every week</source>
        <translation>每周休息</translation>
    </message>
    <message>
        <source>day off</source>
        <translation>放假</translation>
    </message>
    <message>
        <source>make-up work day</source>
        <translation>调休上班</translation>
    </message>
    <message>
        <source>provisional: not published yet</source>
        <translation>暂定，假期未公布</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改动</translation>
    </message>
</context>
<context>
    <name>_Counted</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Enter shows it</source>
        <translation>Enter 查看</translation>
    </message>
    <message>
        <source>Earlier hand-overs</source>
        <translation>历次交接班</translation>
    </message>
</context>
<context>
    <name>_Drop</name>
    <message>
        <source>Suggestions</source>
        <translation>可输入的内容</translation>
    </message>
</context>
<context>
    <name>_PhotoPlace</name>
    <message>
        <source>The place of a photo of the case.</source>
        <translation>案件照片的位置。</translation>
    </message>
</context>
</TS>
