import { type ProductCommand } from '#modules/consulting/seeding';

/** English and Chinese. */
export type Pair = readonly [english: string, chinese: string];

/** What engagements are about, by the first words of their jobs' names. */
export interface EngagementTalk {
  readonly name: Pair;
  readonly objective: Pair;
  /** What members of the team do in it. */
  readonly roles: readonly [string, string];
  /** In the order in which they are due. */
  readonly deliverables: readonly Pair[];
}

export const ENGAGEMENT_TALKS: readonly EngagementTalk[] = [
  {
    name: ['Feasibility study', '可行性研究'],
    objective: [
      'Show whether {site} can be put to its new use, at what cost and by when.',
      '论证{site}能否改作新用途,并给出成本与工期。',
    ],
    roles: ['surveys', 'cost'],
    deliverables: [
      ['Site survey and constraints', '现场勘察与约束条件'],
      ['Options report', '方案比选报告'],
      ['Outline cost plan', '概算'],
      ['Recommendation to the board', '提交董事会的建议书'],
    ],
  },
  {
    name: ['Building services design review', '机电设计审查'],
    objective: [
      'An independent look at the design of {site} before it goes to tender.',
      '招标前对{site}的机电设计进行独立审查。',
    ],
    roles: ['mechanical', 'electrical'],
    deliverables: [
      ['Review of the cooling design', '空调设计审查意见'],
      ['Review of the electrical design', '电气设计审查意见'],
      ['List of departures from the code', '不符合规范项清单'],
    ],
  },
  {
    name: ['Cost consultancy', '造价咨询'],
    objective: ['Keep the final account of {site} within the approved budget.', '将{site}的结算控制在批准的预算之内。'],
    roles: ['measurement', 'claims'],
    deliverables: [
      ['Cost plan', '成本计划'],
      ['Valuation of variations', '变更估价'],
      ['Final account statement', '结算报告'],
    ],
  },
  {
    name: ['Energy audit', '能源审计'],
    objective: [
      'Find where {site} loses energy and what is worth doing about it.',
      '找出{site}的能耗漏点和值得采取的措施。',
    ],
    roles: ['metering', 'controls'],
    deliverables: [
      ['Metering plan', '计量方案'],
      ['Energy audit report', '能源审计报告'],
      ['Ranked list of measures with payback', '按回收期排序的措施清单'],
    ],
  },
  {
    name: ['Tender support', '招标支持'],
    objective: ['A contractor for {site} on clear terms.', '以清晰的合同条件为{site}选定承包商。'],
    roles: ['contracts', 'evaluation'],
    deliverables: [
      ['Tender documents', '招标文件'],
      ['Answers to tenderers', '答疑汇总'],
      ['Tender evaluation report', '评标报告'],
    ],
  },
  {
    name: ['Commissioning advice', '调试顾问'],
    objective: ['{site} handed over with systems that do what was designed.', '确保{site}移交时各系统达到设计要求。'],
    roles: ['witnessing', 'controls'],
    deliverables: [
      ['Commissioning plan', '调试计划'],
      ['Witness records of {machine}', '{machine}见证记录'],
      ['Seasonal performance report', '季节性能报告'],
    ],
  },
];

export const HANDED_OVER: readonly Pair[] = [
  ['First issue for your comments.', '首版,请提意见。'],
  ['As discussed at the meeting of {month}.', '按{month}会议商定的内容编制。'],
  ['With the drawings in the annex.', '图纸见附件。'],
];
export const HANDED_OVER_AGAIN: readonly Pair[] = [
  ['Revised: your comments are answered on the first page.', '修订版:首页逐条答复贵方意见。'],
  ['Section 3 is new; the figures are those of the last twelve months.', '第三章已重写,数据更新至近十二个月。'],
];
export const SENT_BACK: readonly Pair[] = [
  ['The figures of {site} are missing.', '缺少{site}的数据。'],
  ['Assumes a tariff that ended in spring; please recalculate.', '采用的电价已失效,请重新计算。'],
  ['Not signed by a chartered engineer, as the contract asks.', '未按合同要求由注册工程师签字。'],
  ['The authority asks for the calculations as well.', '主管部门要求同时提交计算书。'],
];

type Kind = ProductCommand['kind'];
/** `[code, English, Chinese, kind, supplier]`; without a supplier it is our own. */
export const PRODUCTS: readonly (readonly [string, string, string, Kind, string | null])[] = [
  ['BMS-4', 'Building management system, open protocol', '开放协议楼宇自控系统', 'SYSTEM', 'Meridian Controls'],
  ['CH-MAG', 'Oil-free centrifugal chiller', '磁悬浮离心冷水机组', 'PRODUCT', 'Brightwater'],
  ['CH-SCREW', 'Screw chiller', '螺杆冷水机组', 'PRODUCT', 'Aerolux'],
  ['HP-AIR', 'Air-source heat pump', '空气源热泵', 'PRODUCT', 'Nordvik'],
  ['LIFT-MOD', 'Lift modernisation kit', '电梯改造套件', 'PRODUCT', 'Kestrel Lifts'],
  ['FA-ADDR', 'Addressable fire alarm', '编址式火灾报警系统', 'SYSTEM', 'Halberd'],
  ['LED-SENSE', 'LED lighting with presence control', '感应式LED照明', 'SYSTEM', 'Signalix'],
  ['WT-DOSE', 'Automatic dosing for cooling water', '冷却水自动加药', 'SYSTEM', 'Tianhe'],
  ['UPS-LI', 'UPS with lithium batteries', '锂电池不间断电源', 'PRODUCT', 'Hanfeng'],
  ['SVC-24', 'Round-the-clock maintenance', '全天候维护', 'SERVICE', null],
  ['SVC-ENERGY', 'Energy reporting by the month', '按月能耗报告', 'SERVICE', null],
  ['SVC-PM', 'Project management by us', '项目管理服务', 'SERVICE', null],
];
/** No longer recommended; its record says why. */
export const WITHDRAWN_PRODUCT = 'CH-SCREW';

export interface AdviceTalk {
  /** Null: advice without a product. */
  readonly product: string | null;
  readonly recommendation: Pair;
  readonly reasons: Pair;
  readonly alternatives?: Pair;
  readonly assumptions?: Pair;
}

export const ADVICE_TALKS: readonly AdviceTalk[] = [
  {
    product: 'CH-MAG',
    recommendation: [
      'Replace the chillers of {site} by two oil-free machines.',
      '将{site}的冷水机组更换为两台磁悬浮机组。',
    ],
    reasons: [
      'Part load most of the year; saves about {n} MWh a year and needs no oil changes.',
      '全年多为部分负荷,每年约节电{n}兆瓦时,且无需换油。',
    ],
    alternatives: ['Screw chillers: cheaper to buy, dearer after four years.', '螺杆机组:购置便宜,四年后总成本更高。'],
    assumptions: ['Cooling load as measured last summer.', '冷负荷以去年夏季实测为准。'],
  },
  {
    product: 'CH-SCREW',
    recommendation: ['Screw chillers for {site}, one as standby.', '{site}采用螺杆冷水机组,一用一备。'],
    reasons: [
      'Lowest price, delivery within {hours} weeks, spare parts in stock.',
      '价格最低,{hours}周到货,备件有现货。',
    ],
    assumptions: ['Load stays above 60 % in the season.', '供冷季负荷率保持在六成以上。'],
  },
  {
    product: 'BMS-4',
    recommendation: [
      'Bring {machine} under an open building management system.',
      '将{machine}接入开放协议楼宇自控系统。',
    ],
    reasons: [
      'The present one is no longer supported and knows no remote alarms.',
      '现有系统已停止支持,且无远程报警。',
    ],
    alternatives: ['Gateway to the old system: cheaper, ends in three years.', '旧系统加网关:便宜,但三年后淘汰。'],
  },
  {
    product: 'LIFT-MOD',
    recommendation: ['Modernise the lifts of {site} instead of replacing them.', '{site}的电梯改造而不更换。'],
    reasons: [
      'Guides and cars are sound; drive and control cause nine of ten stops.',
      '导轨和轿厢良好,九成停梯由驱动与控制引起。',
    ],
    assumptions: ['One lift out of service at a time.', '每次仅停用一台。'],
  },
  {
    product: 'HP-AIR',
    recommendation: ['Heat pumps in place of the boilers of {site}.', '{site}以热泵取代锅炉。'],
    reasons: ['The boilers are at the end of their life and gas prices rise.', '锅炉已到使用年限,燃气价格上涨。'],
    alternatives: ['New condensing boilers.', '更换冷凝锅炉。'],
    assumptions: ['The roof carries {n} kN more.', '屋面可再承受{n}千牛。'],
  },
  {
    product: 'FA-ADDR',
    recommendation: ['An addressable fire alarm for {site}, floor by floor.', '{site}逐层更换为编址式火灾报警系统。'],
    reasons: ['{n} false alarms last year; zones cannot be told apart.', '去年误报{n}次,且无法区分分区。'],
  },
  {
    product: 'LED-SENSE',
    recommendation: [
      'LED lighting with presence control in the car park and corridors.',
      '停车场和走廊采用感应式LED照明。',
    ],
    reasons: ['Pays back in {hours} years; no rewiring is needed.', '{hours}年收回投资,无需重新布线。'],
    assumptions: ['Lit round the clock today.', '目前为全天照明。'],
  },
  {
    product: 'WT-DOSE',
    recommendation: ['Automatic dosing for the cooling towers of {site}.', '{site}的冷却塔采用自动加药。'],
    reasons: [
      'Readings of the last quarter swing widely; the condensers show scale.',
      '上季度水质波动大,冷凝器已结垢。',
    ],
    alternatives: ['Weekly dosing by hand as before.', '维持每周人工加药。'],
  },
  {
    product: 'UPS-LI',
    recommendation: ['Lithium batteries for the UPS of {site}.', '{site}的不间断电源改用锂电池。'],
    reasons: ['Half the room, three times the life.', '占地减半,寿命为三倍。'],
    assumptions: ['The fire service approves the battery room.', '消防部门批准电池室。'],
  },
  {
    product: 'SVC-24',
    recommendation: ['Round-the-clock care for {machine}.', '为{machine}购买全天候维护。'],
    reasons: ['Two stops at night last year cost more than the fee.', '去年两次夜间停机的损失已超过服务费。'],
  },
  {
    product: 'SVC-ENERGY',
    recommendation: [
      'Monthly energy reports for {site} before any investment.',
      '任何投资之前,先为{site}按月出具能耗报告。',
    ],
    reasons: ['Nobody knows today where the energy goes.', '目前不清楚能耗去向。'],
    alternatives: ['One audit: says how it is, not how it changes.', '一次性审计:只反映现状,不反映变化。'],
  },
  {
    product: 'SVC-PM',
    recommendation: ['Let one of us manage the works at {site}.', '由我方派人管理{site}的工程。'],
    reasons: ['Four contractors on site and nobody to settle between them.', '现场有四家承包商,无人协调。'],
  },
  {
    product: null,
    recommendation: ['Keep {machine} for another three years; do not replace.', '{machine}再用三年,暂不更换。'],
    reasons: [
      'Tests show no wear beyond its age; the supplier has its own reasons.',
      '检测未见异常磨损,供应商另有考虑。',
    ],
    assumptions: ['Serviced every quarter.', '每季度保养。'],
  },
  {
    product: null,
    recommendation: ['Split the tender for {site} into two lots.', '{site}分两个标段招标。'],
    reasons: ['No local contractor does both well; two lots bring more bids.', '本地承包商难以兼顾,分标可增加投标人。'],
  },
];

export const CORRECTIONS: readonly Pair[] = [
  ['The tariff was that of last year.', '原用的是去年电价。'],
  ['The customer told us of an extension that we did not know of.', '客户告知了我们此前不了解的扩建计划。'],
  ['The times of delivery have changed.', '供货期有变。'],
];
/** What is added to advice that is corrected. */
export const CORRECTED: Pair = ['Corrected: a year later than said at first.', '更正:时间较原先推迟一年。'];

export const DECISION_NOTES: Readonly<Record<'FOLLOWED' | 'DECLINED' | 'CHOSE_OTHER', readonly Pair[]>> = {
  FOLLOWED: [
    ['Approved by the board.', '董事会已批准。'],
    ['Ordered as recommended.', '已按建议订购。'],
  ],
  DECLINED: [
    ['No budget this year.', '今年没有预算。'],
    ['Wants to wait for the lease to be renewed.', '等租约续签后再定。'],
  ],
  CHOSE_OTHER: [
    ['Chose the cheaper one against our advice.', '未采纳建议,选了更便宜的方案。'],
    ['The group has a framework contract for it.', '集团有框架协议。'],
  ],
};

export const OUTCOME_NOTES: Readonly<Record<'GOOD' | 'MIXED' | 'WRONG_RECOMMENDATION' | 'UNRELATED', readonly Pair[]>> =
  {
    GOOD: [
      ['Saves a little more than we said.', '节能略高于预期。'],
      ['No stop since; the customer recommends us to its group.', '此后无停机,客户向集团推荐我们。'],
    ],
    MIXED: [
      ['Works, but took four weeks longer than said.', '效果达到,但比预计晚四周。'],
      ['Good at full load, unsteady at part load.', '满负荷良好,部分负荷不稳。'],
    ],
    WRONG_RECOMMENDATION: [
      ['Too small for the load there really is.', '相对实际负荷选型过小。'],
      ['Did not suit the water of the site; failed in the first season.', '不适应现场水质,首季即故障。'],
    ],
    UNRELATED: [
      ['Caused by works of another contractor.', '由其他承包商施工引起。'],
      ['Power failure of the district.', '片区停电所致。'],
    ],
  };
