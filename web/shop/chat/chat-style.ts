const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

const light = { page: '#ffffff', bubble: '#eef2f4', ink: '#17242b', dim: '#4f5e67', line: '#dfe4e7', accent: '#0f616b', own: '#0f616b', ownInk: '#ffffff', soft: '#e3f1f3' }
const dark: typeof light = { page: '#1a2225', bubble: '#273136', ink: '#e6edef', dim: '#a6b4ba', line: '#2f3a3f', accent: '#7cc3cc', own: '#12616b', ownInk: '#ffffff', soft: '#1c373c' }

/** Web Chat's style options in the page's colours. */
export function chatStyle(isDark: boolean): Record<string, unknown> {
  const tone = isDark ? dark : light
  return { ...shape, ...bubbles(tone), ...sendBox(tone), ...suggestions(tone), ...rest(tone) }
}

const shape = {
  primaryFont: font,
  rootHeight: '100%',
  rootWidth: '100%',
  paddingRegular: 12,
  bubbleBorderRadius: 14,
  bubbleFromUserBorderRadius: 14,
  bubbleBorderWidth: 0,
  bubbleFromUserBorderWidth: 0,
  bubbleMaxWidth: 320,
  bubbleImageHeight: 180,
  uploadAccept: 'image/jpeg,image/png,image/webp,image/gif,application/pdf',
  uploadMultiple: true,
  sendAttachmentOn: 'send',
  hideToaster: false,
  groupTimestamp: 120_000,
}

function bubbles(tone: typeof light) {
  return {
    accent: tone.accent,
    subtle: tone.dim,
    backgroundColor: tone.page,
    bubbleBackground: tone.bubble,
    bubbleTextColor: tone.ink,
    bubbleFromUserBackground: tone.own,
    bubbleFromUserTextColor: tone.ownInk,
    timestampColor: tone.dim,
  }
}

function sendBox(tone: typeof light) {
  return {
    sendBoxBackground: tone.page,
    sendBoxTextColor: tone.ink,
    sendBoxPlaceholderColor: tone.dim,
    sendBoxButtonColor: tone.accent,
    sendBoxButtonColorOnHover: tone.accent,
    sendBoxButtonColorOnFocus: tone.accent,
    sendBoxButtonColorOnActive: tone.accent,
    sendBoxButtonColorOnDisabled: tone.dim,
    sendBoxButtonShadeColorOnHover: tone.soft,
    sendBoxButtonShadeColorOnActive: tone.soft,
    sendBoxButtonKeyboardFocusIndicatorBorderColor: tone.accent,
    sendBoxBorderTop: `solid 1px ${tone.line}`,
    sendBoxHeight: 48,
  }
}

function suggestions(tone: typeof light) {
  return {
    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: tone.page,
    suggestedActionBackgroundColorOnHover: tone.soft,
    suggestedActionBackgroundColorOnFocus: tone.soft,
    suggestedActionBackgroundColorOnActive: tone.soft,
    suggestedActionTextColor: tone.accent,
    suggestedActionBorderColor: tone.accent,
    suggestedActionBorderRadius: 18,
    suggestedActionBorderWidth: 1,
    suggestedActionHeight: 36,
  }
}

function rest(tone: typeof light) {
  return {
    transcriptOverlayButtonBackground: tone.soft,
    transcriptOverlayButtonColor: tone.accent,
    transcriptTerminatorColor: tone.dim,
    transcriptTerminatorBackgroundColor: tone.page,
    transcriptVisualKeyboardIndicatorColor: tone.accent,
    transcriptActivityVisualKeyboardIndicatorColor: tone.line,
    suggestedActionsVisualKeyboardIndicatorColor: tone.accent,
    toastInfoBackgroundColor: tone.soft,
    toastInfoColor: tone.ink,
    toastWarnBackgroundColor: tone.bubble,
    toastWarnColor: tone.ink,
    toastErrorBackgroundColor: tone.bubble,
    toastErrorColor: tone.ink,
    notificationText: tone.ink,
  }
}
