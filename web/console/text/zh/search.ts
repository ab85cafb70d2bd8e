/** 搜索的文字。 */
export const searchZh = {
  label: '搜索', words: '聊天内容', go: '搜索', close: '返回列表', more: '订单、顾客、标签、日期…', less: '收起条件',
  orderNumber: '订单号', shopper: '顾客', state: '状态', from: '从', to: '到',
  begin: '查找会话', beginWhat: '可按聊天内容、订单号、顾客、标签、状态或日期查找，仅限本团队。',
  found_one: '找到 {{count}} 个', found_other: '找到 {{count}} 个', foundSoFar_one: '目前找到 {{count}} 个', foundSoFar_other: '目前找到 {{count}} 个',
  none: '没有找到', noneWhat: '请减少关键词，或放宽时间范围。', until: '已查到 {{date}}', further: '继续往前查',
}
