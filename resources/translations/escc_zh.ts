<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Study edition</source>
        <translation>研究配置版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>This program never goes online. What leaves this computer leaves as a package or on paper.</source>
        <translation>本程序从不联网。数据只以数据包或纸质形式离开本机。</translation>
    </message>
</context>
<context>
    <name>AdverseEventPage</name>
    <message>
        <source>Adverse event %1</source>
        <translation>不良事件 %1</translation>
    </message>
    <message>
        <source>New adverse event</source>
        <translation>新的不良事件</translation>
    </message>
    <message>
        <source>Ask to sign…</source>
        <translation>请研究者签名…</translation>
    </message>
    <message>
        <source>Complete, ask to sign</source>
        <translation>完成并送签</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>Adverse event</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>next item</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>missing code</source>
        <translation>缺失代码</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Sign on paper…</source>
        <translation>纸质签名…</translation>
    </message>
    <message>
        <source>Proposed from a result</source>
        <translation>由检验结果建议</translation>
    </message>
</context>
<context>
    <name>AdverseEventsPage</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Not serious, or not judged yet</source>
        <translation>非严重或尚未判定</translation>
    </message>
    <message>
        <source>%1 (event|events), %2 serious</source>
        <translation>%1 件，其中严重 %2 件</translation>
    </message>
    <message>
        <source>%1 has none; the site has %2.</source>
        <translation>%1 没有记录，本中心共 %2 件。</translation>
    </message>
    <message>
        <source>No adverse event of this participant</source>
        <translation>该受试者没有不良事件记录</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Every untoward event from consent on is recorded here, whatever its cause.</source>
        <translation>自签署知情同意起的所有不良医学事件均在此记录，不论原因。</translation>
    </message>
    <message>
        <source>No adverse event recorded yet</source>
        <translation>尚无不良事件记录</translation>
    </message>
    <message>
        <source>Record an adverse event…</source>
        <translation>记录不良事件…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>no term yet</source>
        <translation>尚未选术语</translation>
    </message>
    <message>
        <source>to judge</source>
        <translation>待判定</translation>
    </message>
    <message>
        <source>first report sent</source>
        <translation>首次报告已送</translation>
    </message>
    <message>
        <source>no awareness</source>
        <translation>缺获知时间</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>时限 %1</translation>
    </message>
    <message>
        <source>overdue %1</source>
        <translation>超时 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Adverse events</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>Participant: </source>
        <translation>受试者：</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Print log…</source>
        <translation>打印记录表…</translation>
    </message>
    <message>
        <source>New adverse event…</source>
        <translation>新的不良事件…</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Onset</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>First report</source>
        <translation>首次报告</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>N/A</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>请选择</translation>
    </message>
</context>
<context>
    <name>ApproveDialog</name>
    <message>
        <source>Forms, visits, checks, criteria and every assumption of it count for this site.</source>
        <translation>其中的表单、访视、核查规则、入排标准和各项假设在本中心适用。</translation>
    </message>
    <message>
        <source>Approve edition %1</source>
        <translation>批准方案配置版本 %1</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>This digest is signed. It is the same at the desk and on every computer with this edition.</source>
        <translation>所签名的即此摘要。同一配置版本在数据管理中心和各计算机上的摘要相同。</translation>
    </message>
    <message>
        <source>Digest of the edition</source>
        <translation>配置版本摘要</translation>
    </message>
</context>
<context>
    <name>BackgroundCheck</name>
    <message>
        <source>The vault can only be read</source>
        <translation>保险库现在只能查看，不能录入</translation>
    </message>
    <message>
        <source>A key slot is damaged</source>
        <translation>有一个密钥文件已损坏</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>还原备份…</translation>
    </message>
</context>
<context>
    <name>BackupNotice</name>
    <message>
        <source>A backup that was due could not be made</source>
        <translation>到期的备份未能完成</translation>
    </message>
    <message>
        <source>Work goes on. Data safety says what happened and what to do.</source>
        <translation>不影响工作。“数据安全”页面说明了原因和处理办法。</translation>
    </message>
    <message>
        <source>Data safety</source>
        <translation>数据安全</translation>
    </message>
</context>
<context>
    <name>BackupPanel</name>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Choose a generation in the table, or make a backup now.</source>
        <translation>请在表中选择一份备份，或立即备份。</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>备份详情</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Entries of the journal</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>This drill</source>
        <translation>本次演练</translation>
    </message>
    <message>
        <source>This backup</source>
        <translation>本次备份</translation>
    </message>
    <message>
        <source>%1 verified</source>
        <translation>已校验 %1</translation>
    </message>
    <message>
        <source>The newest backup can be restored. The copy that proved it was taken away again.</source>
        <translation>最新的备份可以还原。演练所用的副本已清除。</translation>
    </message>
    <message>
        <source>Restored to a place apart</source>
        <translation>已还原到临时位置</translation>
    </message>
    <message>
        <source>Opened with your passphrase</source>
        <translation>已用您的密码打开</translation>
    </message>
    <message>
        <source>Verified whole</source>
        <translation>已全部校验</translation>
    </message>
    <message>
        <source>The same as its beginning says</source>
        <translation>与文件开头所载一致</translation>
    </message>
    <message>
        <source>Taken away again</source>
        <translation>副本已清除</translation>
    </message>
    <message>
        <source>On %1, opened again and verified.</source>
        <translation>存于 %1，已重新打开并校验。</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>已读回</translation>
    </message>
    <message>
        <source>equal to the byte</source>
        <translation>逐字节一致</translation>
    </message>
    <message>
        <source>Opened and verified whole</source>
        <translation>已打开并全部校验</translation>
    </message>
    <message>
        <source>In its place</source>
        <translation>已就位</translation>
    </message>
    <message>
        <source>generation %1</source>
        <translation>第 %1 份</translation>
    </message>
</context>
<context>
    <name>BackupWords</name>
    <message>
        <source>Copying the vault; work goes on</source>
        <translation>正在复制保险库，可继续工作</translation>
    </message>
    <message>
        <source>Writing to the place</source>
        <translation>正在写入备份位置</translation>
    </message>
    <message>
        <source>Reading it back</source>
        <translation>正在读回</translation>
    </message>
    <message>
        <source>Opening the copy and verifying every entry</source>
        <translation>正在打开副本并逐条校验</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>完好</translation>
    </message>
    <message>
        <source>Longer than this vault</source>
        <translation>比本保险库更长</translation>
    </message>
    <message>
        <source>Other entries than here</source>
        <translation>与本机记录不同</translation>
    </message>
    <message>
        <source>Before the restore</source>
        <translation>还原之前的备份</translation>
    </message>
    <message>
        <source>Of another device</source>
        <translation>其他设备的备份</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Made by this device; its last entry stands in this vault. It was opened and verified when made.</source>
        <translation>由本设备生成，其最后一条记录就在本保险库中；生成时已重新打开并校验。</translation>
    </message>
    <message>
        <source>It holds entries that this vault does not have: the vault was put back, or this is another copy of it. Do not remove it; call the central desk.</source>
        <translation>其中有本保险库没有的记录：本保险库可能被换成了旧的，或是另一份副本。请勿删除，并联系数据管理中心。</translation>
    </message>
    <message>
        <source>It is of this device&apos;s journal, with other entries than this vault. Do not remove it; call the central desk.</source>
        <translation>属于本设备的操作记录，但内容与本保险库不同。请勿删除，并联系数据管理中心。</translation>
    </message>
    <message>
        <source>Made before this vault was restored. It is kept; new backups do not push it out.</source>
        <translation>本保险库还原之前生成的备份，会一直保留，不会被新备份替换。</translation>
    </message>
    <message>
        <source>Made by another device, site or study. It is left alone and never removed from here.</source>
        <translation>由其他设备、中心或研究生成。本程序不改动、也不会删除它。</translation>
    </message>
    <message>
        <source>It is left alone and never removed from here. A later generation may be good.</source>
        <translation>本程序不改动、也不会删除它。其他各份备份可能完好。</translation>
    </message>
    <message>
        <source>%1 (entry|entries)</source>
        <translation>%1 条</translation>
    </message>
</context>
<context>
    <name>CalendarPage</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1-%2</source>
        <translation>%1年%2月</translation>
    </message>
    <message>
        <source>No visit is planned in these three months. Visits are planned from the first dose on.</source>
        <translation>这三个月没有计划的访视。访视自首次给药起排定。</translation>
    </message>
    <message>
        <source>No visits</source>
        <translation>没有访视</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>held</source>
        <translation>已访视</translation>
    </message>
    <message>
        <source>booked</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>target</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Visit calendar</source>
        <translation>访视日历</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Participants: </source>
        <translation>受试者：</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>windows, cycles</source>
        <translation>窗口与周期</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>As</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>访视窗</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>CalendarPanel</name>
    <message>
        <source>No visit on this day.</source>
        <translation>当天没有访视。</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选定</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>选定 %1</translation>
    </message>
    <message>
        <source>Unscheduled visit…</source>
        <translation>计划外访视…</translation>
    </message>
    <message>
        <source>Space or Enter takes up a visit; arrows then move it, Enter saves, Esc returns.</source>
        <translation>空格或 Enter 选定访视，方向键移动，Enter 保存，Esc 返回。</translation>
    </message>
    <message>
        <source>Space or Enter takes up a visit, Esc returns. It cannot be moved on this login.</source>
        <translation>空格或 Enter 选中访视，Esc 返回。此登录不能移动访视。</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Unscheduled</source>
        <translation>计划外</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>计划日期</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>访视窗</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>预约日期</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>实际日期</translation>
    </message>
    <message>
        <source>All %1 forms of the visit…</source>
        <translation>本次访视的全部 %1 张表单…</translation>
    </message>
    <message>
        <source>Print blank worksheet…</source>
        <translation>打印空白访视记录表…</translation>
    </message>
    <message>
        <source>Open participant</source>
        <translation>打开受试者</translation>
    </message>
    <message>
        <source>Preview of the move, not saved</source>
        <translation>移动预览，尚未保存</translation>
    </message>
    <message>
        <source>allowed %1 to %2, target %3</source>
        <translation>允许 %1 至 %2，计划 %3</translation>
    </message>
    <message>
        <source>No window: the visit is unscheduled</source>
        <translation>计划外访视，无访视窗</translation>
    </message>
    <message>
        <source>Inside the window</source>
        <translation>在访视窗内</translation>
    </message>
    <message>
        <source>The window stays as it is</source>
        <translation>访视窗不变</translation>
    </message>
    <message>
        <source>Other visits are not moved</source>
        <translation>其他访视不受影响</translation>
    </message>
    <message>
        <source>each keeps its own target and window</source>
        <translation>各自的计划日期和访视窗不变</translation>
    </message>
    <message>
        <source>Move to %1</source>
        <translation>改到 %1</translation>
    </message>
    <message>
        <source>Book %1</source>
        <translation>预约 %1</translation>
    </message>
    <message>
        <source>Use %1, last allowed day</source>
        <translation>改到 %1，窗内最晚</translation>
    </message>
    <message>
        <source>Use %1, first allowed day</source>
        <translation>改到 %1，窗内最早</translation>
    </message>
    <message>
        <source>Move to %1 anyway</source>
        <translation>仍移到 %1</translation>
    </message>
    <message>
        <source>A reason is kept with the move</source>
        <translation>移动原因随记录保存</translation>
    </message>
    <message>
        <source>A day outside the window needs a reason</source>
        <translation>超窗须写明原因</translation>
    </message>
    <message>
        <source>Time, if agreed</source>
        <translation>约定时间（可不填）</translation>
    </message>
    <message>
        <source>Choose a reason…</source>
        <translation>选择原因…</translation>
    </message>
    <message>
        <source>Reason for the move</source>
        <translation>移动原因</translation>
    </message>
    <message>
        <source>Words of your own</source>
        <translation>补充说明</translation>
    </message>
    <message>
        <source>Reason in words of your own</source>
        <translation>原因的补充说明</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Other forms not done…</source>
        <translation>其余表单未做…</translation>
    </message>
    <message>
        <source>Visit not done…</source>
        <translation>访视未做…</translation>
    </message>
</context>
<context>
    <name>ChangePersonDialog</name>
    <message>
        <source>The first role stands in the certificate and stays; so does who is an administrator or monitor.</source>
        <translation>第一角色写在证书里，不能更改；系统管理员、监查员身份也不能在此更改。</translation>
    </message>
    <message>
        <source>Last day of the login</source>
        <translation>登录截止日期</translation>
    </message>
    <message>
        <source>Left empty, it does not end.</source>
        <translation>不填则长期有效。</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Roles and last day of %1</source>
        <translation>%1 的角色与登录截止日期</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Type the date as 2026-03-05.</source>
        <translation>请按 2026-03-05 的格式填写日期。</translation>
    </message>
</context>
<context>
    <name>ChecksCard</name>
    <message>
        <source>Checks</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Still to answer: %1</source>
        <translation>尚未填写：%1</translation>
    </message>
    <message>
        <source>Nothing speaks against completing the event</source>
        <translation>没有妨碍完成的问题</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
</context>
<context>
    <name>ChosenPassphrase</name>
    <message>
        <source>Use at least %1 characters.</source>
        <translation>请至少使用 %1 个字符。</translation>
    </message>
    <message>
        <source>Too easy to guess. Make it longer as said above.</source>
        <translation>太容易被猜到，请按上面的提示加长。</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Caps lock is on.</source>
        <translation>大写锁定已打开</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>Nobody else can read or set it.</source>
        <translation>他人无法查看或设置。</translation>
    </message>
</context>
<context>
    <name>ClockCard</name>
    <message>
        <source>SAE clock</source>
        <translation>SAE 时钟</translation>
    </message>
    <message>
        <source>Serious. The clock starts with the time of awareness.</source>
        <translation>严重不良事件，时限自获知时间起算。</translation>
    </message>
    <message>
        <source>Not serious by the answers: no clock runs.</source>
        <translation>按所答为非严重，不计时限。</translation>
    </message>
    <message>
        <source>Answer each seriousness question; any Yes starts the clock.</source>
        <translation>请逐条回答严重性，任一为“是”即起算时限。</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>已报告</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Aware</source>
        <translation>获知</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>report to send</source>
        <translation>待报告</translation>
    </message>
    <message>
        <source>sent late</source>
        <translation>逾期报告</translation>
    </message>
    <message>
        <source>sent in time</source>
        <translation>按时报告</translation>
    </message>
</context>
<context>
    <name>ClockNotice</name>
    <message>
        <source>Entries keep their order, and nothing was refused. The journal says so too.</source>
        <translation>记录顺序不变，没有拒绝任何录入。操作记录中也有这一条。</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was set back: %1 → %2</source>
        <translation>电脑时钟被调回：%1 → %2</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was set forward: %1 → %2</source>
        <translation>电脑时钟被调前：%1 → %2</translation>
    </message>
    <message>
        <source>The computer&apos;s time zone was changed: %1 → %2</source>
        <translation>电脑时区已更改：%1 → %2</translation>
    </message>
    <message>
        <source>The computer was suspended: %1 → %2</source>
        <translation>电脑曾休眠：%1 → %2</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was changed: %1 → %2</source>
        <translation>电脑时钟有变动：%1 → %2</translation>
    </message>
</context>
<context>
    <name>ContradictionNotes</name>
    <message>
        <source>%1: the registry text leaves this open</source>
        <translation>%1：登记原文在此处不明确</translation>
    </message>
    <message>
        <source>%1: the registry text leaves this open, for this participant</source>
        <translation>%1：登记原文在此处不明确，涉及该受试者</translation>
    </message>
    <message>
        <source>%1: the registry text leaves this open; it does not concern this participant</source>
        <translation>%1：登记原文在此处不明确，不涉及该受试者</translation>
    </message>
    <message>
        <source>%1: the registry text leaves this open; the forms do not say yet for whom</source>
        <translation>%1：登记原文在此处不明确，按现有表单尚不能判断是否涉及该受试者</translation>
    </message>
    <message>
        <source>No ruling yet; the principal investigator gives it.</source>
        <translation>尚无判读意见，由主要研究者判读。</translation>
    </message>
    <message>
        <source>Ruling (%1, %2): %3</source>
        <translation>判读意见（%1，%2）：%3</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1（%2）：%3</translation>
    </message>
</context>
<context>
    <name>Course</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Adverse events</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>term not chosen</source>
        <translation>未选术语</translation>
    </message>
</context>
<context>
    <name>CriterionFacts</name>
    <message>
        <source>nothing recorded yet</source>
        <translation>尚无记录</translation>
    </message>
</context>
<context>
    <name>CriterionPanel</name>
    <message>
        <source>Inclusion criterion %1</source>
        <translation>入选标准 %1</translation>
    </message>
    <message>
        <source>Exclusion criterion %1</source>
        <translation>排除标准 %1</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>State the grounds</source>
        <translation>写明判断依据</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Unanswered. Blank is not No</source>
        <translation>未答。不预选，空白不等于“否”</translation>
    </message>
    <message>
        <source>This criterion is answered yes or no</source>
        <translation>本条须答“是”或“否”</translation>
    </message>
    <message>
        <source>lets the participant pass</source>
        <translation>符合入组要求</translation>
    </message>
    <message>
        <source>speaks against enrolment</source>
        <translation>不符合入组要求</translation>
    </message>
    <message>
        <source>holds until</source>
        <translation>有效至</translation>
    </message>
    <message>
        <source>waiting for the investigator</source>
        <translation>待研究者</translation>
    </message>
    <message>
        <source>Drafted</source>
        <translation>起草</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Take %1 from the form</source>
        <translation>取表单中的 %1</translation>
    </message>
    <message>
        <source>not at the first dose, %1</source>
        <translation>首次给药 %1 不在有效期内</translation>
    </message>
</context>
<context>
    <name>DataSafetyPage</name>
    <message>
        <source>Choose the stick or folder for backups</source>
        <translation>选择存放备份的 U 盘或文件夹</translation>
    </message>
    <message>
        <source>%1 since the last one</source>
        <translation>此后新增 %1</translation>
    </message>
    <message>
        <source>Backup off this computer</source>
        <translation>备份（机外）</translation>
    </message>
    <message>
        <source>Restore drill</source>
        <translation>还原演练</translation>
    </message>
    <message>
        <source>none was made yet</source>
        <translation>尚未演练</translation>
    </message>
    <message>
        <source>on backup %1</source>
        <translation>第 %1 份备份</translation>
    </message>
    <message>
        <source>No place yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在位</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>不在</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>在本机上</translation>
    </message>
    <message>
        <source>Looking at the place</source>
        <translation>正在查看备份位置</translation>
    </message>
    <message>
        <source>Work goes on meanwhile. Cancelling leaves nothing half done.</source>
        <translation>期间可继续工作。取消不会留下未完成的内容。</translation>
    </message>
    <message>
        <source>The drill was not passed</source>
        <translation>演练未通过</translation>
    </message>
    <message>
        <source>The backup was not made</source>
        <translation>未能备份</translation>
    </message>
    <message>
        <source>No second place was chosen yet</source>
        <translation>尚未选择备份位置</translation>
    </message>
    <message>
        <source>Choose a stick or a folder on another disk. A backup is then made by itself when it is there.</source>
        <translation>请选择 U 盘或另一磁盘上的文件夹。此后只要它在，就会自动备份。</translation>
    </message>
    <message>
        <source>Choose place…</source>
        <translation>选择位置…</translation>
    </message>
    <message>
        <source>%1 is not here</source>
        <translation>%1 不在</translation>
    </message>
    <message>
        <source>Put it in: what is on it is shown, and a backup that is due is made by itself.</source>
        <translation>请插入：其中的备份会列出，到期的备份会自动进行。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>No backup on %1 yet</source>
        <translation>%1 上还没有备份</translation>
    </message>
    <message>
        <source>The first one holds everything recorded so far.</source>
        <translation>第一份备份将包含迄今的全部记录。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Data safety</source>
        <translation>数据安全</translation>
    </message>
    <message>
        <source>A backup counts once it was opened again and verified</source>
        <translation>备份经重新打开并校验后才算数</translation>
    </message>
    <message>
        <source>Restore drill…</source>
        <translation>还原演练…</translation>
    </message>
    <message>
        <source>Backups in the place</source>
        <translation>备份位置中的备份</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Other place…</source>
        <translation>更换位置…</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>DateTimeField</name>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>{name}, date</source>
        <translation>{name}，日期</translation>
    </message>
    <message>
        <source>{name}, time</source>
        <translation>{name}，时间</translation>
    </message>
</context>
<context>
    <name>DelegationPage</name>
    <message>
        <source>%1 recorded this on %2 without being delegated for it: %3. To do: check it against the source; let the principal investigator delegate the task or say who records from now on; write it down as a protocol deviation with cause and measure, and report it as the protocol asks. Then close this finding.</source>
        <translation>%1 于 %2 记录了此项，但当日未被授权该任务：%3。下一步：与源文件核对；由主要研究者授权该任务或指定今后的记录人；按方案偏离记录原因和措施，并按方案要求上报；完成后关闭本条。</translation>
    </message>
    <message>
        <source>Only the principal investigator delegates. Add one on the page of people first.</source>
        <translation>只有主要研究者可以授权。请先在人员页添加。</translation>
    </message>
    <message>
        <source>No principal investigator yet</source>
        <translation>尚无主要研究者</translation>
    </message>
    <message>
        <source>Nothing delegated yet</source>
        <translation>尚无授权</translation>
    </message>
    <message>
        <source>Without a delegation nobody but the principal investigator can sign, decide or enrol.</source>
        <translation>未授权前，除主要研究者外任何人不能签名、判定或办理入组。</translation>
    </message>
    <message>
        <source>Delegate tasks…</source>
        <translation>授权…</translation>
    </message>
    <message>
        <source>%1 (delegation|delegations)</source>
        <translation>%1 条授权</translation>
    </message>
    <message>
        <source>Recorded by somebody not delegated for it: follow up, write down as a deviation</source>
        <translation>未经授权的记录：请跟进，并写成方案偏离</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另 %1 项</translation>
    </message>
    <message>
        <source>End…</source>
        <translation>终止…</translation>
    </message>
    <message>
        <source>image kept</source>
        <translation>已存图片</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已终止</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>ends in %1 d</source>
        <translation>%1 天后到期</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Screening registered</source>
        <translation>筛选登记</translation>
    </message>
    <message>
        <source>First dose recorded</source>
        <translation>首次给药记录</translation>
    </message>
    <message>
        <source>Visit booked</source>
        <translation>访视预约</translation>
    </message>
    <message>
        <source>Record saved</source>
        <translation>记录保存</translation>
    </message>
    <message>
        <source>Delegation log</source>
        <translation>授权分工表</translation>
    </message>
    <message>
        <source>An act without a delegation of its day is refused; a record is kept in any case and listed here.</source>
        <translation>当日未获授权的操作会被拒绝；记录始终保存，并列在这里。</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>授权人</translation>
    </message>
    <message>
        <source>Specimen</source>
        <translation>签名样张</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Recorded without delegation</source>
        <translation>未经授权的记录</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Not delegated for</source>
        <translation>未获授权的职责</translation>
    </message>
    <message>
        <source>Print log…</source>
        <translation>打印分工表…</translation>
    </message>
    <message>
        <source>Follow up…</source>
        <translation>跟进…</translation>
    </message>
</context>
<context>
    <name>DemonstrationCard</name>
    <message>
        <source>Demonstration</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Every person and every participant here is invented. These passphrases are shown only here.</source>
        <translation>此处的人员和受试者均为虚构。密码只在演示中显示。</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>填入</translation>
    </message>
    <message>
        <source>Fill in the passphrase of %1</source>
        <translation>填入%1的密码</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Edition {edition}, draft</source>
        <translation>配置 {edition} 待批准</translation>
    </message>
    <message>
        <source>Edition {edition}, approved</source>
        <translation>配置 {edition} 已批准</translation>
    </message>
    <message>
        <source>Backup %1</source>
        <translation>备份 %1</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>尚无备份</translation>
    </message>
</context>
<context>
    <name>DialogFrame</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DocumentsPage</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>A paper is kept here when it is signed, printed or saved out.</source>
        <translation>文件在签名、打印或另存后保存在此。</translation>
    </message>
    <message>
        <source>No document yet</source>
        <translation>尚无文件</translation>
    </message>
    <message>
        <source>Make a document…</source>
        <translation>生成文件…</translation>
    </message>
    <message>
        <source>The vault holds %1 of other participants.</source>
        <translation>保险库中有其他受试者的文件，共 %1 份。</translation>
    </message>
    <message>
        <source>No document of %1</source>
        <translation>没有 %1 的文件</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>saved %1, printed %2</source>
        <translation>另存 %1 次，打印 %2 次</translation>
    </message>
    <message>
        <source>%1 p.</source>
        <translation>%1 页</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件与打印</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>共 %1 份</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>being drawn…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>A preview. Saving it out or printing it keeps the document in the vault, as an entry.</source>
        <translation>预览。另存或打印后，文件才保存到保险库并写入操作记录。</translation>
    </message>
    <message>
        <source>The signature on this document no longer holds</source>
        <translation>本文件上的签名已失效</translation>
    </message>
    <message>
        <source>The record changed after it was signed. Have it signed again; that makes a new document.</source>
        <translation>记录在签名后有修改。请重新签名，将生成新的文件。</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>另存文件</translation>
    </message>
    <message>
        <source>The document is kept; nothing was noted as printed. Check the printer and try again.</source>
        <translation>文件已保存，未记为已打印。请检查打印机后再试。</translation>
    </message>
    <message>
        <source>Unable to print</source>
        <translation>未能打印</translation>
    </message>
    <message>
        <source>Participant: </source>
        <translation>受试者：</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>另存 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>By</source>
        <translation>生成人</translation>
    </message>
    <message>
        <source>Left the vault</source>
        <translation>另存与打印</translation>
    </message>
    <message>
        <source>Record signature by hand…</source>
        <translation>登记手写签名…</translation>
    </message>
</context>
<context>
    <name>DoseCard</name>
    <message>
        <source>First dose</source>
        <translation>首次给药</translation>
    </message>
    <message>
        <source>cycle %1 day %2</source>
        <translation>第%1周期第%2天</translation>
    </message>
    <message>
        <source>by the edition</source>
        <translation>按配置推算</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Record first dose…</source>
        <translation>登记首次给药…</translation>
    </message>
</context>
<context>
    <name>DraftNotices</name>
    <message>
        <source>Unsaved work from %1 is on screen again</source>
        <translation>%1 未保存的内容已重新显示</translation>
    </message>
    <message>
        <source>It is not in the journal yet. Go on and save it, or discard it.</source>
        <translation>尚未写入操作记录。请继续填写并保存，或放弃。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>What you typed is still on screen. Keeping it is tried again every few seconds.</source>
        <translation>您输入的内容仍在屏幕上，程序每隔几秒会再次尝试暂存。</translation>
    </message>
    <message>
        <source>Unsaved work is not being kept</source>
        <translation>未保存的内容暂时无法暂存</translation>
    </message>
    <message>
        <source>Discard what I typed</source>
        <translation>放弃我的输入</translation>
    </message>
    <message>
        <source>Take up what is saved, keep what I typed</source>
        <translation>载入已保存的值，保留我的输入</translation>
    </message>
    <message>
        <source>%1 saved this record (%2) after you had it on screen</source>
        <translation>您打开之后，%1 已保存了此记录（%2）</translation>
    </message>
    <message>
        <source>Nothing was overwritten. Compare, then choose what goes on.</source>
        <translation>没有覆盖任何内容。请对照后再选择。</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Saved now</source>
        <translation>现已保存的值</translation>
    </message>
    <message>
        <source>On your screen</source>
        <translation>屏幕上的值</translation>
    </message>
    <message>
        <source>has its place</source>
        <translation>可带入</translation>
    </message>
    <message>
        <source>no such item</source>
        <translation>无此项目</translation>
    </message>
    <message>
        <source>Take over what fits</source>
        <translation>带入适用的内容</translation>
    </message>
    <message>
        <source>Unsaved work from %1 was typed under another edition of the study</source>
        <translation>%1 未保存的内容是按另一版方案配置填写的</translation>
    </message>
    <message>
        <source>It stays as it is until you discard it. What has no place in this edition is only shown here.</source>
        <translation>在您放弃之前会原样保留。本版中没有对应项目的内容仅在此显示。</translation>
    </message>
    <message>
        <source>Typed then</source>
        <translation>当时的输入</translation>
    </message>
    <message>
        <source>In this edition</source>
        <translation>在本版中</translation>
    </message>
</context>
<context>
    <name>DrillDialog</name>
    <message>
        <source>Caps lock seems to be on</source>
        <translation>大写锁定似乎已开启</translation>
    </message>
    <message>
        <source>Restore drill</source>
        <translation>还原演练</translation>
    </message>
    <message>
        <source>The newest backup is restored to a place apart, opened with your passphrase, verified whole and taken away again. This vault is not touched.</source>
        <translation>将最新的备份还原到临时位置，用您的密码打开，全部校验，随后清除。不影响当前保险库。</translation>
    </message>
    <message>
        <source>Passphrase of %1</source>
        <translation>%1 的密码</translation>
    </message>
    <message>
        <source>Run the drill</source>
        <translation>开始演练</translation>
    </message>
</context>
<context>
    <name>DrugsCard</name>
    <message>
        <source>draft; the investigator decides</source>
        <translation>起草，待研究者判定</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>相关性</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>采取的措施</translation>
    </message>
    <message>
        <source>Cycle day at onset</source>
        <translation>发生时周期日</translation>
    </message>
</context>
<context>
    <name>EditionPage</name>
    <message>
        <source>Draft</source>
        <translation>待批准</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>edition %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>not yet: press Approve…, with the investigator&apos;s own passphrase</source>
        <translation>尚未批准：按【批准…】，由主要研究者输入本人密码</translation>
    </message>
    <message>
        <source>not yet: the desk signs the same digest, it comes with the desk&apos;s next package</source>
        <translation>尚未批准：数据管理中心签署同一摘要，随其下一数据包送达</translation>
    </message>
    <message>
        <source>%1 without a ruling</source>
        <translation>%1 处尚无判读意见</translation>
    </message>
    <message>
        <source>all ruled on</source>
        <translation>均已判读</translation>
    </message>
    <message>
        <source>No ruling yet</source>
        <translation>尚无判读意见</translation>
    </message>
    <message>
        <source>Rule…</source>
        <translation>判读…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Study edition</source>
        <translation>方案配置版本</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>访视安排</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>主要研究者</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>数据管理中心</translation>
    </message>
    <message>
        <source>Contradictions</source>
        <translation>矛盾登记</translation>
    </message>
    <message>
        <source>Assumptions</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Find in assumptions (Ctrl+F)</source>
        <translation>查找假设（Ctrl+F）</translation>
    </message>
    <message>
        <source>Contradictions of the registry text</source>
        <translation>登记信息中的矛盾</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Registry text</source>
        <translation>登记原文</translation>
    </message>
    <message>
        <source>Bites at</source>
        <translation>涉及</translation>
    </message>
    <message>
        <source>Ruling</source>
        <translation>判读意见</translation>
    </message>
    <message>
        <source>Assumptions of the edition</source>
        <translation>配置版本的假设</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>假设内容</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>处数</translation>
    </message>
</context>
<context>
    <name>EditionPanel</name>
    <message>
        <source>Contradiction %1</source>
        <translation>矛盾 %1</translation>
    </message>
    <message>
        <source>Registry text, word for word</source>
        <translation>登记原文</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What the program does</source>
        <translation>程序的处理</translation>
    </message>
    <message>
        <source>Where it bites</source>
        <translation>涉及之处</translation>
    </message>
    <message>
        <source>Ruling</source>
        <translation>判读意见</translation>
    </message>
    <message>
        <source>No ruling yet</source>
        <translation>尚无判读意见</translation>
    </message>
    <message>
        <source>Earlier, replaced</source>
        <translation>此前的判读，已被取代</translation>
    </message>
    <message>
        <source>The words are no longer kept.</source>
        <translation>原文已不再保存。</translation>
    </message>
    <message>
        <source>Assumption</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>No assumption holds these words.</source>
        <translation>没有假设含有这些字词。</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>假设内容</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>What rests on it</source>
        <translation>以此为依据的内容</translation>
    </message>
    <message>
        <source>Rule…</source>
        <translation>判读…</translation>
    </message>
</context>
<context>
    <name>EligibilityCard</name>
    <message>
        <source>Eligibility and consent</source>
        <translation>合格性与知情</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>已入组</translation>
    </message>
    <message>
        <source>Dosed without being enrolled</source>
        <translation>未入组已给药</translation>
    </message>
    <message>
        <source>Open checklist</source>
        <translation>打开入排核对表</translation>
    </message>
    <message>
        <source>Begin checklist</source>
        <translation>开始入排核对</translation>
    </message>
    <message>
        <source>Informed consent not recorded</source>
        <translation>未登记知情同意</translation>
    </message>
    <message>
        <source>Informed consent %1</source>
        <translation>知情同意 %1</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签</translation>
    </message>
    <message>
        <source>signature void</source>
        <translation>签名已失效</translation>
    </message>
    <message>
        <source>to be signed</source>
        <translation>待签</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>入选 / 排除</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>入组</translation>
    </message>
</context>
<context>
    <name>EligibilityPage</name>
    <message>
        <source>Open</source>
        <translation>未答</translation>
    </message>
    <message>
        <source>%1 d left</source>
        <translation>剩 %1 天</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>已入组</translation>
    </message>
    <message>
        <source>enrolment number %1</source>
        <translation>入组号 %1</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>answers changed: %1</source>
        <translation>修改 %1 项</translation>
    </message>
    <message>
        <source>The signature no longer holds</source>
        <translation>签名已失效</translation>
    </message>
    <message>
        <source>signed again, it decides</source>
        <translation>须重新签名方为有效</translation>
    </message>
    <message>
        <source>Signed by %1</source>
        <translation>已签名 %1</translation>
    </message>
    <message>
        <source>%1 unanswered</source>
        <translation>未答 %1 条</translation>
    </message>
    <message>
        <source>%1 to be answered yes or no</source>
        <translation>须答“是”或“否” %1 条</translation>
    </message>
    <message>
        <source>%1 against enrolment</source>
        <translation>不符合 %1 条</translation>
    </message>
    <message>
        <source>Inclusion 1–%1</source>
        <translation>入选标准 1–%1</translation>
    </message>
    <message>
        <source>Exclusion 1–%1</source>
        <translation>排除标准 1–%1</translation>
    </message>
    <message>
        <source>Cannot be signed yet</source>
        <translation>还不能签名</translation>
    </message>
    <message>
        <source>Ready for the investigator</source>
        <translation>可请研究者签名</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>已答 %1 / %2</translation>
    </message>
    <message>
        <source>Latest first dose</source>
        <translation>最晚首次给药日期</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Enrol participant</source>
        <translation>入组</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一条</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一条</translation>
    </message>
    <message>
        <source>Save answers</source>
        <translation>保存答案</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>EndDialog</name>
    <message>
        <source>End the delegation of %1</source>
        <translation>终止 %1 的授权</translation>
    </message>
    <message>
        <source>From this day on acts are refused; what was recorded before goes on to count.</source>
        <translation>自该日起相应操作被拒绝；此前的记录仍然有效。</translation>
    </message>
    <message>
        <source>End delegation</source>
        <translation>终止授权</translation>
    </message>
    <message>
        <source>Ends on</source>
        <translation>终止日期</translation>
    </message>
    <message>
        <source>Why it ends</source>
        <translation>终止原因</translation>
    </message>
    <message>
        <source>Type each date as 2026-03-05.</source>
        <translation>日期请按 2026-03-05 填写。</translation>
    </message>
</context>
<context>
    <name>EntryPanel</name>
    <message>
        <source>Choose a line: who, when in local time and UTC, and its place in the chain.</source>
        <translation>选择一行，可查看何人、当地时间与 UTC，以及它在链中的位置。</translation>
    </message>
    <message>
        <source>Open participant</source>
        <translation>打开受试者</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>What it changed</source>
        <translation>本条所改</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>由谁</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>当地时间</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>配置版本</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>为何</translation>
    </message>
    <message>
        <source>Entry before</source>
        <translation>前一条</translation>
    </message>
    <message>
        <source>This entry</source>
        <translation>本条</translation>
    </message>
    <message>
        <source>Not verified since it was unlocked</source>
        <translation>解锁后尚未校验</translation>
    </message>
    <message>
        <source>Signature valid, chain unbroken</source>
        <translation>签名有效，链连续</translation>
    </message>
    <message>
        <source>The journal differs: see above</source>
        <translation>操作记录不一致，见上方说明</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>原值：%1</translation>
    </message>
    <message>
        <source>not delegated for this on that day</source>
        <translation>当日未被授权此项任务</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
</context>
<context>
    <name>EventTerms</name>
    <message>
        <source>Grade %1: %2</source>
        <translation>%1 级：%2</translation>
    </message>
</context>
<context>
    <name>EventsCard</name>
    <message>
        <source>Adverse events</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>grade %1 SAE</source>
        <translation>%1 级 SAE</translation>
    </message>
    <message>
        <source>grade %1</source>
        <translation>%1 级</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>None recorded</source>
        <translation>尚无记录</translation>
    </message>
    <message>
        <source>New adverse event</source>
        <translation>新建不良事件</translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>The program met a problem of its own</source>
        <translation>程序自身出现问题</translation>
    </message>
    <message>
        <source>Nothing was half saved; what was saved before is safe. A report without participant data lies here:</source>
        <translation>没有留下只保存一半的数据，此前保存的内容不受影响。不含受试者数据的报告保存在：</translation>
    </message>
    <message>
        <source>Nothing was half saved; what was saved before is safe. The disk did not take the report: copy the details.</source>
        <translation>没有任何内容只保存一半，此前保存的内容均安全。磁盘未能写入报告，请复制详细信息。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>FirstDoseDialog</name>
    <message>
        <source>Type the date as 2026-03-05.</source>
        <translation>请按 2026-03-05 的格式填写日期。</translation>
    </message>
    <message>
        <source>Type at least one date.</source>
        <translation>请至少填写一个日期。</translation>
    </message>
    <message>
        <source>A recorded date changes: choose a reason.</source>
        <translation>已登记的日期有修改，请选择原因。</translation>
    </message>
    <message>
        <source>First dose of %1</source>
        <translation>%1 首次给药</translation>
    </message>
    <message>
        <source>The actual day of the first dose of each drug. The visits are counted from it.</source>
        <translation>填写每种药物实际首次给药的日期，访视由此推算。</translation>
    </message>
    <message>
        <source>Choose a reason…</source>
        <translation>选择原因…</translation>
    </message>
    <message>
        <source>Reason for change</source>
        <translation>修改原因</translation>
    </message>
    <message>
        <source>Record first dose</source>
        <translation>登记首次给药</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Making the vault…</source>
        <translation>正在建立保险库…</translation>
    </message>
    <message>
        <source>Make the vault</source>
        <translation>建立保险库</translation>
    </message>
    <message>
        <source>Open the site kit</source>
        <translation>打开中心启动包</translation>
    </message>
    <message>
        <source>file and passphrase from the desk</source>
        <translation>数据管理中心给出的文件和密码</translation>
    </message>
    <message>
        <source>First site administrator</source>
        <translation>首位本中心系统管理员</translation>
    </message>
    <message>
        <source>makes the vault on this computer</source>
        <translation>在本机建立保险库</translation>
    </message>
    <message>
        <source>People of the site</source>
        <translation>本中心人员</translation>
    </message>
    <message>
        <source>coordinator and investigator</source>
        <translation>协调员与研究者</translation>
    </message>
    <message>
        <source>%1, a draft awaiting approval</source>
        <translation>%1，草案，待批准</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>研究中心</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Principal investigator</source>
        <translation>主要研究者</translation>
    </message>
    <message>
        <source>Study edition</source>
        <translation>方案配置版本</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>首次启用</translation>
    </message>
    <message>
        <source>This computer becomes part of a study. Nothing is sent anywhere.</source>
        <translation>将本机加入研究。不会向任何地方发送数据。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>还原备份…</translation>
    </message>
    <message>
        <source>Study root code</source>
        <translation>研究根代码</translation>
    </message>
</context>
<context>
    <name>FollowUpPage</name>
    <message>
        <source>open</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>No findings yet</source>
        <translation>尚无发现</translation>
    </message>
    <message>
        <source>Monitors and quality controllers raise them here.</source>
        <translation>监查员和质控员在此提出。</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 条待处理</translation>
    </message>
    <message>
        <source>Raise finding</source>
        <translation>提出发现</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现内容</translation>
    </message>
    <message>
        <source>New finding</source>
        <translation>新的发现</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Choose a finding to read it and to answer.</source>
        <translation>选择一条发现，阅读并答复。</translation>
    </message>
    <message>
        <source>Follow-up list</source>
        <translation>跟进清单</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Raised by</source>
        <translation>提出人</translation>
    </message>
    <message>
        <source>Last word</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>Logins of monitors</source>
        <translation>监查员登录</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Close finding</source>
        <translation>关闭发现</translation>
    </message>
    <message>
        <source>Print list…</source>
        <translation>打印清单…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Saved twice, each without the other: both are kept, the later one stands now. Open the record, put in what is right, and save it with the reason; that settles it.</source>
        <translation>两次保存互不知情：两者均已保留，当前显示较晚的一次。请打开该记录，填入正确内容并写明理由保存，即告解决。</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>较早</translation>
    </message>
    <message>
        <source>Later, stands now</source>
        <translation>较晚（当前）</translation>
    </message>
</context>
<context>
    <name>FormBody</name>
    <message>
        <source>holds assumptions</source>
        <translation>含假设值</translation>
    </message>
</context>
<context>
    <name>FormHead</name>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>signed %1</source>
        <translation>已签名 %1</translation>
    </message>
    <message>
        <source>complete, to be signed</source>
        <translation>已完成，待签名</translation>
    </message>
    <message>
        <source>draft saved %1, %2 missing</source>
        <translation>草稿 已存 %1，缺 %2 项</translation>
    </message>
    <message>
        <source>signed by hand %1</source>
        <translation>手写签名 %1</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>, %1 to be explained</source>
        <translation>，待说明 %1 项</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Date of the visit</source>
        <translation>访视日期</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>已填 %1 / %2</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>Save and next</source>
        <translation>保存并下一页</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>history</source>
        <translation>本项历史</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Form not done</source>
        <translation>本表未做</translation>
    </message>
    <message>
        <source>Form not done…</source>
        <translation>整表未做…</translation>
    </message>
    <message>
        <source>new row</source>
        <translation>增加一行</translation>
    </message>
    <message>
        <source>group</source>
        <translation>换组</translation>
    </message>
    <message>
        <source>group %1/%2</source>
        <translation>第 %1/%2 组</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失码</translation>
    </message>
</context>
<context>
    <name>FormRow</name>
    <message>
        <source>Enter a value</source>
        <translation>改为录入数值</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>History of {item}</source>
        <translation>{item}：历史</translation>
    </message>
</context>
<context>
    <name>FormsPane</name>
    <message>
        <source>All records</source>
        <translation>全部记录</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新建：%1</translation>
    </message>
    <message>
        <source>Begin: %1</source>
        <translation>填写：%1</translation>
    </message>
    <message>
        <source>Nothing was saved of %1</source>
        <translation>“%1”尚无记录</translation>
    </message>
    <message>
        <source>Nothing was saved yet</source>
        <translation>尚未保存任何记录</translation>
    </message>
    <message>
        <source>It is filled at a visit: open one under Visits.</source>
        <translation>此表在访视中填写：请在“访视”页签中打开访视。</translation>
    </message>
    <message>
        <source>Records stand here once they are saved.</source>
        <translation>保存后的记录显示在这里。</translation>
    </message>
    <message>
        <source>Find a form</source>
        <translation>查找表单</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
</context>
<context>
    <name>GrantDialog</name>
    <message>
        <source>Choose a person…</source>
        <translation>选择人员…</translation>
    </message>
    <message>
        <source>Choose an image…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Delegate tasks</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>The principal investigator signs with their own passphrase; this session goes on.</source>
        <translation>由主要研究者用本人密码签名；当前登录不变。</translation>
    </message>
    <message>
        <source>Delegate</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until (may be left empty)</source>
        <translation>结束（可不填）</translation>
    </message>
    <message>
        <source>Signature specimen: place of the paper, or an image</source>
        <translation>签名样张：纸质存放位置，或图片</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Image of the signature</source>
        <translation>签名图片</translation>
    </message>
    <message>
        <source>Image chosen</source>
        <translation>已选图片</translation>
    </message>
    <message>
        <source>Choose a person and tick at least one task.</source>
        <translation>请选择人员并至少勾选一项职责。</translation>
    </message>
    <message>
        <source>Type each date as 2026-03-05.</source>
        <translation>日期请按 2026-03-05 填写。</translation>
    </message>
</context>
<context>
    <name>GrantForm</name>
    <message>
        <source>Grants (*.escc);;All files (*)</source>
        <translation>授权文件 (*.escc);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose the grant</source>
        <translation>选择授权文件</translation>
    </message>
    <message>
        <source>Choose the grant file.</source>
        <translation>请选择授权文件。</translation>
    </message>
    <message>
        <source>Type the new passphrase, which you chose with the request.</source>
        <translation>请输入写申请时设的新密码。</translation>
    </message>
    <message>
        <source>Opening the vault…</source>
        <translation>正在打开保险库…</translation>
    </message>
    <message>
        <source>Unlock with the grant</source>
        <translation>用授权解锁</translation>
    </message>
    <message>
        <source>Caps lock is on.</source>
        <translation>大写锁定已开启。</translation>
    </message>
    <message>
        <source>You get a new signing key. What you signed before stays valid; the old key signs nothing any more.</source>
        <translation>您将得到新的签名密钥。以前的签名仍然有效；旧密钥从此不能再签。</translation>
    </message>
    <message>
        <source>Grant file</source>
        <translation>授权文件</translation>
    </message>
    <message>
        <source>The file that the desk sent back.</source>
        <translation>数据管理中心送回的文件。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>The one you chose with the request.</source>
        <translation>写申请时设的那个。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>HandbookView</name>
    <message>
        <source>Handbook</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Text of the handbook</source>
        <translation>手册正文</translation>
    </message>
    <message>
        <source>This topic is not written yet. The contents list every other one.</source>
        <translation>本主题尚未编写，请从目录查看其他主题。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History of an item</source>
        <translation>本项历史</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>来源：%1</translation>
    </message>
    <message>
        <source>Put the cursor into a field to see what it said before.</source>
        <translation>将光标放入某项，即可查看其历史。</translation>
    </message>
    <message>
        <source>Nothing was saved for this item yet.</source>
        <translation>本项尚无已保存的值。</translation>
    </message>
    <message>
        <source>Range: %1</source>
        <translation>参考值范围：%1</translation>
    </message>
    <message>
        <source>first entry</source>
        <translation>首次录入</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>由 %1 修改</translation>
    </message>
    <message>
        <source>not delegated for this on that day</source>
        <translation>当日未被授权此项任务</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>struck out</source>
        <translation>已划去</translation>
    </message>
    <message>
        <source>Assumption: %1</source>
        <translation>假设：%1</translation>
    </message>
</context>
<context>
    <name>InkDialog</name>
    <message>
        <source>Record signature by hand</source>
        <translation>登记手写签名</translation>
    </message>
    <message>
        <source>%1 records it and does not sign: only the person chosen here is shown as the signer.</source>
        <translation>%1 只是录入，不是签名人；签名人只显示为这里选择的人。</translation>
    </message>
    <message>
        <source>Which print was signed</source>
        <translation>签名的是哪份打印件</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Date written beside the signature</source>
        <translation>签名旁手写的日期</translation>
    </message>
    <message>
        <source>Meaning of signature</source>
        <translation>签名含义</translation>
    </message>
    <message>
        <source>Filed at</source>
        <translation>归档位置</translation>
    </message>
    <message>
        <source>Binder and page; no participant&apos;s name</source>
        <translation>文件夹和页码；不要写受试者姓名</translation>
    </message>
    <message>
        <source>Choose who signed…</source>
        <translation>选择签名人…</translation>
    </message>
    <message>
        <source>The paper is the original; keep it in the binder</source>
        <translation>原件为纸质文件，请妥善归档</translation>
    </message>
    <message>
        <source>Record signature</source>
        <translation>登记签名</translation>
    </message>
    <message>
        <source>Another print, or a copy that is not kept here</source>
        <translation>其他打印件，或此处没有保存的副本</translation>
    </message>
    <message>
        <source>changed since this was printed: the signature will be void</source>
        <translation>打印之后有修改，此签名将失效</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 份</translation>
    </message>
    <message>
        <source>Type the date as 2026-03-05.</source>
        <translation>请按 2026-03-05 的格式填写日期。</translation>
    </message>
    <message>
        <source>This day lies in the future.</source>
        <translation>这是将来的日期。</translation>
    </message>
    <message>
        <source>It will be recorded and flagged, and will not count: %1.</source>
        <translation>将予以登记并标记，但不予认可：%1。</translation>
    </message>
</context>
<context>
    <name>InkNotes</name>
    <message>
        <source>Record signature by hand…</source>
        <translation>登记手写签名…</translation>
    </message>
    <message>
        <source>Recorded by mistake…</source>
        <translation>登记有误…</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>By the other answers this is no longer asked. The value is kept until you clear it.</source>
        <translation>按其他答案，本项已不适用。所填的值保留，直到您清除。</translation>
    </message>
    <message>
        <source>Clear the value</source>
        <translation>清除该值</translation>
    </message>
    <message>
        <source>to be signed</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>worked out from %1</source>
        <translation>由%1计算</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>尚缺%1</translation>
    </message>
    <message>
        <source>as saved; what it is worked out from gives %1 by now</source>
        <translation>为保存时的值；按现有数据应为 %1</translation>
    </message>
    <message>
        <source>decided by an investigator</source>
        <translation>由研究者判定</translation>
    </message>
    <message>
        <source>below the usual range</source>
        <translation>低于常见范围</translation>
    </message>
    <message>
        <source>above the usual range</source>
        <translation>高于常见范围</translation>
    </message>
    <message>
        <source>kept as far as known, never completed</source>
        <translation>按已知部分保存，不补全</translation>
    </message>
    <message>
        <source>time may be UK</source>
        <translation>时间可填 UK</translation>
    </message>
    <message>
        <source>day may be UK</source>
        <translation>日可填 UK</translation>
    </message>
    <message>
        <source>month and day may be UK</source>
        <translation>月、日可填 UK</translation>
    </message>
    <message>
        <source>Shift+Enter: new line</source>
        <translation>换行：Shift+Enter</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Verifying signatures, chain, texts and files</source>
        <translation>正在校验签名、链、文本和文件</translation>
    </message>
    <message>
        <source>Work goes on meanwhile; nothing is changed.</source>
        <translation>校验期间可照常工作，不改动任何数据。</translation>
    </message>
    <message>
        <source>The journal could not be verified</source>
        <translation>操作记录未能完成校验</translation>
    </message>
    <message>
        <source>%1 (entry|entries), chain unbroken</source>
        <translation>%1 条，链完整，已校验</translation>
    </message>
    <message>
        <source>the journal differs</source>
        <translation>操作记录不一致</translation>
    </message>
    <message>
        <source>The first entry that differs: %1</source>
        <translation>首个不一致的条目：%1</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>筛出 %1 条</translation>
    </message>
    <message>
        <source>%1 newest entries</source>
        <translation>最近 %1 条</translation>
    </message>
    <message>
        <source>Every act is one signed entry; nothing is ever changed or deleted</source>
        <translation>每次操作都是一条签名记录，从不修改或删除</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>重新校验</translation>
    </message>
    <message>
        <source>Search entry, record, name</source>
        <translation>查找条目、记录、姓名</translation>
    </message>
    <message>
        <source>Search the journal</source>
        <translation>查找操作记录</translation>
    </message>
    <message>
        <source>Participant: </source>
        <translation>受试者：</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Kind: </source>
        <translation>种类：</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Show older entries</source>
        <translation>显示更早的条目</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What was done, and why</source>
        <translation>做了什么，为何</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>由谁</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>数据管理中心</translation>
    </message>
    <message>
        <source>No entry passes the filter</source>
        <translation>筛选后没有条目</translation>
    </message>
    <message>
        <source>The journal has entries; the filter leaves none of them.</source>
        <translation>操作记录中有条目，但都不符合当前筛选。</translation>
    </message>
</context>
<context>
    <name>JournalSentences</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Study founded by the desk</source>
        <translation>数据管理中心建立研究</translation>
    </message>
    <message>
        <source>Kit issued for device %1</source>
        <translation>为设备 %1 签发启动包</translation>
    </message>
    <message>
        <source>This computer certified as device %1</source>
        <translation>本机认证为设备 %1</translation>
    </message>
    <message>
        <source>Certificate for %1: %2</source>
        <translation>为%1签发证书：%2</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Locked after a pause</source>
        <translation>闲置后锁屏</translation>
    </message>
    <message>
        <source>Program closed</source>
        <translation>关闭程序</translation>
    </message>
    <message>
        <source>Person changed</source>
        <translation>切换用户</translation>
    </message>
    <message>
        <source>Screening number %1 given</source>
        <translation>给出筛选号 %1</translation>
    </message>
    <message>
        <source>%1: %2 (item|items) changed</source>
        <translation>%1 修改 %2 项</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 已修改</translation>
    </message>
    <message>
        <source>%1 first saved, %2 (item|items)</source>
        <translation>%1 首次保存，%2 项</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>%1 已保存</translation>
    </message>
    <message>
        <source>Adverse event changed: %1, grade %2</source>
        <translation>修改不良事件：%1，%2 级</translation>
    </message>
    <message>
        <source>New adverse event: %1, grade %2</source>
        <translation>新建不良事件：%1，%2 级</translation>
    </message>
    <message>
        <source>Record signed</source>
        <translation>记录已签名</translation>
    </message>
    <message>
        <source>%1 signed</source>
        <translation>%1 已签名</translation>
    </message>
    <message>
        <source>Enrolled as %1</source>
        <translation>已入组，入组号 %1</translation>
    </message>
    <message>
        <source>First dose recorded</source>
        <translation>登记首次给药</translation>
    </message>
    <message>
        <source>First dose on %1</source>
        <translation>首次给药 %1</translation>
    </message>
    <message>
        <source>%1 booked for %2</source>
        <translation>预约 %1 于 %2</translation>
    </message>
    <message>
        <source>%1 moved %2 → %3</source>
        <translation>%1 改期 %2 → %3</translation>
    </message>
    <message>
        <source>Document made: %1</source>
        <translation>生成文件：%1</translation>
    </message>
    <message>
        <source>Document saved as a file: %1</source>
        <translation>文件另存：%1</translation>
    </message>
    <message>
        <source>Document printed: %1</source>
        <translation>打印文件：%1</translation>
    </message>
    <message>
        <source>Package %1 exported, %2 (entry|entries)</source>
        <translation>导出数据包 %1，%2 条</translation>
    </message>
    <message>
        <source>Package %1 taken in, %2 (entry|entries)</source>
        <translation>导入数据包 %1，%2 条</translation>
    </message>
    <message>
        <source>The computer&apos;s clock stepped</source>
        <translation>系统时钟有跳变，已记录</translation>
    </message>
    <message>
        <source>Study edition %1 taken in</source>
        <translation>导入方案配置版本 %1</translation>
    </message>
    <message>
        <source>Study edition %1 approved</source>
        <translation>批准方案配置版本 %1</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>入组</translation>
    </message>
    <message>
        <source>First dose</source>
        <translation>首次给药</translation>
    </message>
    <message>
        <source>Bookings</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Moved visits</source>
        <translation>改期</translation>
    </message>
    <message>
        <source>Documents made</source>
        <translation>生成文件</translation>
    </message>
    <message>
        <source>Documents saved as files</source>
        <translation>文件另存</translation>
    </message>
    <message>
        <source>Documents printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Packages exported</source>
        <translation>导出数据包</translation>
    </message>
    <message>
        <source>Packages taken in</source>
        <translation>导入数据包</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Backup restored: device %1 goes on from entry %2</source>
        <translation>已还原备份：设备 %1 接续自记录 %2</translation>
    </message>
    <message>
        <source>Last number on the paper log confirmed: screening %1, enrolment %2</source>
        <translation>已核对纸质登记表的最后编号：筛选 %1，入组 %2</translation>
    </message>
    <message>
        <source>Alarm of the desk: device %1 sent %2 although %3 had taken its place</source>
        <translation>数据管理中心警示：设备 %1 已被 %3 接替，仍发出 %2</translation>
    </message>
    <message>
        <source>Place for backups chosen: %1</source>
        <translation>已选择备份位置：%1</translation>
    </message>
    <message>
        <source>Backup %1 made on %2, entries to %3</source>
        <translation>已生成第 %1 份备份（%2），含至第 %3 条记录</translation>
    </message>
    <message>
        <source>Restore drill passed: backup %1 on %2, %3 (entry|entries)</source>
        <translation>还原演练通过：第 %1 份备份（%2），共 %3 条记录</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore drills</source>
        <translation>还原演练</translation>
    </message>
    <message>
        <source>People who left</source>
        <translation>离开的人员</translation>
    </message>
    <message>
        <source>Wrong passphrases</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>Access of %1 ended, last day %2; certificate revoked</source>
        <translation>%1 的权限已终止，最后工作日 %2；证书已吊销</translation>
    </message>
    <message>
        <source>Passphrase changed by %1</source>
        <translation>%1 修改了密码</translation>
    </message>
    <message>
        <source>Key slot of %1 made anew</source>
        <translation>%1 的密钥文件已更新</translation>
    </message>
    <message>
        <source>The vault was written anew under a new data key</source>
        <translation>保险库已用新的数据密钥重新写入</translation>
    </message>
    <message>
        <source>Wrong passphrases for %1: %2</source>
        <translation>%1 的密码输入错误 %2 次</translation>
    </message>
    <message>
        <source>The count of wrong passphrases was missing or altered</source>
        <translation>密码错误次数的记录缺失或被改动</translation>
    </message>
    <message>
        <source>Recovery key kept by %1, two of them together</source>
        <translation>恢复密钥由 %1 保管，须其中两人同时使用</translation>
    </message>
    <message>
        <source>Passphrase of %1 forgotten: request written, code %2</source>
        <translation>%1 忘记密码：已写出恢复申请，校验码 %2</translation>
    </message>
    <message>
        <source>Request of %1 withdrawn: the old passphrase was remembered</source>
        <translation>%1 的恢复申请已撤回：已用原密码解锁</translation>
    </message>
    <message>
        <source>New passphrase granted to %1 by %2</source>
        <translation>%2 授权 %1 设置新密码</translation>
    </message>
    <message>
        <source>%1 chose a new passphrase, granted by %2; the old certificate ended</source>
        <translation>%1 经 %2 授权设置了新密码，原证书失效</translation>
    </message>
    <message>
        <source>Forgotten passphrases</source>
        <translation>忘记密码</translation>
    </message>
    <message>
        <source>%1 signed by hand by %2, dated %3: recorded</source>
        <translation>登记：%1 由 %2 手写签名，签署日期 %3</translation>
    </message>
    <message>
        <source>%1 signed by hand by %2, dated %3: recorded, not accepted</source>
        <translation>登记：%1 由 %2 手写签名，签署日期 %3（不予认可）</translation>
    </message>
    <message>
        <source>%1: signature by hand had been recorded by mistake</source>
        <translation>%1：手写签名登记有误，已撤销</translation>
    </message>
    <message>
        <source>Original of %1: paper signed by hand</source>
        <translation>%1 的原件：纸质手签</translation>
    </message>
    <message>
        <source>Original of %1: electronic</source>
        <translation>%1 的原件：电子</translation>
    </message>
    <message>
        <source>Signatures by hand</source>
        <translation>手写签名</translation>
    </message>
    <message>
        <source>Locked with the computer&apos;s screen</source>
        <translation>随系统锁屏一并锁定</translation>
    </message>
    <message>
        <source>Locked: another user came to the computer</source>
        <translation>电脑切换了用户，已锁定</translation>
    </message>
    <message>
        <source>Locked as the computer went to sleep</source>
        <translation>电脑进入睡眠，已锁定</translation>
    </message>
    <message>
        <source>Delegated to %1: %2</source>
        <translation>已授权 %1：%2</translation>
    </message>
    <message>
        <source>Delegated to %1: %2 and %3 more</source>
        <translation>已授权 %1：%2 等，另 %3 项</translation>
    </message>
    <message>
        <source>Delegation of %1 ended on %2</source>
        <translation>%1 的授权于 %2 终止</translation>
    </message>
    <message>
        <source>Training of %1: %2, %3</source>
        <translation>%1 的培训：%2，%3</translation>
    </message>
    <message>
        <source>Finding raised</source>
        <translation>提出发现</translation>
    </message>
    <message>
        <source>Finding %1 answered</source>
        <translation>答复发现 %1</translation>
    </message>
    <message>
        <source>Finding %1 closed</source>
        <translation>关闭发现 %1</translation>
    </message>
    <message>
        <source>Delegations</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was set back</source>
        <translation>电脑时钟被调回</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was set forward</source>
        <translation>电脑时钟被调前</translation>
    </message>
    <message>
        <source>The computer&apos;s time zone was changed: %1 → %2</source>
        <translation>电脑时区已更改：%1 → %2</translation>
    </message>
    <message>
        <source>The computer was suspended</source>
        <translation>电脑曾休眠</translation>
    </message>
    <message>
        <source>%1 marked as not done</source>
        <translation>%1 标记为未做</translation>
    </message>
    <message>
        <source>%1 did not take place; %2 forms marked as not done</source>
        <translation>%1 未进行；%2 张表标记为未做</translation>
    </message>
    <message>
        <source>Ruling on contradiction %1</source>
        <translation>对矛盾之处 %1 的判读</translation>
    </message>
    <message>
        <source>%1 states no range of %2 from %4 on</source>
        <translation>%1 自 %4 起不再提供%2的参考值范围</translation>
    </message>
    <message>
        <source>Range of %1: %2 %3 from %4 on</source>
        <translation>%1参考值范围：%2 %3，自 %4 起</translation>
    </message>
    <message>
        <source>Results of %1 arranged as the report prints them</source>
        <translation>已按检验报告的顺序排列%1项目</translation>
    </message>
    <message>
        <source>Laboratory ranges</source>
        <translation>检验参考值范围</translation>
    </message>
    <message>
        <source>%1 added on %2: %3</source>
        <translation>已添加%1（%2）：%3</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>KeyWords</name>
    <message>
        <source>Date of the visit</source>
        <translation>访视日期</translation>
    </message>
    <message>
        <source>Form not done</source>
        <translation>本表未做</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
</context>
<context>
    <name>KitForm</name>
    <message>
        <source>Site kits (*.kit *.escckit);;All files (*)</source>
        <translation>启动包 (*.kit *.escckit);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose the site kit</source>
        <translation>选择中心启动包</translation>
    </message>
    <message>
        <source>Choose the kit file.</source>
        <translation>请选择启动包文件。</translation>
    </message>
    <message>
        <source>Type the kit&apos;s passphrase.</source>
        <translation>请输入启动包的密码。</translation>
    </message>
    <message>
        <source>Opening the kit…</source>
        <translation>正在打开启动包…</translation>
    </message>
    <message>
        <source>Open kit</source>
        <translation>打开启动包</translation>
    </message>
    <message>
        <source>Kit file</source>
        <translation>启动包文件</translation>
    </message>
    <message>
        <source>The file that the central desk made for this computer.</source>
        <translation>数据管理中心为本机制作的文件。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Kit passphrase</source>
        <translation>启动包密码</translation>
    </message>
    <message>
        <source>It came by another way than the file: by telephone or on paper.</source>
        <translation>密码另行告知，不随文件传送：电话或书面。</translation>
    </message>
</context>
<context>
    <name>LaboratoryPage</name>
    <message>
        <source>This hospital&apos;s laboratory</source>
        <translation>本院检验科</translation>
    </message>
    <message>
        <source>%1 results, %2 with a range today</source>
        <translation>%1 个项目，%2 个当前有参考值范围</translation>
    </message>
    <message>
        <source>order not kept</source>
        <translation>顺序未保存</translation>
    </message>
    <message>
        <source>coded result</source>
        <translation>编码结果</translation>
    </message>
    <message>
        <source>A coded result has no range: the edition says which answers are normal.</source>
        <translation>编码结果没有参考值范围，哪些结果为正常由方案配置规定。</translation>
    </message>
    <message>
        <source>This form does not ask whose laboratory measured: its ranges are typed with each record.</source>
        <translation>本表未询问检测单位，参考值范围随每份记录录入。</translation>
    </message>
    <message>
        <source>Choose an item in the table.</source>
        <translation>请在表中选择一个项目。</translation>
    </message>
    <message>
        <source>today</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Kept. The next item is chosen.</source>
        <translation>已保存，已选中下一项。</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>检验科</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Keep this order</source>
        <translation>保存此顺序</translation>
    </message>
    <message>
        <source>move the line</source>
        <translation>移动所选行</translation>
    </message>
    <message>
        <source>enter its range</source>
        <translation>录入参考值范围</translation>
    </message>
    <message>
        <source>Results in the order of the report</source>
        <translation>按检验报告顺序排列的项目</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Range in force today</source>
        <translation>当前参考值范围</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Range from the laboratory&apos;s paper</source>
        <translation>按检验科文件录入</translation>
    </message>
    <message>
        <source>Keep range</source>
        <translation>保存范围</translation>
    </message>
    <message>
        <source>Entered so far, newest first</source>
        <translation>已录入（由新到旧）</translation>
    </message>
    <message>
        <source>No range of this item was entered yet.</source>
        <translation>该项目尚未录入参考值范围。</translation>
    </message>
</context>
<context>
    <name>LeaverDialog</name>
    <message>
        <source>Choose why the person leaves.</source>
        <translation>请选择离开的原因。</translation>
    </message>
    <message>
        <source>Type the last day as 2026-03-05.</source>
        <translation>请按 2026-03-05 的格式填写最后工作日。</translation>
    </message>
    <message>
        <source>Choose who takes over.</source>
        <translation>请选择接手人。</translation>
    </message>
    <message>
        <source>Type your own passphrase.</source>
        <translation>请输入您本人的密码。</translation>
    </message>
    <message>
        <source>Written anew under a new key, without this person</source>
        <translation>用新密钥重新写入，不含此人</translation>
    </message>
    <message>
        <source>Checked: pages, rows, ends of chains</source>
        <translation>校验：数据页、行数、记录链末端</translation>
    </message>
    <message>
        <source>Put in the place of the old one</source>
        <translation>替换原库</translation>
    </message>
    <message>
        <source>Old file overwritten and taken away</source>
        <translation>覆写并删除旧文件</translation>
    </message>
    <message>
        <source>%1 leaves the site</source>
        <translation>%1 离开本中心</translation>
    </message>
    <message>
        <source>Access ends at once. What was recorded and signed stays valid.</source>
        <translation>权限立即终止。已录入和签名的内容继续有效。</translation>
    </message>
    <message>
        <source>Left the hospital</source>
        <translation>离职</translation>
    </message>
    <message>
        <source>Another post</source>
        <translation>调岗</translation>
    </message>
    <message>
        <source>Part in the study ended</source>
        <translation>不再参加本研究</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>请选择原因</translation>
    </message>
    <message>
        <source>Choose who takes over</source>
        <translation>请选择接手人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后工作日</translation>
    </message>
    <message>
        <source>Takes over drafts and open work</source>
        <translation>接手草稿和未完成的工作</translation>
    </message>
    <message>
        <source>Passphrase of %1</source>
        <translation>%1 的密码</translation>
    </message>
    <message>
        <source>Entries that the desk has not confirmed: %1</source>
        <translation>数据管理中心尚未确认：%1 条</translation>
    </message>
    <message>
        <source>The old key still opens backups made before today: keep those where the person cannot reach them.</source>
        <translation>旧密钥仍能打开今天之前的备份：请把这些备份存放在此人接触不到的地方。</translation>
    </message>
    <message>
        <source>%1 can no longer unlock or sign here. Everybody else goes on with their own passphrase.</source>
        <translation>%1 已不能在本机解锁或签名。其他人继续使用各自的密码。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>End access</source>
        <translation>终止权限</translation>
    </message>
    <message>
        <source>Drafts: %1</source>
        <translation>草稿：%1 份</translation>
    </message>
    <message>
        <source>Must unlock once at this computer before: %1</source>
        <translation>须先在本机解锁一次：%1</translation>
    </message>
    <message>
        <source>Print handover…</source>
        <translation>打印交接单…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Not possible just now</source>
        <translation>现在无法进行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Pages, from Today to Journal</source>
        <translation>各页，从今日工作到操作记录</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>在本页查找</translation>
    </message>
    <message>
        <source>Next field; missing-data code of a field</source>
        <translation>下一项；本项缺失码</translation>
    </message>
    <message>
        <source>Side panel, history of the item</source>
        <translation>侧栏，本项历史</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Handbook</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>侧栏</translation>
    </message>
    <message>
        <source>People of this site</source>
        <translation>本中心人员</translation>
    </message>
    <message>
        <source>About ESCC Desktop</source>
        <translation>关于 ESCC Desktop</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原件形式</translation>
    </message>
    <message>
        <source>Change my passphrase…</source>
        <translation>修改我的密码…</translation>
    </message>
    <message>
        <source>Data safety</source>
        <translation>数据安全</translation>
    </message>
    <message>
        <source>Lock after a pause</source>
        <translation>闲置后锁屏</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>Never (not advised)</source>
        <translation>从不（不建议）</translation>
    </message>
    <message>
        <source>Delegation log</source>
        <translation>授权分工表</translation>
    </message>
    <message>
        <source>Follow-up list</source>
        <translation>跟进清单</translation>
    </message>
    <message>
        <source>Study edition</source>
        <translation>方案配置版本</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>检验科</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Planned</source>
        <translation>已计划</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应访视</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期未访视</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏访</translation>
    </message>
    <message>
        <source>Out of window</source>
        <translation>超窗</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Signature void</source>
        <translation>签名已失效</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>To be signed</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未答</translation>
    </message>
    <message>
        <source>Serious (SAE)</source>
        <translation>严重（SAE）</translation>
    </message>
    <message>
        <source>Soft check</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Assumption</source>
        <translation>假设值</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>待中心确认</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待导出</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>中心已接收</translation>
    </message>
    <message>
        <source>Cannot be completed</source>
        <translation>不可完成</translation>
    </message>
    <message>
        <source>Rest or follow-up</source>
        <translation>休息期 / 随访</translation>
    </message>
    <message>
        <source>Permanently discontinued</source>
        <translation>永久停药</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Yes (met)</source>
        <translation>是（满足）</translation>
    </message>
    <message>
        <source>No (not met)</source>
        <translation>否（不满足）</translation>
    </message>
    <message>
        <source>Query or contradiction</source>
        <translation>质疑 / 矛盾</translation>
    </message>
    <message>
        <source>Earlier package missing</source>
        <translation>缺前包</translation>
    </message>
    <message>
        <source>Data locked</source>
        <translation>数据锁定</translation>
    </message>
    <message>
        <source>Screen failure</source>
        <translation>筛选失败</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>筛选中</translation>
    </message>
    <message>
        <source>Ongoing</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>On treatment</source>
        <translation>治疗中</translation>
    </message>
    <message>
        <source>Signed by hand</source>
        <translation>手写签名</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>未做</translation>
    </message>
</context>
<context>
    <name>MissingCodes</name>
    <message>
        <source>ND, not done</source>
        <translation>ND 未做</translation>
    </message>
    <message>
        <source>UK, unknown</source>
        <translation>UK 不详</translation>
    </message>
    <message>
        <source>NA, not applicable</source>
        <translation>NA 不适用</translation>
    </message>
</context>
<context>
    <name>MonthGrid</name>
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
    <message>
        <source>Visits of the month</source>
        <translation>本月访视</translation>
    </message>
    <message>
        <source>no visit</source>
        <translation>没有访视</translation>
    </message>
    <message>
        <source>%1/1</source>
        <translation>%1月1日</translation>
    </message>
    <message>
        <source>opens</source>
        <translation>窗口开</translation>
    </message>
    <message>
        <source>closes</source>
        <translation>窗口关</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另 %1 项</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏访</translation>
    </message>
    <message>
        <source>out</source>
        <translation>超窗</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未做</translation>
    </message>
</context>
<context>
    <name>NewDocumentDialog</name>
    <message>
        <source>What is printed</source>
        <translation>文件种类</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Language on paper</source>
        <translation>文件语言</translation>
    </message>
    <message>
        <source>Make a document</source>
        <translation>生成文件</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>The preview keeps nothing</source>
        <translation>预览不保存任何内容</translation>
    </message>
    <message>
        <source>Choose a document…</source>
        <translation>选择文件种类…</translation>
    </message>
    <message>
        <source>Choose a participant…</source>
        <translation>选择受试者…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Chinese and English</source>
        <translation>中英文对照</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>No criterion of this participant was answered yet.</source>
        <translation>该受试者的入排标准尚未填写。</translation>
    </message>
    <message>
        <source>Delegation log</source>
        <translation>授权分工表</translation>
    </message>
    <message>
        <source>Follow-up list</source>
        <translation>跟进清单</translation>
    </message>
    <message>
        <source>Source data list</source>
        <translation>源数据鉴认表</translation>
    </message>
    <message>
        <source>Visit or form</source>
        <translation>访视或表单</translation>
    </message>
</context>
<context>
    <name>NewPerson</name>
    <message>
        <source>Type the name as it is signed.</source>
        <translation>请填写签名所用的姓名。</translation>
    </message>
    <message>
        <source>Choose a role.</source>
        <translation>请选择角色。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Family name first, as it stands on paper.</source>
        <translation>姓在前，与纸面签名一致。</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Choose a role</source>
        <translation>选择角色</translation>
    </message>
    <message>
        <source>Type the date as 2026-03-05.</source>
        <translation>日期请按 2026-03-05 填写。</translation>
    </message>
    <message>
        <source>The login of a monitor or inspector needs a last day.</source>
        <translation>监查员或检查员的登录须有截止日期。</translation>
    </message>
    <message>
        <source>Last day of the login</source>
        <translation>登录截止日期</translation>
    </message>
    <message>
        <source>Left empty, it does not end.</source>
        <translation>不填则长期有效。</translation>
    </message>
    <message>
        <source>Further role</source>
        <translation>兼任角色</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>NotDoneCard</name>
    <message>
        <source>This form was not done</source>
        <translation>本表未做</translation>
    </message>
    <message>
        <source>It counts as complete with one reason. What was saved before stays in the history.</source>
        <translation>写明一个原因即视为完成；以前保存的内容仍在历史中。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Fill it after all</source>
        <translation>改为填写本表</translation>
    </message>
    <message>
        <source>Missing code of the form</source>
        <translation>本表的缺失代码</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reason why the form was not done</source>
        <translation>本表未做的原因</translation>
    </message>
</context>
<context>
    <name>NumbersDialog</name>
    <message>
        <source>Last numbers on the paper log</source>
        <translation>纸质登记表上的最后编号</translation>
    </message>
    <message>
        <source>Numbers given after the backup may be missing here. Type the last ones as the paper log shows them.</source>
        <translation>备份之后发放的编号可能不在此处。请按纸质登记表填写最后的编号。</translation>
    </message>
    <message>
        <source>Last screening number</source>
        <translation>最后的筛选号</translation>
    </message>
    <message>
        <source>empty if none was given</source>
        <translation>没有发放过则留空</translation>
    </message>
    <message>
        <source>Last enrolment number</source>
        <translation>最后的入组号</translation>
    </message>
    <message>
        <source>Confirm numbers</source>
        <translation>确认编号</translation>
    </message>
</context>
<context>
    <name>ObservedRow</name>
    <message>
        <source>Window %1 to %2, target %3</source>
        <translation>访视窗 %1 至 %2，计划 %3</translation>
    </message>
    <message>
        <source>outside the window</source>
        <translation>超窗</translation>
    </message>
</context>
<context>
    <name>OpeningProgress</name>
    <message>
        <source>%1 of %2 participants</source>
        <translation>%1 / %2 名受试者</translation>
    </message>
    <message>
        <source>This version shows the journal anew; that happens once</source>
        <translation>新版本正在重新整理操作记录，只做一次</translation>
    </message>
    <message>
        <source>Stopping changes nothing; the vault stays closed.</source>
        <translation>停止不会改变任何内容，保险库保持关闭。</translation>
    </message>
</context>
<context>
    <name>OriginalsPage</name>
    <message>
        <source>always on paper</source>
        <translation>始终为纸质</translation>
    </message>
    <message>
        <source>Electronic, signed in the program</source>
        <translation>电子，在系统中签名</translation>
    </message>
    <message>
        <source>Paper, signed by hand</source>
        <translation>纸质，手写签名</translation>
    </message>
    <message>
        <source>Original of %1</source>
        <translation>%1 的原件</translation>
    </message>
    <message>
        <source>It is written on and signed by hand; the program signs none.</source>
        <translation>在纸上填写并手写签名，系统不签此类文件。</translation>
    </message>
    <message>
        <source>As the study edition says; nobody has decided otherwise.</source>
        <translation>按方案配置版本的规定；尚无人另行决定。</translation>
    </message>
    <message>
        <source>Decided by %1 %2</source>
        <translation>由 %1 于 %2 决定</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原件形式</translation>
    </message>
    <message>
        <source>Decides how each kind is signed from now on; what was signed before goes on to hold.</source>
        <translation>决定各类文件今后如何签名；此前的签名继续有效。</translation>
    </message>
    <message>
        <source>On paper it is printed, signed by hand and filed, and the signature is recorded here.</source>
        <translation>选纸质时：打印、手写签名、归档，并在系统中登记签名。</translation>
    </message>
    <message>
        <source>Only a site administrator or the principal investigator decides this.</source>
        <translation>只有本中心系统管理员或主要研究者可以决定。</translation>
    </message>
</context>
<context>
    <name>OwedCard</name>
    <message>
        <source>To do</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>To be signed</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>Signature void</source>
        <translation>签名已失效</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Overdue visits</source>
        <translation>逾期访视</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>待中心确认</translation>
    </message>
    <message>
        <source>Sign as investigator…</source>
        <translation>以研究者身份签名…</translation>
    </message>
</context>
<context>
    <name>PackagePanel</name>
    <message>
        <source>Print handover slip…</source>
        <translation>打印数据交接单…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Choose a package in the table, or export what is still to be sent.</source>
        <translation>在表中选择一个数据包，或导出待导出的条目。</translation>
    </message>
    <message>
        <source>Package of the desk</source>
        <translation>中心发来的数据包</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>导出时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>This export</source>
        <translation>本次导出</translation>
    </message>
    <message>
        <source>%1 (entry|entries)·%2 (participant|participants)·%3 (document|documents)</source>
        <translation>%1 条·%2 名受试者·文件 %3 份</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Flushed to the medium</source>
        <translation>落盘</translation>
    </message>
    <message>
        <source>Read back and verified</source>
        <translation>回读校验</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>%1 equal to the byte</source>
        <translation>%1，逐字节一致</translation>
    </message>
    <message>
        <source>Safe to remove</source>
        <translation>可安全拔出</translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>短码</translation>
    </message>
    <message>
        <source>Read it out by telephone: the desk compares it with the package that came.</source>
        <translation>可电话报给中心，与收到的数据包核对。</translation>
    </message>
</context>
<context>
    <name>PackagesPage</name>
    <message>
        <source>Choose the stick or folder for the package</source>
        <translation>选择写入数据包的 U 盘或文件夹</translation>
    </message>
    <message>
        <source>Packages (*.escc);;All files (*)</source>
        <translation>数据包 (*.escc);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose the package of the desk</source>
        <translation>选择中心发来的数据包</translation>
    </message>
    <message>
        <source>The vault has not changed; what was to be sent is still to be sent.</source>
        <translation>保险库没有变化，待导出的条目仍为待导出。</translation>
    </message>
    <message>
        <source>The package was not written</source>
        <translation>数据包没有写出</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>%1 (entry|entries) came; confirmed now: %2 of ours.</source>
        <translation>导入 %1 条；本机 %2 条已获中心确认。</translation>
    </message>
    <message>
        <source>%1 of them had been lost by the restore and are back.</source>
        <translation>其中 %1 条是还原时丢失、现已找回的。</translation>
    </message>
    <message>
        <source>%1 was taken in</source>
        <translation>%1 已导入</translation>
    </message>
    <message>
        <source>The package was not taken in</source>
        <translation>数据包没有导入</translation>
    </message>
    <message>
        <source>Writing and reading back…</source>
        <translation>正在写入并回读…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Export package…</source>
        <translation>导出数据包…</translation>
    </message>
    <message>
        <source>Import desk package…</source>
        <translation>导入中心回执…</translation>
    </message>
    <message>
        <source>%1 (entry|entries)</source>
        <translation>%1 条</translation>
    </message>
    <message>
        <source>%1 (package|packages)·%2 (entry|entries)</source>
        <translation>%1 包·%2 条</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1 以来</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>没有待导出</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>最早 %1</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待导出</translation>
    </message>
    <message>
        <source>Exported, not confirmed</source>
        <translation>已导出，待中心确认</translation>
    </message>
    <message>
        <source>Confirmed by the desk</source>
        <translation>中心已接收</translation>
    </message>
    <message>
        <source>Exported here</source>
        <translation>本机导出</translation>
    </message>
    <message>
        <source>From the desk</source>
        <translation>中心发来</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Exporting never deletes; only the desk&apos;s answer counts as confirmed</source>
        <translation>导出从不删除；中心回执之后才算“已接收”</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>短码</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>No package was made yet</source>
        <translation>还没有数据包</translation>
    </message>
    <message>
        <source>Everything done here waits to be exported to a stick or a folder.</source>
        <translation>本机的全部操作都待导出到 U 盘或文件夹。</translation>
    </message>
</context>
<context>
    <name>PaperlessBanner</name>
    <message>
        <source>Signatures without their paper: %1</source>
        <translation>没有对应文件的签名：%1 份</translation>
    </message>
    <message>
        <source>The program ended before it was made. The signatures hold; make the papers now.</source>
        <translation>生成文件之前程序已退出。签名有效，请现在补做文件。</translation>
    </message>
    <message>
        <source>Make papers…</source>
        <translation>补做文件…</translation>
    </message>
</context>
<context>
    <name>PapersClosing</name>
    <message>
        <source>Papers are being sealed</source>
        <translation>正在签封文件</translation>
    </message>
    <message>
        <source>The window closes by itself then. Closed now, Documents offers the rest next time.</source>
        <translation>完成后窗口会自动关闭。若现在关闭，下次可在“文件与打印”中补做其余文件。</translation>
    </message>
    <message>
        <source>All is signed.</source>
        <translation>签名均已完成。</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>现在关闭</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
</context>
<context>
    <name>ParticipantLists</name>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Planned date</source>
        <translation>计划日期</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>访视窗</translation>
    </message>
    <message>
        <source>Booked or actual</source>
        <translation>预约/实际日期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>To do now</source>
        <translation>现在要做</translation>
    </message>
    <message>
        <source>Held or missed</source>
        <translation>已完成或漏访</translation>
    </message>
    <message>
        <source>Ahead</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>Open visit</source>
        <translation>打开访视</translation>
    </message>
    <message>
        <source>Book…</source>
        <translation>预约…</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>All records</source>
        <translation>全部记录</translation>
    </message>
    <message>
        <source>Once for the participant</source>
        <translation>每名受试者一次</translation>
    </message>
    <message>
        <source>As often as needed</source>
        <translation>按需填写</translation>
    </message>
    <message>
        <source>At visits</source>
        <translation>访视表单</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始填写</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>观察日期</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存时间</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>%1·grade %2</source>
        <translation>%1·%2 级</translation>
    </message>
</context>
<context>
    <name>ParticipantPage</name>
    <message>
        <source>Next: record the first dose; the visits are counted from it.</source>
        <translation>下一步：登记首次给药，访视由此推算。</translation>
    </message>
    <message>
        <source>Enrolled as %1</source>
        <translation>已入组，入组号 %1</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>入组</translation>
    </message>
    <message>
        <source>Open eligibility checklist</source>
        <translation>打开入排核对表</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Adverse events</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Course of %1: %2 (visit|visits), %3 (adverse event|adverse events)</source>
        <translation>%1 的病程：访视 %2 次，不良事件 %3 个</translation>
    </message>
    <message>
        <source>Adverse event log…</source>
        <translation>打印不良事件表…</translation>
    </message>
    <message>
        <source>Open today&apos;s visit</source>
        <translation>打开今天的访视</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>病程</translation>
    </message>
    <message>
        <source>Cycles and windows are assumptions</source>
        <translation>周期与窗口为假设值</translation>
    </message>
    <message>
        <source>Record first dose…</source>
        <translation>登记首次给药…</translation>
    </message>
    <message>
        <source>No adverse event is recorded</source>
        <translation>没有不良事件记录</translation>
    </message>
    <message>
        <source>New adverse event</source>
        <translation>新建不良事件</translation>
    </message>
</context>
<context>
    <name>ParticipantRows</name>
    <message>
        <source>SAE %1</source>
        <translation>SAE %1</translation>
    </message>
    <message>
        <source>void %1</source>
        <translation>签名失效 %1</translation>
    </message>
    <message>
        <source>to sign %1</source>
        <translation>待签 %1</translation>
    </message>
    <message>
        <source>Eligibility %1 / %2</source>
        <translation>入排核对 %1 / %2</translation>
    </message>
    <message>
        <source>Eligibility to be signed</source>
        <translation>合格性待签名</translation>
    </message>
    <message>
        <source>Eligibility answered, to be enrolled</source>
        <translation>合格性已签，待入组</translation>
    </message>
    <message>
        <source>First dose to be recorded</source>
        <translation>待登记首次给药</translation>
    </message>
</context>
<context>
    <name>ParticipantsPage</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 at this site·%2 enrolled·%3 planned in the whole study</source>
        <translation>本中心 %1 人·入组 %2·全研究计划 %3</translation>
    </message>
    <message>
        <source>The screening number is given when the consent is registered.</source>
        <translation>登记知情同意后给出筛选号。</translation>
    </message>
    <message>
        <source>Nobody has been screened yet</source>
        <translation>还没有受试者</translation>
    </message>
    <message>
        <source>Register screening…</source>
        <translation>登记筛选…</translation>
    </message>
    <message>
        <source>%1 holds for 0 of %2 participants.</source>
        <translation>%1 成立的为 0 人，共 %2 人。</translation>
    </message>
    <message>
        <source>No participant passes the filter</source>
        <translation>筛选后没有受试者</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Number, initials  Ctrl+F</source>
        <translation>筛选号、缩写  Ctrl+F</translation>
    </message>
    <message>
        <source>Search participants by number or initials</source>
        <translation>按筛选号或缩写查找受试者</translation>
    </message>
    <message>
        <source>what is pressing</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>screening number</source>
        <translation>筛选号</translation>
    </message>
    <message>
        <source>Sort: </source>
        <translation>排序：</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Screening no.</source>
        <translation>筛选号</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>缩写</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Next visit</source>
        <translation>下次访视</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未结</translation>
    </message>
    <message>
        <source>Window: tall tick = target, dot = today inside, triangle = past</source>
        <translation>窗口：长竖线 = 目标日，圆点 = 今天，三角 = 已过窗</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移动</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Type your passphrase as it is now.</source>
        <translation>请输入当前密码。</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>正在修改…</translation>
    </message>
    <message>
        <source>Caps lock is on.</source>
        <translation>大写锁定已打开</translation>
    </message>
    <message>
        <source>Change my passphrase</source>
        <translation>修改我的密码</translation>
    </message>
    <message>
        <source>%1 unlocks and signs with it. Nobody else can set or read it.</source>
        <translation>%1 用它解锁和签名。其他人无法设置或查看。</translation>
    </message>
    <message>
        <source>Passphrase as it is now</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>The new passphrase holds from now on. A backup made before today opens with the old one.</source>
        <translation>新密码即时生效。此前所做的备份仍用旧密码打开。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>修改密码</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>Paste results</source>
        <translation>粘贴检验结果</translation>
    </message>
    <message>
        <source>One column of numbers in the order of the report, or names with their results, units and ranges. Nothing enters the form before you take it over; one step of undo takes it back.</source>
        <translation>可以是按报告顺序的一列数值，也可以是带名称的结果、单位和参考值范围。采用之前不写入表单；采用后撤销一步即可恢复。</translation>
    </message>
    <message>
        <source>Paste here</source>
        <translation>在此粘贴</translation>
    </message>
    <message>
        <source>What was pasted</source>
        <translation>粘贴的内容</translation>
    </message>
    <message>
        <source>What would be filled in</source>
        <translation>将填入的内容</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>粘贴内容</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>参考值范围</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>%1 results would be filled in, %2 lines stay out.</source>
        <translation>将填入 %1 个结果，%2 行不填入。</translation>
    </message>
    <message>
        <source>Nothing was pasted yet.</source>
        <translation>尚未粘贴内容。</translation>
    </message>
    <message>
        <source>Take over %1</source>
        <translation>采用 %1 项</translation>
    </message>
    <message>
        <source>replaces %1</source>
        <translation>将替换 %1</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>%1 can unlock now, with the passphrase just chosen.</source>
        <translation>%1 现在可以用刚设定的密码解锁。</translation>
    </message>
    <message>
        <source>Certificate issued</source>
        <translation>证书已签发</translation>
    </message>
    <message>
        <source>%1 (person|people) of this site</source>
        <translation>本中心 %1 人</translation>
    </message>
    <message>
        <source> and </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Add now</source>
        <translation>现在添加</translation>
    </message>
    <message>
        <source>Each chooses a passphrase of their own at this computer.</source>
        <translation>请本人在本机自行设定密码。</translation>
    </message>
    <message>
        <source>Still to be added: %1</source>
        <translation>尚待添加：%1</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>Only a site administrator can add people. Ask yours to unlock and add them here.</source>
        <translation>只有本中心系统管理员可以添加人员。请其解锁后在此添加。</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Leaves…</source>
        <translation>离开…</translation>
    </message>
    <message>
        <source>Login until</source>
        <translation>登录至</translation>
    </message>
    <message>
        <source>Change roles or last day…</source>
        <translation>更改角色或截止日期…</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Second place for backups</source>
        <translation>备份位置</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Name of the place</source>
        <translation>位置名称</translation>
    </message>
    <message>
        <source>It stands in the journal, for example what is written on the stick.</source>
        <translation>将写入操作记录，例如 U 盘上的标签。</translation>
    </message>
    <message>
        <source>It leaves this computer: a stick, an external disk, another machine</source>
        <translation>可离开本机：U 盘、移动硬盘或另一台机器</translation>
    </message>
    <message>
        <source>Each backup there is encrypted and opens with the passphrases of this site&apos;s people only.</source>
        <translation>备份均已加密，只有本中心人员的密码才能打开。</translation>
    </message>
    <message>
        <source>A backup that stays on this computer is lost with it. Today goes on asking for one off this computer.</source>
        <translation>留在本机上的备份会随本机一起丢失；“今日工作”仍会提醒做机外备份。</translation>
    </message>
    <message>
        <source>The folder seems to lie on this computer&apos;s own disk. Say so only if you know better.</source>
        <translation>该文件夹似乎就在本机磁盘上。确知不是时才勾选。</translation>
    </message>
    <message>
        <source>Use this place</source>
        <translation>使用此位置</translation>
    </message>
</context>
<context>
    <name>ProblemCard</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>{percent}, {left}</source>
        <translation>{percent}，{left}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QueryList</name>
    <message>
        <source>Asked by the register of contradictions: the principal investigator rules, page Study edition</source>
        <translation>矛盾登记提出的质疑：请主要研究者在“方案配置版本”页判读</translation>
    </message>
    <message>
        <source>blocks enrolment</source>
        <translation>判读前不能入组</translation>
    </message>
    <message>
        <source>to be answered</source>
        <translation>待判读</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Contradictions that wait for a ruling</source>
        <translation>待判读的矛盾</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>QueueRow</name>
    <message>
        <source>void</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>on paper</source>
        <translation>纸质</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未看</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Today</source>
        <translation>今日工作</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Visit calendar</source>
        <translation>访视日历</translation>
    </message>
    <message>
        <source>Adverse events</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件与打印</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>{count} not confirmed</source>
        <translation>{count} 条待中心确认</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>锁屏（Ctrl+L）</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>菜单（F10）</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>RangeEntry</name>
    <message>
        <source>Type each date as 2026-03-05.</source>
        <translation>日期请按 2026-03-05 的格式填写。</translation>
    </message>
    <message>
        <source>Type ages in completed years.</source>
        <translation>年龄请按周岁填写整数。</translation>
    </message>
    <message>
        <source>Choose an item in the table.</source>
        <translation>请在表中选择一个项目。</translation>
    </message>
    <message>
        <source>Say whose laboratory it is.</source>
        <translation>请选择是本院还是外院检验科。</translation>
    </message>
    <message>
        <source>From which day on does it hold? The paper says so.</source>
        <translation>请填写起始日期（以文件所载为准）。</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>检验科</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>依据文件</translation>
    </message>
    <message>
        <source>Dated</source>
        <translation>文件日期</translation>
    </message>
    <message>
        <source>Holds from</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>until</source>
        <translation>终止日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>To</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Range sheet and its number</source>
        <translation>参考值范围表及编号</translation>
    </message>
    <message>
        <source>Holds until</source>
        <translation>终止日期</translation>
    </message>
    <message>
        <source>Lower limit</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Upper limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Age from</source>
        <translation>最小年龄</translation>
    </message>
    <message>
        <source>Age to</source>
        <translation>最大年龄</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>Ages</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>This hospital&apos;s</source>
        <translation>本院</translation>
    </message>
    <message>
        <source>Another&apos;s</source>
        <translation>外院</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>men</source>
        <translation>男</translation>
    </message>
    <message>
        <source>women</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Whose laboratory</source>
        <translation>检验科归属</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>适用人群</translation>
    </message>
</context>
<context>
    <name>RangeWords</name>
    <message>
        <source>no range</source>
        <translation>无参考值范围</translation>
    </message>
    <message>
        <source>men</source>
        <translation>男</translation>
    </message>
    <message>
        <source>women</source>
        <translation>女</translation>
    </message>
    <message>
        <source>%1 to %2 years</source>
        <translation>%1～%2 岁</translation>
    </message>
    <message>
        <source>from %1 years</source>
        <translation>%1 岁及以上</translation>
    </message>
    <message>
        <source>up to %1 years</source>
        <translation>%1 岁及以下</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>local ranges overlap</source>
        <translation>本院范围相互重叠</translation>
    </message>
    <message>
        <source>sex not recorded</source>
        <translation>性别未录入</translation>
    </message>
    <message>
        <source>birthday not sure</source>
        <translation>出生日期不确定</translation>
    </message>
    <message>
        <source>sampling day not sure</source>
        <translation>采样日期不确定</translation>
    </message>
    <message>
        <source>local range in another unit</source>
        <translation>本院范围单位不同</translation>
    </message>
    <message>
        <source>needs sampling day</source>
        <translation>需采样日期</translation>
    </message>
</context>
<context>
    <name>ReadingNotice</name>
    <message>
        <source>Read only: this is the login of a monitor or inspector</source>
        <translation>仅供查阅：当前为监查员或检查员登录</translation>
    </message>
    <message>
        <source>Nothing can be recorded, signed or delegated on it, so those buttons are not shown. Findings are raised in the follow-up list (menu).</source>
        <translation>此登录不能录入、签名或授权，相应按钮不显示。如有发现，请从菜单进入跟进清单提出。</translation>
    </message>
</context>
<context>
    <name>ReasonBar</name>
    <message>
        <source>This form was complete: give one reason for what changed ({count})</source>
        <translation>本表已完成，修改 {count} 项须写原因</translation>
    </message>
    <message>
        <source>Choose a reason…</source>
        <translation>选择原因…</translation>
    </message>
    <message>
        <source>Reason for change</source>
        <translation>修改原因</translation>
    </message>
    <message>
        <source>Words of your own, optional</source>
        <translation>补充说明（可不填）</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存修改</translation>
    </message>
</context>
<context>
    <name>ReasonLine</name>
    <message>
        <source>State the reason</source>
        <translation>写明依据</translation>
    </message>
</context>
<context>
    <name>RecordDrafts</name>
    <message>
        <source>Unsaved work</source>
        <translation>未保存的内容</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Signature void: the record changed after it was signed</source>
        <translation>签名已失效：签名后记录有修改</translation>
    </message>
    <message>
        <source>%1 reviews and signs again.</source>
        <translation>须由%1重新审阅并签名。</translation>
    </message>
    <message>
        <source>Take up what is saved, keep what I typed</source>
        <translation>载入已保存的值，保留我的输入</translation>
    </message>
    <message>
        <source>Print it anew; %1 reviews and signs by hand again.</source>
        <translation>请重新打印，由 %1 重新审阅并手写签名。</translation>
    </message>
</context>
<context>
    <name>RecordReading</name>
    <message>
        <source>saved by %1 %2</source>
        <translation>%1 保存于 %2</translation>
    </message>
    <message>
        <source>Date of the visit</source>
        <translation>访视日期</translation>
    </message>
    <message>
        <source>Signed by hand at this site</source>
        <translation>本中心此类记录为纸质手签</translation>
    </message>
    <message>
        <source>The original is paper. Print it, sign it by hand, then record who signed, when and where it is.</source>
        <translation>原件为纸质文件。请打印、手写签名，再登记签名人、签署日期和归档位置。</translation>
    </message>
    <message>
        <source>Changed since your signature: %1</source>
        <translation>自本人上次签名以来的修改（%1）</translation>
    </message>
    <message>
        <source>Changed since it was signed: %1</source>
        <translation>自签名以来的修改（%1）</translation>
    </message>
    <message>
        <source>Saved again, no value changed</source>
        <translation>重新保存，数值未变</translation>
    </message>
    <message>
        <source>not delegated for this on that day</source>
        <translation>当日未被授权此项任务</translation>
    </message>
</context>
<context>
    <name>RecordStanding</name>
    <message>
        <source>Recorded by somebody not delegated for it on that day: %1</source>
        <translation>当日未获授权者所记录：%1</translation>
    </message>
    <message>
        <source>What was recorded is kept. The delegation log lists it to be followed up.</source>
        <translation>已记录的内容照常保留，授权分工表中已列出，请跟进。</translation>
    </message>
    <message>
        <source>Saved under edition %1 of the study, not the one in force</source>
        <translation>按方案配置版本 %1 保存，不是现行版本</translation>
    </message>
    <message>
        <source>The questions here are those of the edition in force. The journal names the edition of each save.</source>
        <translation>此处的问题按现行版本显示；每次保存所用的版本见操作记录。</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Where the request is written</source>
        <translation>申请写到哪里</translation>
    </message>
    <message>
        <source>Write a request</source>
        <translation>写出申请</translation>
    </message>
    <message>
        <source>with a new passphrase</source>
        <translation>同时设一个新密码</translation>
    </message>
    <message>
        <source>The desk answers</source>
        <translation>中心授权</translation>
    </message>
    <message>
        <source>two people there; you may close</source>
        <translation>中心两人办理；可先关闭程序</translation>
    </message>
    <message>
        <source>Take the grant</source>
        <translation>使用授权</translation>
    </message>
    <message>
        <source>it lets you in once</source>
        <translation>只能使用一次</translation>
    </message>
    <message>
        <source>Passphrase forgotten</source>
        <translation>忘记密码</translation>
    </message>
    <message>
        <source>Nobody can read or set your passphrase. You choose a new one. Entries and drafts are all kept.</source>
        <translation>任何人都不能读出或代设您的密码。新密码由您自己设。记录和草稿都会保留。</translation>
    </message>
    <message>
        <source>The request of %1 waits for its grant</source>
        <translation>%1 的申请正在等待授权</translation>
    </message>
    <message>
        <source>Request code: read it to the desk on the telephone</source>
        <translation>申请校验码：请打电话读给数据管理中心</translation>
    </message>
    <message>
        <source>Request code %1</source>
        <translation>申请校验码 %1</translation>
    </message>
    <message>
        <source>Written %1</source>
        <translation>写出时间 %1</translation>
    </message>
    <message>
        <source>Give the file to the central desk. Two people there make the grant from it. Whoever unlocks next sees in the journal that you asked.</source>
        <translation>请把文件交给数据管理中心，由中心两人据此出具授权。下一个解锁的人会在操作记录中看到您的申请。</translation>
    </message>
    <message>
        <source>Write the file again…</source>
        <translation>再次写出文件…</translation>
    </message>
    <message>
        <source>Write another request</source>
        <translation>重新申请</translation>
    </message>
    <message>
        <source>Back to unlocking</source>
        <translation>返回解锁</translation>
    </message>
    <message>
        <source>The grant is here</source>
        <translation>已收到授权</translation>
    </message>
</context>
<context>
    <name>RegisterScreeningDialog</name>
    <message>
        <source>2 to 4 letters from A to Z.</source>
        <translation>请填 2 至 4 个字母 A–Z。</translation>
    </message>
    <message>
        <source>Screening registered</source>
        <translation>筛选已登记</translation>
    </message>
    <message>
        <source>Open eligibility checklist</source>
        <translation>打开入排核对表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Register screening</source>
        <translation>登记筛选</translation>
    </message>
    <message>
        <source>Consent comes first. Nothing of the person&apos;s name is kept here.</source>
        <translation>先有知情同意。此处不保存姓名。</translation>
    </message>
    <message>
        <source>Save and give number</source>
        <translation>保存并给出筛选号</translation>
    </message>
    <message>
        <source>The screening number is given on saving and never used again.</source>
        <translation>筛选号在保存后给出，不重复使用。</translation>
    </message>
    <message>
        <source>Name initials (pinyin)</source>
        <translation>姓名拼音缩写</translation>
    </message>
    <message>
        <source>Up to four letters: 张红 ZHHO, 张红旗 ZHQI, 欧阳校风 OYXF.</source>
        <translation>最多四个字母：张红 ZHHO，张红旗 ZHQI，欧阳校风 OYXF。</translation>
    </message>
    <message>
        <source>Screening number of this %1</source>
        <translation>该%1的筛选号</translation>
    </message>
    <message>
        <source>Write it on the consent form and in the screening log.</source>
        <translation>请写在知情同意书和筛选入选表上。</translation>
    </message>
    <message>
        <source>Taken up again</source>
        <translation>恢复上次填写</translation>
    </message>
    <message>
        <source>Needed before a screening number is given: %1</source>
        <translation>给出筛选号之前还须填写：%1</translation>
    </message>
</context>
<context>
    <name>RepeatBlock</name>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Row %1, struck out</source>
        <translation>第 %1 行，已划去</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤销划去</translation>
    </message>
    <message>
        <source>Strike out F8</source>
        <translation>划去 F8</translation>
    </message>
    <message>
        <source>Add a row F7</source>
        <translation>增加一行 F7</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>增加一行</translation>
    </message>
    <message>
        <source>Strike out</source>
        <translation>划去</translation>
    </message>
</context>
<context>
    <name>RequestForm</name>
    <message>
        <source>Where the request is written</source>
        <translation>申请写到哪里</translation>
    </message>
    <message>
        <source>Choose your name.</source>
        <translation>请选择您的姓名。</translation>
    </message>
    <message>
        <source>Choose a folder or stick.</source>
        <translation>请选择文件夹或 U 盘。</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写出…</translation>
    </message>
    <message>
        <source>Write the request</source>
        <translation>写出申请</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Choose your name</source>
        <translation>选择您的姓名</translation>
    </message>
    <message>
        <source>Folder or stick</source>
        <translation>文件夹或 U 盘</translation>
    </message>
    <message>
        <source>The file names nobody but you.</source>
        <translation>文件中只有您本人的姓名。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Back to unlocking</source>
        <translation>返回解锁</translation>
    </message>
</context>
<context>
    <name>RestoreNotice</name>
    <message>
        <source>Two machines are at work: the device that was replaced goes on sending</source>
        <translation>两台机器在同时工作：已被接替的设备仍在发出数据包</translation>
    </message>
    <message>
        <source>Stop working on the old computer; what was recorded there has to be entered here.</source>
        <translation>请停止在旧电脑上工作；在那里记录的内容须在此重新录入。</translation>
    </message>
    <message>
        <source>This vault was restored to entry %1 of %2</source>
        <translation>本保险库已还原至 %2 的第 %1 条记录</translation>
    </message>
    <message>
        <source>Export a package: the desk&apos;s next one brings back what it had received.</source>
        <translation>请导出数据包：数据管理中心的下一个数据包会带回其已接收的内容。</translation>
    </message>
    <message>
        <source>Type the last numbers…</source>
        <translation>录入最后编号…</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Backups (*.esccb);;All files (*)</source>
        <translation>备份 (*.esccb);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>Choose a backup.</source>
        <translation>请选择备份。</translation>
    </message>
    <message>
        <source>Choose a site administrator.</source>
        <translation>请选择本中心系统管理员。</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在还原</translation>
    </message>
    <message>
        <source>The vault that was here is kept aside.</source>
        <translation>原有保险库将另存保留。</translation>
    </message>
    <message>
        <source>%1, %2 (entry|entries), %3</source>
        <translation>%1，%2 条，%3</translation>
    </message>
    <message>
        <source>No backup found; choose the file</source>
        <translation>未找到备份，请选择文件</translation>
    </message>
    <message>
        <source>Looking for backups…</source>
        <translation>正在查找备份…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Opens for</source>
        <translation>可打开的人员</translation>
    </message>
    <message>
        <source>Nothing is known that it lacks.</source>
        <translation>未发现它缺少的记录。</translation>
    </message>
    <message>
        <source>It lacks %1 (entry|entries): %2.</source>
        <translation>它缺少 %1 条记录：%2。</translation>
    </message>
    <message>
        <source>Restored to entry %1 of %2. This computer is now device %3.</source>
        <translation>已还原至 %2 的第 %1 条记录。本机现为设备 %3。</translation>
    </message>
    <message>
        <source>Missing: %1.</source>
        <translation>缺少：%1。</translation>
    </message>
    <message>
        <source>Export a package to the desk: its next package brings back what it had received.</source>
        <translation>请向数据管理中心导出数据包：其下一个数据包会带回已接收的内容。</translation>
    </message>
    <message>
        <source>Until then, or until the last number on the paper log was typed, no new number is given.</source>
        <translation>在此之前，或在录入纸质登记表上的最后编号之前，不发放新编号。</translation>
    </message>
    <message>
        <source>The vault that was here before is kept beside it.</source>
        <translation>原有的保险库保存在旁边。</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>还原备份</translation>
    </message>
    <message>
        <source>The backup is verified whole first. Nothing is deleted: the vault that is here is kept aside.</source>
        <translation>先完整核验备份。不删除任何内容：现有保险库另存保留。</translation>
    </message>
    <message>
        <source>Verified whole and restored</source>
        <translation>已完整校验并还原</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Line at the foot of the last printed page (if there is one)</source>
        <translation>最后一张打印件页脚的锚点（如有）</translation>
    </message>
    <message>
        <source>Site administrator</source>
        <translation>本中心系统管理员</translation>
    </message>
    <message>
        <source>Choose a name</source>
        <translation>选择姓名</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Open to look</source>
        <translation>只读打开查看</translation>
    </message>
    <message>
        <source>There is no vault here to hold the backup against. Compare its study root code with the one kept with the kit, or ask the desk. Go on only if it is the same.</source>
        <translation>此处没有可与备份核对的保险库。请将备份的研究根代码与随启动包保存的代码核对，或向数据管理中心询问。一致时才继续。</translation>
    </message>
    <message>
        <source>Study root code %1</source>
        <translation>研究根代码 %1</translation>
    </message>
    <message>
        <source>It is the same: restore</source>
        <translation>代码一致，还原</translation>
    </message>
</context>
<context>
    <name>ResultActs</name>
    <message>
        <source>Pasted results</source>
        <translation>粘贴的检验结果</translation>
    </message>
    <message>
        <source>%1 low: %2 (range %3)</source>
        <translation>%1偏低：%2（参考值范围 %3）</translation>
    </message>
    <message>
        <source>%1 high: %2 (range %3)</source>
        <translation>%1偏高：%2（参考值范围 %3）</translation>
    </message>
</context>
<context>
    <name>ResultRow</name>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>参考值范围</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>to judge</source>
        <translation>待判定</translation>
    </message>
    <message>
        <source>Low L</source>
        <translation>低 L</translation>
    </message>
    <message>
        <source>High H</source>
        <translation>高 H</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>AE…</source>
        <translation>AE…</translation>
    </message>
    <message>
        <source>New adverse event from %1</source>
        <translation>由 %1 新建不良事件</translation>
    </message>
    <message>
        <source>abn.</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>研究者判定</translation>
    </message>
    <message>
        <source>Judged (T today)</source>
        <translation>判定日期（T 今天）</translation>
    </message>
    <message>
        <source>%1 states %2 for this day.</source>
        <translation>%1当日的参考值范围为 %2。</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>%1 is no longer asked; it is kept until it is cleared.</source>
        <translation>%1已不再需要填写；清除之前保留原值。</translation>
    </message>
    <message>
        <source>Clear it</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>ResultTable</name>
    <message>
        <source>Ranges not filled in: %1</source>
        <translation>参考值范围未自动填入：%1</translation>
    </message>
    <message>
        <source>Paste a column</source>
        <translation>粘贴一列</translation>
    </message>
    <message>
        <source>unit, range</source>
        <translation>单位、范围</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>The ruling is shown and printed where the contradiction bites. A later one replaces it; both stay.</source>
        <translation>判读意见将在涉及之处显示并打印。以后的判读取代此前的判读，两者均保留。</translation>
    </message>
    <message>
        <source>Rule on contradiction %1</source>
        <translation>判读矛盾 %1</translation>
    </message>
    <message>
        <source>Sign ruling</source>
        <translation>签署判读意见</translation>
    </message>
    <message>
        <source>How the criterion is to be read</source>
        <translation>该处应如何理解</translation>
    </message>
    <message>
        <source>Write how the criterion is to be read.</source>
        <translation>请写明该处应如何理解。</translation>
    </message>
</context>
<context>
    <name>SealPapersDialog</name>
    <message>
        <source>Make the missing papers</source>
        <translation>补做缺少的文件</translation>
    </message>
    <message>
        <source>Each paper says when it was signed; its seal says when it was made.</source>
        <translation>文件上写明签名时间；签封时间为实际补做时间。</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 份</translation>
    </message>
    <message>
        <source>Make %1</source>
        <translation>补做 %1 份</translation>
    </message>
    <message>
        <source>The papers are being sealed.</source>
        <translation>正在签封文件。</translation>
    </message>
    <message>
        <source>%1 of %2 papers</source>
        <translation>文件 %1 / %2</translation>
    </message>
    <message>
        <source>The passphrase does not fit this person. Nothing was made; type it again.</source>
        <translation>密码与此人不符，未生成文件。请重新输入。</translation>
    </message>
</context>
<context>
    <name>SeriousBand</name>
    <message>
        <source>Open report</source>
        <translation>打开报告</translation>
    </message>
</context>
<context>
    <name>SeriousnessCard</name>
    <message>
        <source>any Yes makes it serious; grade is separate</source>
        <translation>任一为“是”即为严重；与分级无关</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Sign as investigator</source>
        <translation>以研究者身份签名</translation>
    </message>
    <message>
        <source>%1&apos;s session stays open; the signature is for these records only.</source>
        <translation>%1的会话保持打开，签名只用于下列记录。</translation>
    </message>
    <message>
        <source>Meaning of signature</source>
        <translation>签名含义</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Choose the investigator…</source>
        <translation>选择研究者…</translation>
    </message>
    <message>
        <source>Each record gets a signature entry of its own</source>
        <translation>每份记录各写入一条签名</translation>
    </message>
    <message>
        <source>Choose the investigator; the records that wait are listed then.</source>
        <translation>请先选择研究者，随后列出待签名的记录。</translation>
    </message>
    <message>
        <source>Nothing waits for this signature. Complete a record first.</source>
        <translation>没有待签名的记录，请先完成记录。</translation>
    </message>
    <message>
        <source>Sign %1</source>
        <translation>签名 %1 份</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Caps lock seems to be on</source>
        <translation>大写锁定可能已打开</translation>
    </message>
    <message>
        <source>The passphrase does not fit this investigator. Nothing was signed; type it again.</source>
        <translation>密码与该研究者不符，未作任何签名，请重新输入。</translation>
    </message>
    <message>
        <source>Next to read (N)</source>
        <translation>下一份（N）</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Record signature by hand…</source>
        <translation>登记手写签名…</translation>
    </message>
    <message>
        <source>Changed after it was read, no longer ticked: %1. Read it again before you sign.</source>
        <translation>查看之后有修改，已取消勾选：%1。请重新查看后再签。</translation>
    </message>
    <message>
        <source>Changed after they were read, no longer ticked: %1 and others. Read them again.</source>
        <translation>查看之后有修改，已取消勾选：%1 等。请重新查看。</translation>
    </message>
    <message>
        <source>Enter reads, Space ticks, N reads the next. A record can be ticked once it was read.</source>
        <translation>回车查看，空格勾选，N 看下一份。看过的记录才能勾选。</translation>
    </message>
    <message>
        <source>Read it first: press Enter or click its name. What is signed on paper is not ticked here.</source>
        <translation>请先查看：按回车或点击名称。纸质签名的记录不在此勾选。</translation>
    </message>
    <message>
        <source>A record that you open in the list is shown here, first what changed since it was signed.</source>
        <translation>在左侧打开的记录显示在这里，先列出上次签名以来的修改。</translation>
    </message>
    <message>
        <source>Closing this loses nothing: the papers go on being sealed.</source>
        <translation>关闭不会丢失任何内容，文件会继续签封。</translation>
    </message>
    <message>
        <source>Signing %1…</source>
        <translation>正在签名 %1 份…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Signed. The papers are being sealed.</source>
        <translation>已签名，正在签封文件。</translation>
    </message>
    <message>
        <source>%1 of %2 papers</source>
        <translation>文件 %1 / %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A record changed after it was read. Nothing was signed: read it again, then sign.</source>
        <translation>查看之后记录有修改，未签名。请重新查看后再签。</translation>
    </message>
</context>
<context>
    <name>SignatureWords</name>
    <message>
        <source>Sign on paper…</source>
        <translation>纸质签名…</translation>
    </message>
    <message>
        <source>Ask investigator to sign…</source>
        <translation>请研究者签名…</translation>
    </message>
    <message>
        <source>%1 by hand %2</source>
        <translation>%1 手写签名 %2</translation>
    </message>
    <message>
        <source>Signed by hand by %1 on %2, filed at %3; recorded by %4 at %5</source>
        <translation>%1 于 %2 手写签名，归档于 %3；由 %4 于 %5 录入</translation>
    </message>
    <message>
        <source>The record changed after it was signed</source>
        <translation>签名之后记录已修改</translation>
    </message>
</context>
<context>
    <name>SignedDialog</name>
    <message>
        <source>Principal investigator</source>
        <translation>主要研究者</translation>
    </message>
    <message>
        <source>Passphrase of the principal investigator</source>
        <translation>主要研究者的密码</translation>
    </message>
    <message>
        <source>The principal investigator types their passphrase.</source>
        <translation>请由主要研究者输入本人密码。</translation>
    </message>
</context>
<context>
    <name>SignificantDialog</name>
    <message>
        <source>What is this result?</source>
        <translation>该结果属于哪种情况？</translation>
    </message>
    <message>
        <source>New adverse event…</source>
        <translation>新建不良事件…</translation>
    </message>
    <message>
        <source>It opens with these words as its verbatim term. Nothing is saved before you save it there.</source>
        <translation>将以上文字作为原始描述打开新的不良事件；在该页保存之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>An event got worse</source>
        <translation>已有事件加重</translation>
    </message>
    <message>
        <source>Baseline condition</source>
        <translation>基线情况</translation>
    </message>
</context>
<context>
    <name>SigningQueue</name>
    <message>
        <source>%1 waiting, %2 read</source>
        <translation>待签 %1 份，已看 %2 份</translation>
    </message>
    <message>
        <source>%1, %2 signed on paper</source>
        <translation>%1，其中纸质 %2 份</translation>
    </message>
    <message>
        <source>Tick all %1 read</source>
        <translation>勾选全部已看的 %1 份</translation>
    </message>
</context>
<context>
    <name>StatesSheet</name>
    <message>
        <source>States and feedback</source>
        <translation>状态与反馈样例</translation>
    </message>
    <message>
        <source>component reference, not a page</source>
        <translation>组件参考，不是页面</translation>
    </message>
    <message>
        <source>12 entries are missing: the vault is read-only</source>
        <translation>缺 12 条，保险库现为只读</translation>
    </message>
    <message>
        <source>Restore to go on.</source>
        <translation>还原后可继续录入。</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>还原…</translation>
    </message>
    <message>
        <source>Signature void: 1 item changed after signing</source>
        <translation>签名已失效：签名后有 1 项修改</translation>
    </message>
    <message>
        <source>The investigator reviews and signs again.</source>
        <translation>须由研究者重新审阅并签名。</translation>
    </message>
    <message>
        <source>Show change</source>
        <translation>查看修改</translation>
    </message>
    <message>
        <source>Visit windows are assumptions, not protocol, awaiting approval</source>
        <translation>访视窗为假设值，方案未规定，待批准</translation>
    </message>
    <message>
        <source>Moved to {date}</source>
        <translation>已移到 {date}</translation>
    </message>
    <message>
        <source>Reading back {name}</source>
        <translation>回读校验 {name}</translation>
    </message>
    <message>
        <source>Cancel leaves no half file</source>
        <translation>取消不会留下半个文件</translation>
    </message>
    <message>
        <source>about {seconds} s</source>
        <translation>约 {seconds} 秒</translation>
    </message>
    <message>
        <source>Transcription error</source>
        <translation>转录错误</translation>
    </message>
    <message>
        <source>No participant matches</source>
        <translation>筛选后没有受试者</translation>
    </message>
    <message>
        <source>{shown} of {all} match the filter</source>
        <translation>共 {all} 人，符合筛选条件的为 {shown} 人</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>The stick was removed before the package was complete</source>
        <translation>U 盘已拔出，数据包没有写完</translation>
    </message>
    <message>
        <source>The vault is unchanged. Put the stick back and try again.</source>
        <translation>保险库没有变化。插回 U 盘后再试一次。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>StrengthLine</name>
    <message>
        <source>Very easy to guess</source>
        <translation>极易猜到</translation>
    </message>
    <message>
        <source>Easy to guess</source>
        <translation>容易猜到</translation>
    </message>
    <message>
        <source>Not enough yet</source>
        <translation>还不够</translation>
    </message>
    <message>
        <source>Strong enough</source>
        <translation>强度足够</translation>
    </message>
    <message>
        <source>Very strong</source>
        <translation>非常强</translation>
    </message>
    <message>
        <source>Four words that have nothing to do with one another, or ten Chinese characters or more.</source>
        <translation>四个互不相干的词，或十个汉字以上的一句话。</translation>
    </message>
</context>
<context>
    <name>TermCard</name>
    <message>
        <source>Chinese, English or initials</source>
        <translation>中文、英文或拼音首字母</translation>
    </message>
    <message>
        <source>No grade %1 for this term</source>
        <translation>本术语无 %1 级</translation>
    </message>
    <message>
        <source>choose the term first</source>
        <translation>请先选术语</translation>
    </message>
</context>
<context>
    <name>TermPopup</name>
    <message>
        <source>%1 terms for &quot;%2&quot;</source>
        <translation>“%2”匹配 %1 个术语</translation>
    </message>
    <message>
        <source>No term for &quot;%2&quot;; try English, Chinese or initials</source>
        <translation>没有匹配“%2”的术语，可试英文、中文或拼音首字母</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选定</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Graded by CTCAE %1; other versions grade some terms differently. The record keeps its version.</source>
        <translation>按 CTCAE %1 分级；其他版本部分术语分级不同，本记录固定为此版本。</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Eligibility not complete</source>
        <translation>入排核对未完</translation>
    </message>
    <message>
        <source>Records to be signed</source>
        <translation>待签记录</translation>
    </message>
    <message>
        <source>Signatures void</source>
        <translation>签名已失效</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待导出</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>待中心确认</translation>
    </message>
    <message>
        <source>%1 (entry|entries)</source>
        <translation>%1 条</translation>
    </message>
    <message>
        <source>Last package</source>
        <translation>上次导出</translation>
    </message>
    <message>
        <source>Desk&apos;s receipt</source>
        <translation>中心回执</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日工作</translation>
    </message>
    <message>
        <source>Register screening…</source>
        <translation>登记筛选…</translation>
    </message>
    <message>
        <source>Due today and late</source>
        <translation>今天与逾期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Visit / matter</source>
        <translation>访视 / 事项</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Nothing is due today</source>
        <translation>今天没有待办访视</translation>
    </message>
    <message>
        <source>No visit is due, late or closing, and nobody is in screening.</source>
        <translation>没有应访视、逾期或将关窗的访视，也没有人在筛选中。</translation>
    </message>
    <message>
        <source>The next 7 days</source>
        <translation>未来 7 天</translation>
    </message>
    <message>
        <source>Open visit calendar</source>
        <translation>打开访视日历</translation>
    </message>
    <message>
        <source>To be signed</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>Sign as investigator…</source>
        <translation>以研究者身份签名…</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Safety of the data</source>
        <translation>数据安全</translation>
    </message>
    <message>
        <source>Backup off this computer</source>
        <translation>备份（机外）</translation>
    </message>
    <message>
        <source>Restore drill</source>
        <translation>还原演练</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Open data safety</source>
        <translation>打开数据安全</translation>
    </message>
</context>
<context>
    <name>TodayRows</name>
    <message>
        <source>Open visit</source>
        <translation>打开访视</translation>
    </message>
    <message>
        <source>Book…</source>
        <translation>预约…</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天到访</translation>
    </message>
    <message>
        <source>Overdue and closing</source>
        <translation>逾期与将关窗</translation>
    </message>
    <message>
        <source>Evidence about to expire</source>
        <translation>证据将失效</translation>
    </message>
    <message>
        <source>Window open, not booked</source>
        <translation>窗口内，尚未预约</translation>
    </message>
    <message>
        <source>In screening</source>
        <translation>筛选中</translation>
    </message>
    <message>
        <source>first dose by %1</source>
        <translation>首次给药不晚于 %1</translation>
    </message>
    <message>
        <source>%1 d left</source>
        <translation>剩 %1 天</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Eligibility checklist not begun</source>
        <translation>入排核对未开始</translation>
    </message>
    <message>
        <source>Eligibility checklist %1 / %2</source>
        <translation>入排核对 %1 / %2</translation>
    </message>
    <message>
        <source>Eligibility signed, to be enrolled</source>
        <translation>合格性已签，待入组</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另 %1 项</translation>
    </message>
    <message>
        <source>No visits</source>
        <translation>无访视</translation>
    </message>
    <message>
        <source>%1 h %2 min late</source>
        <translation>超时 %1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>剩余 %1 小时 %2 分</translation>
    </message>
    <message>
        <source>event without a term</source>
        <translation>未选术语的事件</translation>
    </message>
    <message>
        <source>SAE first report  %1·%2·grade %3</source>
        <translation>SAE 首次报告  %1·%2·%3 级</translation>
    </message>
    <message>
        <source>The time of awareness is missing, so the clock cannot run</source>
        <translation>缺少获知时间，无法计时</translation>
    </message>
    <message>
        <source> (%1)</source>
        <translation>（%1）</translation>
    </message>
    <message>
        <source>Aware %1%2, due %3: %4 h limit (assumption)</source>
        <translation>获知 %1%2，应于 %3 前报告：%4 h 时限（假设值）</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>未保存的内容</translation>
    </message>
    <message>
        <source>Screening, not registered yet</source>
        <translation>筛选登记（尚未登记）</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Certificates, delegations and logins about to end</source>
        <translation>即将到期的证书、授权和登录</translation>
    </message>
    <message>
        <source>Certificate: %1</source>
        <translation>证书：%1</translation>
    </message>
    <message>
        <source>Delegation: %1</source>
        <translation>授权：%1</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已失效</translation>
    </message>
</context>
<context>
    <name>TrainingDialog</name>
    <message>
        <source>Choose a person…</source>
        <translation>请选择人员…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Record training</source>
        <translation>记录培训</translation>
    </message>
    <message>
        <source>A renewed certificate takes the place of the one before.</source>
        <translation>更新后的证书取代原有证书。</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>培训/证书</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Expires on (may be left empty)</source>
        <translation>有效期至（可不填）</translation>
    </message>
    <message>
        <source>Where the paper is filed</source>
        <translation>纸质文件存放位置</translation>
    </message>
    <message>
        <source>Choose a person and a training.</source>
        <translation>请选择人员和培训。</translation>
    </message>
    <message>
        <source>Type each date as 2026-03-05.</source>
        <translation>日期请按 2026-03-05 的格式填写。</translation>
    </message>
</context>
<context>
    <name>TrainingSection</name>
    <message>
        <source>has left</source>
        <translation>已离开</translation>
    </message>
    <message>
        <source>renewed</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>expires in %1 d</source>
        <translation>剩 %1 天</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Training and certificates</source>
        <translation>培训与证书</translation>
    </message>
    <message>
        <source>Record training…</source>
        <translation>记录培训…</translation>
    </message>
    <message>
        <source>Nothing recorded yet: GCP certificates, protocol training, licences.</source>
        <translation>尚无记录：GCP 证书、方案培训、执业证书等。</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>培训/证书</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Expires on</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Filed at</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>UndoLine</name>
    <message>
        <source>Undo Ctrl+Z</source>
        <translation>撤销 Ctrl+Z</translation>
    </message>
</context>
<context>
    <name>UnlockNotices</name>
    <message>
        <source>Unsaved work of %1 is held in memory only</source>
        <translation>%1 未保存的内容目前仅在内存中</translation>
    </message>
    <message>
        <source>Leave the program open, put the cause right, then let the same person unlock.</source>
        <translation>请勿关闭程序，排除原因后由本人解锁。</translation>
    </message>
    <message>
        <source>Locked, but the end of the session could not be written</source>
        <translation>已锁屏，但未能记录本次会话的结束</translation>
    </message>
    <message>
        <source>Everything saved before is safe.</source>
        <translation>此前保存的内容均安全。</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Choose your name.</source>
        <translation>请选择姓名。</translation>
    </message>
    <message>
        <source>Type your passphrase.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>Opening the vault…</source>
        <translation>正在打开保险库…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Caps lock is on.</source>
        <translation>大写锁定已打开</translation>
    </message>
    <message>
        <source>Site %1</source>
        <translation>中心编号 %1</translation>
    </message>
    <message>
        <source>Choose your name</source>
        <translation>选择姓名</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Passphrase forgotten…</source>
        <translation>忘记密码…</translation>
    </message>
    <message>
        <source>Integrity and checkpoint are verified on unlocking</source>
        <translation>完整性与锚点在解锁时校验</translation>
    </message>
    <message>
        <source>Last package written out %1</source>
        <translation>上次导出数据包 %1</translation>
    </message>
    <message>
        <source>This program never goes online.</source>
        <translation>本程序从不联网。</translation>
    </message>
    <message>
        <source>No participant is shown while locked</source>
        <translation>锁屏时不显示任何受试者信息</translation>
    </message>
    <message>
        <source>Demonstration·</source>
        <translation>演示·</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>还原备份…</translation>
    </message>
</context>
<context>
    <name>UnsavedDialog</name>
    <message>
        <source>Save what was typed?</source>
        <translation>是否保存所填内容？</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Changes on this page that are not saved yet: %1</source>
        <translation>本页尚未保存的修改：%1 项</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Kept for later, it stays in the encrypted vault and waits for you on Today.</source>
        <translation>选择“稍后继续”，内容会留在加密的保险库中，并在“今日”页等您。</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>稍后继续</translation>
    </message>
</context>
<context>
    <name>UnscheduledDialog</name>
    <message>
        <source>Type the date as 2026-03-05.</source>
        <translation>日期请写作 2026-03-05。</translation>
    </message>
    <message>
        <source>Choose a participant.</source>
        <translation>请选择受试者。</translation>
    </message>
    <message>
        <source>More forms of %1</source>
        <translation>为%1添加表单</translation>
    </message>
    <message>
        <source>Add forms</source>
        <translation>添加表单</translation>
    </message>
    <message>
        <source>Unscheduled visit of %1</source>
        <translation>%1 的计划外访视</translation>
    </message>
    <message>
        <source>Unscheduled visit</source>
        <translation>计划外访视</translation>
    </message>
    <message>
        <source>Add visit</source>
        <translation>添加访视</translation>
    </message>
    <message>
        <source>A visit between the planned ones. It takes the next number and is never overdue or missed.</source>
        <translation>两次计划访视之间的访视。自动取下一个编号，不会逾期，也不计为漏访。</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Choose a participant…</source>
        <translation>选择受试者…</translation>
    </message>
    <message>
        <source>Day, past or agreed</source>
        <translation>日期（已发生或已约定）</translation>
    </message>
    <message>
        <source>Time, if agreed</source>
        <translation>时间（如已约定）</translation>
    </message>
    <message>
        <source>What is done at the visit</source>
        <translation>本次访视的内容</translation>
    </message>
</context>
<context>
    <name>VisitNotDoneDialog</name>
    <message>
        <source>Forms not done: %1</source>
        <translation>标记未做的表单：%1</translation>
    </message>
    <message>
        <source>Visit not done: %1</source>
        <translation>标记访视未做：%1</translation>
    </message>
    <message>
        <source>Every form of it that was not begun is saved as not done, with this reason; what was filled stays. It is undone by filling the forms after all.</source>
        <translation>该访视尚未填写的表单均按此原因保存为未做；已填写的不变。以后补填表单即可撤销。</translation>
    </message>
    <message>
        <source>such as: the participant did not come, out of town</source>
        <translation>例如：受试者未到院，在外地</translation>
    </message>
    <message>
        <source>Mark as not done</source>
        <translation>标记为未做</translation>
    </message>
    <message>
        <source>Missing code</source>
        <translation>缺失代码</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Write why it did not take place.</source>
        <translation>请写明未进行的原因。</translation>
    </message>
</context>
<context>
    <name>VisitPanel</name>
    <message>
        <source>Window</source>
        <translation>访视窗</translation>
    </message>
    <message>
        <source>Actual date</source>
        <translation>实际日期</translation>
    </message>
    <message>
        <source>Booked date</source>
        <translation>预约日期</translation>
    </message>
    <message>
        <source>Open in the calendar</source>
        <translation>在日历中打开</translation>
    </message>
    <message>
        <source>Print blank worksheet…</source>
        <translation>打印空白记录表…</translation>
    </message>
    <message>
        <source>More forms…</source>
        <translation>添加表单…</translation>
    </message>
    <message>
        <source>Other forms not done…</source>
        <translation>其余表单未做…</translation>
    </message>
    <message>
        <source>Visit not done…</source>
        <translation>访视未做…</translation>
    </message>
</context>
<context>
    <name>VisitsPane</name>
    <message>
        <source>Visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Unscheduled visit…</source>
        <translation>计划外访视…</translation>
    </message>
    <message>
        <source>Cycles and windows are assumptions</source>
        <translation>周期与访视窗为假设值</translation>
    </message>
    <message>
        <source>No visit is planned yet</source>
        <translation>尚无计划访视</translation>
    </message>
    <message>
        <source>The first dose of each drug anchors the visits.</source>
        <translation>访视从各药首次给药日起算。</translation>
    </message>
    <message>
        <source>Record first dose…</source>
        <translation>登记首次给药…</translation>
    </message>
</context>
<context>
    <name>Vocabulary</name>
    <message>
        <source>Site administrator</source>
        <translation>本中心系统管理员</translation>
    </message>
    <message>
        <source>Principal investigator (PI)</source>
        <translation>主要研究者（PI）</translation>
    </message>
    <message>
        <source>Sub-investigator (Sub-I)</source>
        <translation>助理研究者（Sub-I）</translation>
    </message>
    <message>
        <source>Research coordinator (CRC)</source>
        <translation>临床研究协调员（CRC）</translation>
    </message>
    <message>
        <source>Quality controller (QC)</source>
        <translation>质控员</translation>
    </message>
    <message>
        <source>Drug manager</source>
        <translation>药物管理员</translation>
    </message>
    <message>
        <source>Monitor (CRA)</source>
        <translation>监查员（CRA）</translation>
    </message>
    <message>
        <source>Central team</source>
        <translation>数据管理中心</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>PI</source>
        <translation>PI</translation>
    </message>
    <message>
        <source>Sub-I</source>
        <translation>Sub-I</translation>
    </message>
    <message>
        <source>CRC</source>
        <translation>CRC</translation>
    </message>
    <message>
        <source>QC</source>
        <translation>质控员</translation>
    </message>
    <message>
        <source>CRA</source>
        <translation>CRA</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>数据管理</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>筛选中</translation>
    </message>
    <message>
        <source>Enrolled, no dose</source>
        <translation>已入组，未给药</translation>
    </message>
    <message>
        <source>On treatment</source>
        <translation>治疗中</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>待导出</translation>
    </message>
    <message>
        <source>With the next</source>
        <translation>随下一包</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>待中心确认</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>中心已接收</translation>
    </message>
    <message>
        <source>From the desk</source>
        <translation>中心发来</translation>
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
    <message>
        <source>%1 d overdue</source>
        <translation>逾期 %1 天</translation>
    </message>
    <message>
        <source>Out of window</source>
        <translation>超窗</translation>
    </message>
    <message>
        <source>Closes today</source>
        <translation>今天关窗</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>应访视</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>已计划</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应访视</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏访</translation>
    </message>
    <message>
        <source>Unscheduled</source>
        <translation>计划外</translation>
    </message>
    <message>
        <source>C%1·day %2</source>
        <translation>C%1·第%2天</translation>
    </message>
    <message>
        <source>%1 cycle %2 day %3</source>
        <translation>%1 第%2周期第%3天</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 天前</translation>
    </message>
    <message>
        <source>Participant in person</source>
        <translation>受试者本人</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代理人</translation>
    </message>
    <message>
        <source>Impartial witness</source>
        <translation>公正见证人</translation>
    </message>
    <message>
        <source>The study as a whole</source>
        <translation>研究整体</translation>
    </message>
    <message>
        <source>Adverse events</source>
        <translation>不良事件</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Inclusion %1: %2</source>
        <translation>入选标准 %1：%2</translation>
    </message>
    <message>
        <source>Exclusion %1: %2</source>
        <translation>排除标准 %1：%2</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>访视安排方案</translation>
    </message>
    <message>
        <source>Cycle of a drug</source>
        <translation>药物周期</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>check %1</source>
        <translation>核查 %1</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>纸质文件</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>未做</translation>
    </message>
</context>
<context>
    <name>WhereaboutsBanner</name>
    <message>
        <source>The vault lies on a network drive (%1)</source>
        <translation>保险库位于网络磁盘（%1）</translation>
    </message>
    <message>
        <source>Locks and sudden breaks of the network can damage it there.</source>
        <translation>网络中断或文件锁失效可能损坏保险库。</translation>
    </message>
    <message>
        <source>The vault lies in a folder that is copied to a cloud (%1)</source>
        <translation>保险库位于云同步文件夹（%1）</translation>
    </message>
    <message>
        <source>Half copied files can damage it, and a copy leaves this computer.</source>
        <translation>同步到一半的文件可能损坏保险库，且副本会离开本机。</translation>
    </message>
    <message>
        <source>Quit, move the whole folder %1 to this computer&apos;s own disk, and start on it there.</source>
        <translation>请退出程序，把整个文件夹 %1 移到本机磁盘，再从那里启动。</translation>
    </message>
    <message>
        <source>Quit and start on a folder of this computer&apos;s own disk (--vault) instead of %1.</source>
        <translation>请退出，改用本机磁盘上的文件夹启动（--vault），不要使用 %1。</translation>
    </message>
</context>
<context>
    <name>WithdrawInkDialog</name>
    <message>
        <source>Recorded by mistake</source>
        <translation>登记有误</translation>
    </message>
    <message>
        <source>What was wrong</source>
        <translation>错在哪里</translation>
    </message>
    <message>
        <source>It counts no more; both entries stay in the journal</source>
        <translation>该签名不再有效；两条操作记录都保留</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤销登记</translation>
    </message>
</context>
</TS>
