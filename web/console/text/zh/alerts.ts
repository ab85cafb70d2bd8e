/** 提醒的文字。 */
export const alertsZh = {
  label: '提醒', muted: '提醒（已静音）', sound: '声音', afterPress: '在本页首次点击后才能发声。', volume: '音量', tryOut: '试听',
  notify: '浏览器通知', notifyWhat: '没有人看工作台时显示。',
  permission: { default: '浏览器会询问您。', denied: '浏览器设置中未允许本页通知。', none: '此浏览器不支持。' },
  offer: '派给您的会话', accept: '接待', decline: '跳过', declined: '已转给下一位', left: '剩余时间', seconds: '{{count}} 秒', others_one: '另有 {{count}} 个', others_other: '另有 {{count}} 个',
  awayTitle: '您已被设为暂离', awayWhat: '连续几次派单没有应答，已改派给同事。', back: '我回来了',
  say: {
    'set-away': '派单无应答，您已被设为暂离', 'agent-away': '{{name}} 派单无应答，已被设为暂离',
    offer: '{{name}} 派给您接待', waiting: '{{name}} 在等待人工', again: '{{name}} 仍在等待', returned: '{{name}} 退回了队列', wrote: '{{name}} 给您发来消息',
    'sla-soon': '回复 {{name}} 的时限将到', 'sla-late': '回复 {{name}} 已超时', mention: '{{name}} 在备注中提到了您', left: '{{name}} 留了言',
  },
}
