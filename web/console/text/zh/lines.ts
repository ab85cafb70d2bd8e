/** 列表及其条目的文字。 */
export const linesZh = {
  search: '搜索会话', team: '团队',
  filters_one: '筛选：已选 {{count}} 项', filters_other: '筛选：已选 {{count}} 项', any: '不限', clear: '清除',
  by: { queueId: '队列', language: '语言', reason: '原因', priority: '优先级', tag: '标签', agentId: '客服' },
  noneFits: '没有符合筛选的会话', noneFitsWhat: '另有 {{count}} 个。', clearAll: '清除筛选',
  noneTeam: '目前没有人在接待', noneTeamWhat: '同事正在处理的会话会出现在这里。',
  more: '显示更多', moreCount: '还有 {{count}} 个在等待', moreUncounted: '超过 {{count}} 个在等待',
  group: { inHand: '处理中', wrapUp: '待小结', snoozed: '稍后处理', asked: '同事求助', watched: '我在旁观', promises: '承诺', mentions: '备注中提到我' },
  in: '{{time}}后', late: '已超 {{time}}', until: '至 {{time}}', back: '返回', wrapUp: '小结', unread_one: '{{count}} 条新消息', unread_other: '{{count}} 条新消息',
  offeredToYou: '已派给您', offered: '已派给 {{name}}', alerted: '已提醒 {{count}} 次', senior: '需高级客服', middle: '需中级客服', with: '{{name}} 接待', asked: '{{name}} 求助', promise: { open: '有承诺', 'due-soon': '承诺将到期', broken: '承诺已超时' },
  channel: '渠道', wanted: '希望回电 {{from}} – {{to}}',
  kind: { message: '留言', 'call-back': '回电', survey: '差评', 'follow-up': '回访', promise: '承诺' },
}
