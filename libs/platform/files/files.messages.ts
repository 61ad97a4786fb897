import { defineMessages } from '#platform/messages';

defineMessages({
  FILE_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'File not found among your uploads. Register it with prepareUpload first.',
    'zh-CN': '您的上传中没有这个文件，请先用 prepareUpload 登记。',
  },
  FILES_WAITING: {
    category: 'LIMIT',
    en: 'You have too many registered files that are not attached: at most {files} files and {megabytes} MiB. Attach them first, or wait a day until they are deleted.',
    'zh-CN': '您已登记但尚未附加的文件过多：最多 {files} 个、共 {megabytes} MiB，请先附加，或等待一天后自动删除。',
  },
  FILE_NOT_UPLOADED: {
    category: 'REQUIRED',
    en: '"{name}" is registered, but its content has not been uploaded. Upload it to its uploadUrl first.',
    'zh-CN': '“{name}”已登记，但内容尚未上传，请先将内容上传到其 uploadUrl。',
  },
  FILE_USED_ALREADY: {
    category: 'CONFLICT',
    en: '"{name}" is already attached. Upload it again to attach it elsewhere.',
    'zh-CN': '“{name}”已作为附件使用；如需附加到别处，请重新上传。',
  },
});
