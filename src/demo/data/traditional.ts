/** Characters that the demo's texts use, as written on the mainland … */
const SIMPLIFIED = [
  '专业东两为么书买争亚产仓们价优会伦体兰关养内冈册决冻凯划创别剂办务动劳区医华协单厂参发变号后启员响团园围国图场墙声处备复奥学宁实审对尔层屿岚',
  '岛师带并广庆库应开异张录当彻总愿户扩扬护报损换据数断无时显术机条来柜标检楼桥欧毕气汉沟沣泽洁测湾滨澜点爱现电疗监盘确礼离种积竞签约纪纽线组织',
  '经结络统继续维网罗联脱节苍苏药莱营萨蓝装见观规订计认议记许设访证评诉试话询误说请诺调谢贝负财责账货质购费资赋车轨较辆辉达迁过运还进远迟选邓铁',
  '论将独汇编纸页贵写个悬杆热灾锂旧导轿厢驱仅炉涨占减寿状暂虑难档没纳荐满稳适卫须练凭顺紧驻训键转邮长',
  '铖铭银锅锦门闭问间阀队阳际陆险韦项顾预频题额风饰馆馈验鲁鹏龙采制云于与兴给级构荣润环却',
].join('');
/** … and in Hong Kong and Taiwan, in the same order. */
const TRADITIONAL = [
  '專業東兩為麼書買爭亞產倉們價優會倫體蘭關養內岡冊決凍凱劃創別劑辦務動勞區醫華協單廠參發變號後啟員響團園圍國圖場牆聲處備復奧學寧實審對爾層嶼嵐',
  '島師帶並廣慶庫應開異張錄當徹總願戶擴揚護報損換據數斷無時顯術機條來櫃標檢樓橋歐畢氣漢溝灃澤潔測灣濱瀾點愛現電療監盤確禮離種積競簽約紀紐線組織',
  '經結絡統繼續維網羅聯脫節蒼蘇藥萊營薩藍裝見觀規訂計認議記許設訪證評訴試話詢誤說請諾調謝貝負財責賬貨質購費資賦車軌較輛輝達遷過運還進遠遲選鄧鐵',
  '論將獨匯編紙頁貴寫個懸桿熱災鋰舊導轎廂驅僅爐漲佔減壽狀暫慮難檔沒納薦滿穩適衛須練憑順緊駐訓鍵轉郵長',
  '鋮銘銀鍋錦門閉問間閥隊陽際陸險韋項顧預頻題額風飾館饋驗魯鵬龍採製雲於與興給級構榮潤環卻',
].join('');

/** Words in which a character is written otherwise than by itself. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/答复/g, '答覆'],
  [/回复/g, '回覆'],
  [/关系/g, '關係'],
  [/联系/g, '聯繫'],
  [/咨询/g, '諮詢'],
  [/规范/g, '規範'],
];

const characters = [...TRADITIONAL];
const MAP = new Map([...SIMPLIFIED].map((character, i) => [character, characters[i] ?? character]));

/** The text in traditional characters. Knows the characters of the demo only. */
export function traditional(text: string): string {
  const worded = WORDS.reduce((t, [simplified, written]) => t.replace(simplified, written), text);
  const written = [...worded].map((character) => MAP.get(character) ?? character).join('');
  return written.replaceAll('控製', '控制');
}
