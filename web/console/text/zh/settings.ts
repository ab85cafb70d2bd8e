/** 设置页的文字。 */
export const settingsZh = {
  label: '设置',
  save: '保存', saved: '已保存', undo: '撤销', add: '添加', remove: '删除', cancel: '取消', name: '名称',
  labelEn: '英文名称', labelZh: '中文名称', id: '标识', idWhat: '小写字母、数字和连字符，之后不能再改',
  queue: '队列', everyQueue: '所有队列',
  weekday: { sunday: '星期日', monday: '星期一', tuesday: '星期二', wednesday: '星期三', thursday: '星期四', friday: '星期五', saturday: '星期六' },
  colour: { grey: '灰', red: '红', orange: '橙', yellow: '黄', green: '绿', blue: '蓝', violet: '紫' },
  account: {
    title: '我的账号', what: '您的密码，以及您在哪些浏览器上登录着。', password: '修改密码', current: '当前密码', fresh: '新密码',
    rule: '至少 10 个字符。其他浏览器会全部退出。', sessions: '已登录', device: '浏览器', since: '登录时间', until: '有效至', this: '当前', end: '退出', endAll: '退出其他所有设备',
  },
  queues: {
    title: '队列与技能', what: '每个技能、每种语言一条队列。客服可以自己领取，也可以由系统依次派给客服。',
    anyLanguage: '所有语言', shut: '暂不接收新会话', assignment: '会话如何分配', pull: '客服自己领取', push: '系统派单', offerMs: '派单等待时间',
    alertMs: '多久后再次提醒', riseMs: '多久提升一级优先级', mostPerAgent: '每位客服最多', noLimit: '不限', awayAfter: '连续错过几次派单后设为暂离', never: '从不', isOpen: '接收新会话', add: '添加队列',
    skill: '技能', language: '语言', languageWhat: 'any，或 en、zh 这样的标签', topics: '归到这里的话题', widenTo: '无人接时依次再提醒谁', addSkill: '添加技能',
  },
  hours: {
    title: '营业时间', what: '人工在线的时间。没有日历的队列全天开放。回复时限只计算营业时间。', add: '添加日历', openNow: '营业中', closedNow: '休息中',
    timeZone: '时区', queues: '使用这份时间的队列', from: '从', to: '到', endsNextDay: '到次日', closed: '休息', addPeriod: '添加时段', special: '特殊日期',
    date: '日期', addHoliday: '添加假日', addWorkday: '添加调休工作日',
  },
  offHours: {
    title: '非营业时间由谁回答', what: '休息或没人在线时，顾客要找人工会得到什么。营业且有人在线时，由人工回答。',
    open: '营业', closed: '休息', there: '有人在线', nobody: '没人在线', asAll: '与所有队列相同',
    class: { asked: '要求人工', upset: '情绪激动或威胁', complaint: '投诉', decision: '需要人工决定', failure: '机器人帮不上忙' },
    who: { person: '排队等人工', bot: '机器人继续', 'leave-a-message': '留言', both: '可留言，机器人继续' },
  },
  sla: {
    title: '回复时限', what: '多久之内要回复顾客（按营业时间计算），超时了怎么办。已经在计时的不受影响。',
    kind: { first: '首次回复', next: '之后每次回复', resolution: '解决' }, priority: '优先级', target: '时限', warn: '提前预警', onBreach: '超时后', minutes: '分钟', none: '不计时',
    own: '单独设置', asAll: '与所有队列相同', escalation: { notify: '通知组长', raise: '提升优先级', reassign: '退回队列' },
  },
  quickReplies: {
    title: '快捷回复', what: '客服输入斜杠就能插入的话术。双花括号里的内容按会话自动填好，并使用顾客的语言。', variables: '可用的变量：', add: '添加快捷回复',
    shortcut: '快捷词', textEn: '英文内容', textZh: '中文内容',
  },
  tags: { title: '标签', what: '客服可以贴在会话上的标签，方便查找和统计。', add: '添加标签', colour: '颜色' },
  team: {
    title: '团队', what: '客服可以自己做到哪一步，以及哪些顾客归哪个团队。', refundTitle: '退款', refundLimit: '客服一次最多退', refundWhat: '按订单的币种，每次操作计算；更多由主管办理。取消订单按退回的金额计算。', shipped: '出厂设置', reset: '恢复出厂设置',
    accountsTitle: '顾客归属', accountsWhat: '给这里列出的账号写信的顾客归该团队，其余归 {{home}}。从他们下一次要求人工起生效。', channel: '渠道', account: '账号', of: '团队', add: '添加账号',
  },
  people: {
    title: '人员', what: '谁可以登录工作台。角色或团队一改，对方会立即退出登录。', add: '添加人员', role: '角色', team: '团队', languages: '语言', languagesWhat: '最熟悉的写在最前：zh, en',
    capacity: '同时接待上限', skills: '技能（不选表示全部）', level: { none: '–', junior: '初级', middle: '中级', senior: '高级' }, disabled: '已停用', demo: '演示', seen: '最近登录 {{at}}', neverSeen: '从未登录',
    disable: '停用', enable: '启用', reset: '重置密码', endSessions_one: '结束 {{count}} 个登录', endSessions_other: '结束 {{count}} 个登录', password: '{{name}} 的密码，只显示这一次：',
  },
  audit: {
    title: '操作记录', what: '谁做了什么。每条记录一秒内封入链条；用 `npm run audit:verify` 可以证明没有被改动或删除。', chain: '已封 {{count}} 条，链尾', older: '更早的',
    agent: '谁', deed: '做了什么', at: '时间', conversation: '会话', detail: '详情', seal: '序号', system: '系统',
  },
}
