import { type Culture } from './offices.js';

const pairs = (text: string): (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [latin = '', native = ''] = pair.split('|');
      return [latin.replaceAll('_', ' '), native] as const;
    });

/** Invented proper names of companies: Latin letters and how they are written in the script of the country (or Chinese). */
export const STEMS: Readonly<
  Record<
    'western' | 'chinese' | 'japanese' | 'korean' | 'arabic' | 'african' | 'indian' | 'southeast',
    readonly (readonly [string, string])[]
  >
> = {
  western: pairs(`
    Averley|埃弗利 Brackenshaw|布莱肯肖 Calderwick|卡德维克 Dunmarrow|邓马洛 Elverstone|埃尔弗斯通 Fenwold|芬沃德 Garrowby|加罗比
    Hallmere|霍尔米尔 Inverlath|因弗拉斯 Kestrelby|凯斯特比 Larkmoor|拉克莫尔 Marlowick|马洛维克 Norhaven|诺黑文 Ostermoor|奥斯特莫
    Penhollow|彭霍洛 Quillbrook|奎尔布鲁克 Ravenstoke|雷文斯托克 Selwick|塞尔维克 Tamberlow|坦伯洛 Umberleigh_Vale|安伯利 Vantrose|范特罗斯
    Westering|韦斯特林 Yarrowdale|亚罗代尔 Zelbrook|泽尔布鲁克 Aldenmark|奥登马克 Belvoire|贝尔瓦 Corvanne|科万 Dravelle|德拉维尔
    Estermont|埃斯特蒙 Faucheron|福什隆 Grimmenau|格里梅瑙 Haldenreich|哈登莱希 Isarholm|伊萨霍姆 Jorvane|约尔万 Kaltenbruck|卡滕布鲁克
    Lindenau_Rhys|林德瑙 Montclaire|蒙克莱 Novarra|诺瓦拉 Ordenski|奥登斯基 Palmeira|帕尔梅拉 Rosenvik|罗森维克 Sablière|萨布利耶
    Torvanen|托瓦宁 Valdemora|瓦尔德莫拉 Wexmoor|韦克斯莫尔 Altavista_Nord|阿尔塔诺 Brightwater_Lane|布莱特沃特 Copperfell|科珀菲尔
    Driftmark|德里夫特 Emberlyn|安柏林 Foxhollow|福克斯霍洛 Greystead|格雷斯特德 Highmarch|海马奇 Ironbridge_Vale|铁桥谷 Juniper_Rise|杜松
    Kingsholt|金斯霍特 Lowther_Gate|劳瑟门 Mistral_Bay|密斯脱拉 Northolme|诺索姆 Oakhurst_Mere|橡林`),
  chinese: pairs(`
    Hengyue|恒岳 Ruilan|瑞澜 Jinchuan|锦川 Haosheng|昊晟 Yunfan|云帆 Chenguang|晨曜 Boyuan|博远 Tianrui|天睿 Huaxu|华煦 Zhonghe|中禾
    Xinghai|星澥 Lantian|岚天 Dingsheng|鼎笙 Yilin|亦霖 Fuyao|赋遥 Guanlan|观岚 Minghe|明翮 Qihang|启杭 Shangjing|尚璟 Wanlu|万麓
    Xuri|旭睿 Yonghui|咏辉 Zhenyue|臻越 Anlan|安澜 Beichen|北宸 Cangqiong|苍穹 Donglin|东麟 Fenghe|沣禾 Gaocheng|皋澄 Hanyu|瀚屿
    Jiaze|嘉泽 Kangheng|康珩 Lingyun|凌筠 Muyang|沐阳 Nanxi|南汐 Pengcheng|鹏铖 Qingyuan|清沅 Ronglang|荣朗 Shenglan|晟蓝 Taiheng|泰衡`),
  japanese: pairs(
    'Asamori|朝森 Hikarigaoka|光ヶ岡 Kazehaya|風早 Minatogi|湊木 Natsuhara|夏原 Shirakawa_Tech|白川 Tokiwagi|常盤木 Yamabuki|山吹 Aozora_Bay|青空 Kisaragi|如月',
  ),
  korean: pairs(
    'Haneulbit|하늘빛 Saebyeok|새벽 Dalmuri|달무리 Gaon|가온 Nuriwon|누리원 Dotbyeol|돋별 Baram|바람 Haedam|해담 Sorae|소래 Areum|아름',
  ),
  arabic: pairs(
    'Al_Rimaya|الرماية Al_Qandil|القنديل Noor_Sahra|نور_الصحراء Al_Murjan|المرجان Qasr_Bahr|قصر_البحر Al_Manara|المنارة Dar_Sukoon|دار_السكون Al_Sidra|السدرة Rimal|رمال Al_Yaqut|الياقوت',
  ),
  african: pairs(
    'Umoyani| Zuberi| Lethabo| Kilimawe| Oluwaseye| Savannah_Crest| Tamarind_Coast| Baobab_Ridge| Nyota| Ikwezi| Adunola| Marula_Bay| Serengo| Kudu_River| Ojemba|',
  ),
  indian: pairs(
    'Vasundhar| Nilgaya| Sahyadra| Chandrika| Ashoka_Vana| Kaveri_Nadi| Himvarsha| Suryodaya| Malhar_Deep| Indravati|',
  ),
  southeast: pairs(
    'Bunga_Raya| Cahaya_Timur| Rimba_Jaya| Samudera_Biru| Lotus_Delta| Mekong_Star| Siam_Orchid| Golden_Padi| Sông_Xanh| Chao_Talay| Permata_Hijau| Bình_Minh|',
  ),
};

type StemKind = keyof typeof STEMS;

/** Which names the companies of a culture have, and what follows them. */
export const COMPANY_FORMS: Readonly<
  Record<Culture, { readonly stems: readonly StemKind[]; readonly legal: readonly string[] }>
> = {
  english: { stems: ['western'], legal: ['Ltd', 'plc', 'Group Ltd', 'Partners LLP'] },
  irish: { stems: ['western'], legal: ['Ltd', 'DAC'] },
  french: { stems: ['western'], legal: ['S.A.', 'SAS'] },
  german: { stems: ['western'], legal: ['GmbH', 'AG', 'GmbH & Co. KG'] },
  dutch: { stems: ['western'], legal: ['B.V.', 'N.V.'] },
  spanish: { stems: ['western'], legal: ['S.A.', 'S.L.'] },
  italian: { stems: ['western'], legal: ['S.p.A.', 'S.r.l.'] },
  polish: { stems: ['western'], legal: ['Sp. z o.o.', 'S.A.'] },
  nordic: { stems: ['western'], legal: ['AB'] },
  arabic: { stems: ['arabic', 'western'], legal: ['LLC', 'Co. LLC', 'PJSC'] },
  'southern-african': { stems: ['african', 'western'], legal: ['(Pty) Ltd', 'Holdings Ltd'] },
  'east-african': { stems: ['african', 'western'], legal: ['Ltd', 'PLC'] },
  'west-african': { stems: ['african', 'western'], legal: ['Ltd', 'Nigeria PLC'] },
  mainland: { stems: ['chinese'], legal: ['Co., Ltd.'] },
  hongkong: { stems: ['chinese', 'western'], legal: ['Ltd', '(HK) Ltd'] },
  taiwan: { stems: ['chinese'], legal: ['Co., Ltd.', 'Corp.'] },
  singapore: { stems: ['chinese', 'western', 'southeast'], legal: ['Pte. Ltd.'] },
  malay: { stems: ['southeast', 'western'], legal: ['Sdn. Bhd.', 'Berhad'] },
  thai: { stems: ['southeast', 'western'], legal: ['Co., Ltd.', 'PCL'] },
  vietnamese: { stems: ['southeast'], legal: ['JSC', 'Co., Ltd.'] },
  japanese: { stems: ['japanese'], legal: ['K.K.', 'Co., Ltd.'] },
  korean: { stems: ['korean'], legal: ['Co., Ltd.', 'Corp.'] },
  indian: { stems: ['indian', 'western'], legal: ['Pvt. Ltd.', 'Ltd.'] },
};

/** Forms of company in countries that otherwise share the names of another. */
export const COUNTRY_FORMS: Readonly<Record<string, readonly string[]>> = {
  US: ['Inc.', 'Corp.', 'LLC'],
  CA: ['Inc.', 'Ltd.'],
  AU: ['Pty Ltd', 'Ltd'],
};

export interface SectorWords {
  /** Code of the sector. */
  readonly code: string;
  /** How many customers are in it, relative to the others. */
  readonly weight: number;
  /** `English|中文`; with `%` where the proper name goes when it does not come first. */
  readonly words: readonly string[];
  /** Bodies of the public sector carry no form of company. */
  readonly body?: boolean;
}

export const SECTOR_WORDS: readonly SectorWords[] = [
  {
    code: 'COMMERCIAL-DEVELOPERS',
    weight: 9,
    words: ['Properties|置业', 'Land|地产', 'Real Estate|房地产', 'Urban Development|城市发展'],
  },
  {
    code: 'HOTELS',
    weight: 8,
    words: ['Hotels & Resorts|酒店集团', 'Hospitality|酒店管理', 'Hotel Collection|精品酒店'],
  },
  { code: 'PRIVATE-RESIDENCES', weight: 4, words: ['Residences|公馆', 'Living|居住服务', 'Homes|家园'] },
  { code: 'RETAIL', weight: 9, words: ['Retail|零售', 'Department Stores|百货', 'Malls|购物中心', 'Markets|商业'] },
  { code: 'BANKS', weight: 6, words: ['Bank|银行', 'Capital|资本', 'Insurance|保险', 'Asset Management|资产管理'] },
  { code: 'AVIATION', weight: 4, words: ['Airport Services|机场服务', 'Air Logistics|航空物流', 'Aviation|航空'] },
  {
    code: 'HIGHWAYS',
    weight: 3,
    words: ['Expressways|高速公路', 'Road Concessions|公路投资', 'Bridges & Tunnels|桥隧'],
  },
  { code: 'RAILWAYS', weight: 4, words: ['Rail|轨道交通', 'Metro Systems|地铁工程', 'Railway Engineering|铁路工程'] },
  { code: 'WATER', weight: 4, words: ['Water|水务', 'Utilities|公用事业', 'Water Treatment|水处理'] },
  { code: 'POWER', weight: 5, words: ['Power|电力', 'Energy|能源', 'Renewables|新能源'] },
  {
    code: 'EDUCATION',
    weight: 5,
    body: true,
    words: ['University|大学', 'Polytechnic|理工学院', 'International School|国际学校'],
  },
  {
    code: 'HEALTH',
    weight: 5,
    body: true,
    words: ['General Hospital|总医院', 'Medical Centre|医疗中心', 'Health Trust|医疗集团'],
  },
  {
    code: 'PUBLIC-HOUSING',
    weight: 3,
    body: true,
    words: ['Housing Authority|房屋署', 'Housing Association|住房协会'],
  },
  {
    code: 'GOVERNMENT',
    weight: 3,
    body: true,
    words: ['Development Agency|发展署', 'Public Works Department|工务署', 'Port Authority|港务局'],
  },
  { code: 'NUCLEAR', weight: 1, words: ['Nuclear Services|核电服务', 'Nuclear Engineering|核工程'] },
  { code: 'PHARMACEUTICAL', weight: 5, words: ['Pharma|制药', 'Biotech|生物科技', 'Life Sciences|生命科学'] },
  { code: 'PETROCHEMICAL', weight: 4, words: ['Petrochemicals|石化', 'Polymers|高分子材料', 'Chemicals|化工'] },
  { code: 'OIL-AND-GAS', weight: 4, words: ['Oil & Gas|油气', 'Offshore|海洋工程', 'Gas Terminals|燃气'] },
  {
    code: 'MANUFACTURING',
    weight: 10,
    words: [
      'Precision|精密制造',
      'Electronics|电子',
      'Industries|实业',
      'Machinery|机械',
      'Automotive Parts|汽车零部件',
    ],
  },
  { code: 'TELECOMMUNICATIONS', weight: 4, words: ['Telecom|通信', 'Networks|网络科技', 'Data Centres|数据中心'] },
];

/** What people do at customers. */
export const CUSTOMER_TITLES = [
  'Facilities Manager|设施经理',
  'Head of Procurement|采购总监',
  'Project Director|项目总监',
  'Chief Engineer|总工程师',
  'Operations Manager|运营经理',
  'Finance Controller|财务主管',
  'Site Manager|现场经理',
  'General Manager|总经理',
  'Building Services Engineer|机电工程师',
  'Purchasing Officer|采购专员',
  'Estates Director|物业总监',
  'Health and Safety Officer|安全主任',
] as const;
