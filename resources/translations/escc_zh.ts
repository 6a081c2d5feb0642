<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
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
      <source>Copy details</source>
      <translation>复制详情</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
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
      <source>About ESCC Desktop</source>
      <translation>关于 ESCC Desktop</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>退出</translation>
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
    <name>ReasonBar</name>
    <message>
      <source>This form was complete: give one reason for {count} change(s)</source>
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
    <name>UndoLine</name>
    <message>
      <source>Undo Ctrl+Z</source>
      <translation>撤销 Ctrl+Z</translation>
    </message>
  </context>
</TS>
