import { defineMessages } from '#platform/messages';

defineMessages({
  FILE_NOT_FOUND: {
    en: 'There is no such file of yours; announce it with prepareUpload first.',
    'zh-CN': '您没有这个文件；请先用 prepareUpload 登记。',
  },
  FILE_NOT_UPLOADED: {
    en: '"{name}" has been announced, but its bytes have not arrived; send them to its uploadUrl first.',
    'zh-CN': '“{name}”已登记，但内容尚未上传；请先将内容发送到其 uploadUrl。',
  },
  FILE_USED_ALREADY: {
    en: '"{name}" is attached already; upload it anew to attach it to something else.',
    'zh-CN': '“{name}”已被附加；如需附加到别处，请重新上传。',
  },
});
