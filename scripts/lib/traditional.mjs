// Makes traditional Chinese of simplified: by OpenCC, but for the terms that Hong Kong and Taiwan call otherwise.
import { ConverterFactory, Locale } from 'opencc-js';

/** Terms of the trade by their simplified words. Where the two places differ, what both understand. @type {[string, string][]} */
export const TERMS = [
  ['登录', '登入'],
  ['注销', '登出'],
  ['用户', '使用者'],
  ['默认', '預設'],
  ['程序', '程式'],
  ['数据库', '資料庫'],
  ['数据', '資料'],
  ['服务器', '伺服器'],
  ['网络', '網絡'],
  ['网址', '網址'],
  ['支持', '支援'],
  ['联系', '聯絡'],
  ['联络', '聯絡'],
  ['保存', '儲存'],
  ['字符', '字元'],
  ['链接', '連結'],
  ['连接', '連接'],
  ['令牌', '權杖'],
  ['并集', '聯集'],
  ['标识', '識別碼'],
  ['搜索', '搜尋'],
  ['信息', '資訊'],
  ['导入', '匯入'],
  ['导出', '匯出'],
  ['激活', '啟用'],
  ['会话', '工作階段'],
  ['接口', '介面'],
  ['缓存', '快取'],
  ['实时', '即時'],
  ['创建', '建立'],
  ['设置', '設定'],
  ['文件夹', '資料夾'],
  ['文件', '檔案'],
  ['日志', '紀錄'],
  ['模板', '範本'],
  ['后台', '背景'],
  ['质量', '品質'],
  ['电子邮件', '電子郵件'],
  ['货币', '貨幣'],
  ['合同', '合約'],
  ['周期', '週期'],
  ['每周', '每週'],
  ['本周', '本週'],
  ['类型', '類型'],
];

/** @type {((text: string) => string) | undefined} */
let convert;

/** @param {string} text simplified @returns {string} */
export function traditionalOf(text) {
  convert ??= ConverterFactory(Locale.from.cn, Locale.to.tw);
  const wanted = new Map(TERMS);
  const words = [...wanted.keys()].sort((a, b) => b.length - a.length);
  return text
    .split(new RegExp(`(${words.join('|')})`))
    .map((part) => wanted.get(part) ?? /** @type {(text: string) => string} */ (convert)(part))
    .join('')
    .replaceAll('“', '「')
    .replaceAll('”', '」');
}

/** The module that holds them. @param {string[]} texts simplified @returns {string} */
export function traditionalModule(texts) {
  const line = (/** @type {string} */ text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const entries = texts
    .map((text) => [text, traditionalOf(text)])
    .filter(([text, made]) => text !== made)
    .map(([text, made]) => `  [${line(text ?? '')}]: ${line(made ?? '')},`);
  return `// Made by \`npm run schema\` of the simplified texts (scripts/lib/traditional.mjs); not to be edited.
import { useTraditional } from '#platform/messages';

useTraditional({
${entries.join('\n')}
});
`;
}
