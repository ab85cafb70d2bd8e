/** 当前会话上各种操作的文字。 */
export const deedsZh = {
  skills: '技能', reassign: '改派', watchedBy: '{{names}} 正在旁听',
  menu: {
    more: '更多', snooze: '稍后处理…', wake: '立即恢复', finish: '已谈完，稍后填写小结', reopen: '重新打开', consult: '请教同事…', 'answer-consult': '回复同事…',
    promise: '记一条承诺…', reassign: '改派…', watch: '旁听', unwatch: '停止旁听', close: '不接入直接关闭…',
  },
  snooze: {
    title: '稍后处理', what: '在此之前不占名额；顾客一发消息就会立刻回来。', until: '直到', go: '稍后处理', done: '已推迟', inHour: '一小时后', inThreeHours: '三小时后', tomorrow: '明天九点', nextWeek: '一周后',
  },
  consult: {
    title: '请教同事', what: '同事能看到会话并回复您；会话仍归您，顾客看不到。', who: '请教谁', absent: '{{name}}（现在不在）', question: '问题', go: '发送', done: '已请教', answered: '已回复',
    answerTitle: '回复同事', answerWhat: '只有客服能看到。', answer: '回复', answerGo: '回复',
  },
  promise: {
    title: '记一条承诺', what: '会显示在卡片上，到期前提醒您。', kind: '类型', text: '承诺了什么', due: '兑现时间', go: '记下', done: '已记下',
    kinds: { refund: '退款', delivery: '送达', 'call-back': '回电', reply: '回复', replacement: '补发', compensation: '补偿', other: '其他' },
  },
  close: { title: '不接入直接关闭', what: '用于垃圾消息，或已在别处答复的情况。顾客会被告知会话已关闭。', go: '关闭' },
  nextStep: { label: '机器人接下来做什么', 'be-there': '接着答顾客最后的问题，没有就等着', return: '继续办理退货', parcel: '查包裹', order: '查订单', payment: '协助付款', product: '协助选购' },
  wrapUp: { noComplaint: '不是投诉', summary: '服务小结', followUpAt: '回访时间', followUpText: '回访内容', followUpHint: '电热水壶的换货', survey: '邀请顾客评价' },
  sla: { left: '还剩{{time}}', late: '超时{{time}}', paused: '已暂停', seconds: '几秒' },
  composer: {
    quick: '快捷回复', noQuick: '没有这个快捷回复', missing: '请补上：{{names}}', suggestions: '建议回复', attach: '添加附件', tooBig: '{{name}}：最大 5 MB。', wrongKind: '{{name}}：只支持图片和 PDF。', tooMany: '最多 10 个文件。',
    removeFile: '移除 {{name}}', mention: '提到同事', lateDraft: '没有发出：会话当时归 {{by}}。您写的内容保留在这里。', nobody: '无人', otherWrites: '{{name}} 也在这里输入。', known: '您问的已经知道了：{{facts}}',
    left: '还可输入 {{count}} 字',
  },
  guard: {
    title: '发出前请看一下', what: '这些话触到了高压线。', warn: '请注意', reason: '请说明原因', block: '不能发送', instead: '可以改成：', why: '为什么必须这样说', send: '原样发送', edit: '去修改',
  },
  message: { edited: '顾客已修改', deleted: '顾客已撤回', before: '原来是：{{text}}', whisperTo: '仅 {{name}} 可见', tryAgain: '重试', new: '新消息', larger: '放大查看' },
}
