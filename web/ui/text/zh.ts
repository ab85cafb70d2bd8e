import type { uiEn } from './en.ts'

/** The same words in simplified Chinese. */
export const uiZh: typeof uiEn = {
  language: '语言',
  dark: '使用深色',
  light: '使用浅色',
  close: '关闭',
  cancel: '取消',
  retry: '重试',
  justNow: '刚刚',
  failed: '没有成功',
  broken: {
    title: '页面出了问题',
    what: '您已发送的内容不会丢失。请重新加载页面；如果再次出现，请告诉服务器管理员。',
    reload: '重新加载',
  },
  error: {
    unreachable: '无法连接服务器。请检查网络后重试。',
    server: '服务器出了点问题。请稍后再试；如果一直这样，请告诉服务器管理员。',
    strange: '服务器的回答无法识别。请重新加载页面。',
    refused: '服务器拒绝了这次操作。请重新加载页面后再试一次。',
    tooMuch: '尝试次数过多。请稍等片刻再试。',
  },
}
