/** 卡片操作的文字。 */
export const workZh = {
  factSaved: '已更正', correct: '更正：{{fact}}', emptyRemoves: '留空表示删除', tags: '标签', editTags: '标签', shopperNotes: '关于这位顾客', addNote: '添加关于顾客的备注', removeNote: '删除这条备注',
  afterwards: '后续', complaintClass: '投诉类别', survey: '满意度', noAnswer: '未回答', followUp: '回访',
  class: { 'product-quality': '商品质量', logistics: '物流', 'after-sales-service': '售后服务', payment: '支付', 'order-handling': '订单处理', 'false-advertising': '虚假宣传' },
  followUpState: { planned: '已安排', asked: '已询问', well: '满意', unwell: '不满意', met: '之前已有人工联系', 'passed-on': '已转为任务', dropped: '已取消' },
  promise: {
    broken: '已超时', dueSoon: '即将到期', kept: '已兑现', 'kept-late': '逾期兑现', dropped: '已取消', keep: '已兑现', move: '改时间', drop: '取消', done: '已记录', until: '新的时间', why: '原因',
  },
  shop: {
    title: '请商店处理', 'approve-return': '同意退货', refund: '退款', exchange: '换货', 'change-address': '改地址', 'cancel-order': '取消订单', reason: '原因（留档）', address: '新地址',
    go: '确认', asked: '已提交商店，结果会告知顾客', state: { queued: '已提交', done: '已完成', refused: '被拒绝', unclear: '不确定：请到商店后台核实' },
  },
}
