/** 组长看板的文字。 */
export const boardZh = {
  waiting: '等待中', longest: '最长等待', there: '在线客服', thereOf: '{{there}}/{{all}}', room: '空闲名额', requested: '今日转人工', accepted: '已接待', completed: '已完成', median: '等待中位数',
  abandoned: '已离开', solvedByBot: '机器人解决', underTen: '不到 10 秒', since: '今日：自 {{time}} 起',
  queues: '队列', queue: '队列', offered: '派单中', next: '下一位', shut: '已关闭', push: '派单',
  agents: '客服', presence: { there: '在线', away: '暂离', lapsed: '暂离：派单未接', gone: '不在线' }, loadOf: '{{load}}/{{capacity}}', open: '打开',
  sla: '今日首次回复', inTime: '按时', slaParts: { met: '按时', late: '超时', overdue: '到期未回' },
  reasons: '今日转人工原因', noneToday: '今天还没有。',
  breaches: { title: '超时记录', period: '时段', of: { today: '今天', week: '最近 7 天', month: '最近 30 天' }, none: '没有超时。', nobody: '无人负责', open: '仍未结束', more: '显示更多' },
  pressing: '需要您处理', nonePressing: '一切正常：没有超时、违约或遗漏。', andMore: '另有 {{count}} 个',
  why: { breached: '时限已过', broken: '承诺已超时', overdue: '已超时', returned: '退回队列', alerted: '无人接待', urgent: '紧急', furious: '愤怒' },
}
