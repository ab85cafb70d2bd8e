import type { QuickReplySaved } from '../contract.ts'

/** The texts every team begins with; from then on they are the team's own. */
export const shippedQuickReplies: readonly QuickReplySaved[] = [
  one('greet', ['Greeting', '问候'], 'Hello {{shopper}}, this is {{agent}} of {{shop}}. I have read your conversation and am looking into it now.', '{{shopper}}您好，我是{{shop}}的{{agent}}。您前面的对话我已经看过了，现在就帮您处理。'),
  one('moment', ['One moment', '请稍等'], 'One moment please, I am checking this for you.', '请稍等，我马上为您查一下。'),
  one('thanks', ['Thanks for waiting', '感谢等待'], 'Thank you for waiting, {{shopper}}.', '{{shopper}}，感谢您的耐心等待。'),
  one('sorry', ['Apology', '致歉'], 'I am sorry that this has gone wrong, {{shopper}}. Let us put it right together.', '{{shopper}}，给您带来不便非常抱歉，我来帮您解决。'),
  one('parcel', ['Where the parcel is', '包裹进度'], 'Your order {{order}} is {{status}} with {{carrier}}, tracking number {{tracking}}.', '您的订单{{order}}目前{{status}}，承运商{{carrier}}，运单号{{tracking}}。'),
  one('due', ['When it arrives', '预计送达'], 'Your order {{order}} should arrive by {{due}}.', '您的订单{{order}}预计{{due}}送达。'),
  one('late', ['Parcel is late', '包裹延误'], 'I see that order {{order}} is later than it should be. I am asking {{carrier}} where it is and will tell you here what they say.', '我看到订单{{order}}比预计的晚了。我现在联系{{carrier}}核实，有结果会在这里告诉您。'),
  one('pick-up', ['At the pick-up point', '自提'], 'Your parcel waits at the pick-up point. Please bring your tracking number {{tracking}}.', '您的包裹已到自提点，取件时请出示运单号{{tracking}}。'),
  one('order-total', ['What the order came to', '订单金额'], 'Order {{order}} came to {{total}}.', '订单{{order}}的金额是{{total}}。'),
  one('return-how', ['How to return', '如何退货'], 'You can send it back from here: I will fill in the return for order {{order}} with you. Which item is it about, and what is wrong with it?', '可以在这里直接办理退货：我来为您登记订单{{order}}的退货。请问是哪件商品，遇到了什么问题呢？'),
  one('return-noted', ['Return is registered', '退货已登记'], 'Your return {{rma}} is registered. Please put the number into the parcel.', '您的退货{{rma}}已登记，请把这个编号放进包裹里。'),
  one('exchange', ['Exchange', '换货'], 'I can exchange it for you. Which size or colour would you like instead?', '可以为您换货，请问想换成哪个尺码或颜色呢？'),
  one('photo', ['Ask for a picture', '请发照片'], 'Could you send me a picture of it here? Then I can decide at once.', '方便在这里发一张照片吗？这样我可以马上为您判断。'),
  one('refund-when', ['When a refund arrives', '退款到账'], 'Your refund goes back the way you paid. How long that takes depends on your bank; I am looking up what has happened so far.', '退款会原路退回，到账时间取决于您的银行，我现在为您查一下进度。'),
  one('payment-failed', ['Payment did not go through', '支付失败'], 'The payment for order {{order}} did not go through, and nothing was taken. You can pay again from your account page.', '订单{{order}}的支付没有成功，没有扣款。您可以在账户页面重新支付。'),
  one('address', ['Change of address', '修改地址'], 'I can change the address of order {{order}} as long as it has not left us. Where should it go?', '订单{{order}}发出之前可以修改地址，请问要改寄到哪里呢？'),
  one('stock', ['Product question', '商品咨询'], 'About {{product}}: let me check that for you.', '关于{{product}}，我帮您核实一下。'),
  one('colleague', ['Asking a colleague', '咨询同事'], 'I am asking a colleague who knows this best, and stay with you meanwhile.', '我正在向更熟悉这个问题的同事确认，请您稍等，我一直在。'),
  one('still-there', ['Still there?', '您还在吗'], 'Are you still there, {{shopper}}? I am here when you want to go on.', '{{shopper}}，您还在吗？需要继续的话我一直在这里。'),
  one('anything-else', ['Anything else?', '还有其他问题吗'], 'Is there anything else I can do for you?', '请问还有其他可以帮您的吗？'),
  one('goodbye', ['Goodbye', '结束语'], 'Thank you for writing to {{shop}}, {{shopper}}. Have a good day.', '感谢您联系{{shop}}，{{shopper}}，祝您生活愉快。'),
]

function one(shortcut: string, [en, zh]: [string, string], textEn: string, textZh: string): QuickReplySaved {
  return { shortcut, title: { en, zh }, text: { en: textEn, zh: textZh } }
}
