import { type Channel, type ServiceLine } from '#modules/vocabulary';

/** What customers ask of us, by service line: `[English, Chinese]` each. */
export interface RequestTalk {
  readonly line: ServiceLine;
  readonly type: string;
  readonly channels: readonly Channel[];
  /** 1 is never critical, 4 often is. */
  readonly gravity: 1 | 2 | 3 | 4;
  readonly subject: readonly [string, string];
  readonly description: readonly [string, string];
}

const CALL: readonly Channel[] = ['PHONE', 'PORTAL', 'EMAIL'];
const WRITE: readonly Channel[] = ['EMAIL', 'PORTAL', 'WEB'];

const ask = (
  line: ServiceLine,
  type: string,
  channels: readonly Channel[],
  gravity: RequestTalk['gravity'],
  subject: readonly [string, string],
  description: readonly [string, string],
): RequestTalk => ({ line, type, channels, gravity, subject, description });

export const REQUEST_TALKS: readonly RequestTalk[] = [
  ask(
    'MAINTENANCE',
    'HELP.BREAKDOWN',
    CALL,
    4,
    ['{machine} out of order at {site}', '{site}{machine}停机'],
    [
      'Stopped without warning; the alarm panel shows a fault. Tenants are complaining.',
      '无预警停机,报警面板显示故障,租户已投诉。',
    ],
  ),
  ask(
    'MAINTENANCE',
    'HELP.BREAKDOWN',
    CALL,
    4,
    ['Water leak near {machine}, {site}', '{site}{machine}附近漏水'],
    [
      'Water on the floor, the isolating valve is closed. Please send somebody at once.',
      '地面有积水,已关闭隔离阀,请立即派人。',
    ],
  ),
  ask(
    'MAINTENANCE',
    'HELP.BREAKDOWN',
    CALL,
    3,
    ['Unusual noise from {machine}', '{machine}有异常响声'],
    ['Since this morning. Still running.', '今早开始出现,目前仍在运行。'],
  ),
  ask(
    'MAINTENANCE',
    'HELP.BREAKDOWN',
    CALL,
    3,
    ['Power lost on two floors of {site}', '{site}两层停电'],
    ['The main breaker does not reset.', '总断路器无法复位。'],
  ),
  ask(
    'MAINTENANCE',
    'HELP.REPAIR',
    WRITE,
    2,
    ['Replace worn parts of {asset}', '更换{asset}磨损部件'],
    ['Found at the last inspection. Spare parts are in our store.', '上次检查时发现,备件在我方仓库。'],
  ),
  ask(
    'MAINTENANCE',
    'HELP.REPAIR',
    WRITE,
    2,
    ['Reset the schedule of {machine} at {site}', '重新设定{site}{machine}的运行时间'],
    ['Office hours change next month.', '办公时间下月调整。'],
  ),
  ask(
    'MAINTENANCE',
    'HELP.ACCESS',
    WRITE,
    1,
    ['Crew passes for {site}', '{site}施工人员通行证'],
    ['Six people for two weeks.', '六人,为期两周。'],
  ),
  ask(
    'MAINTENANCE',
    'COMPLAINT.QUALITY',
    CALL,
    3,
    ['{machine}: same fault again after the repair', '{machine}维修后再次出现同样故障'],
    ['Same fault as last month. We expect a lasting solution.', '与上月故障相同,希望彻底解决。'],
  ),
  ask(
    'MANAGEMENT',
    'HELP.DOCUMENT',
    WRITE,
    1,
    ['Monthly report with energy figures', '提供含能耗数据的月报'],
    ['Needed for our board.', '供董事会使用。'],
  ),
  ask(
    'MANAGEMENT',
    'ORDER.CHANGE',
    WRITE,
    2,
    ['Change the cleaning schedule of {site}', '调整{site}的保洁时间'],
    ['Two more rounds at week-ends from next month.', '下月起周末增加两次。'],
  ),
  ask(
    'MANAGEMENT',
    'COMPLAINT.BILLING',
    WRITE,
    2,
    ['Clarify the service charge of {site}', '核对{site}的服务费'],
    ['The amount differs from the contract.', '金额与合同不符。'],
  ),
  ask(
    'MANAGEMENT',
    'HELP.ACCESS',
    CALL,
    2,
    ['Organise the move of a tenant in {site}', '安排{site}租户搬迁'],
    ['Goods lift and loading bay needed on one evening.', '需安排一个晚上使用货梯和卸货区。'],
  ),
  ask(
    'MANAGEMENT',
    'COMPLAINT.COMMUNICATION',
    CALL,
    3,
    ['Programme meeting missed by our contact', '我方联系人缺席计划会议'],
    ['Please name a deputy.', '请指定副手。'],
  ),
  ask(
    'CONSULTING',
    'HELP.ADVICE',
    WRITE,
    2,
    ['Second opinion on replacing {machine}', '关于更换{machine}的第二意见'],
    ['The supplier recommends replacement; we doubt it.', '供应商建议更换,我们有疑问。'],
  ),
  ask(
    'CONSULTING',
    'HELP.ADVICE',
    WRITE,
    3,
    ['Does the design of {site} meet the new code?', '{site}的设计是否符合新规范?'],
    ['The authority wants an answer within the month.', '主管部门要求本月内答复。'],
  ),
  ask(
    'CONSULTING',
    'HELP.DOCUMENT',
    WRITE,
    1,
    ['Revised cost plan for {site}', '{site}成本计划修订版'],
    ['With the variation orders to date.', '包含迄今的变更单。'],
  ),
  ask(
    'CONSULTING',
    'INQUIRY.SERVICE',
    WRITE,
    1,
    ['Energy audit before the refurbishment of {site}', '{site}改造前的能源审计'],
    ['Please propose dates.', '请建议日期。'],
  ),
];

export interface Phrases {
  readonly replies: readonly string[];
  readonly questions: readonly string[];
  readonly answers: readonly string[];
  readonly notes: readonly string[];
  readonly done: readonly string[];
  readonly again: readonly string[];
}

/** What is said in the course of a request. */
export const PHRASES: Readonly<Record<'en' | 'zh', Phrases>> = {
  en: {
    replies: [
      'We have your request; a colleague is looking into it.',
      'Thank you. An engineer is on the way.',
      'Received. We come back to you with a date today.',
      'Our engineer has seen it and is preparing the work.',
    ],
    questions: [
      'Could you send a photograph of the name plate?',
      'When may we shut it down for an hour?',
      'Please confirm that the order may be charged to the contract.',
    ],
    answers: ['Photograph attached.', 'Tomorrow after six is fine.', 'Confirmed, go ahead.'],
    notes: [
      'Part ordered, arrives tomorrow.',
      'Same fault as in spring; check the supplier.',
      'Handed over to the late shift.',
    ],
    done: [
      'Done and tested; please tell us if anything is left.',
      'Work finished, report attached.',
      'Answered in full; we close this.',
    ],
    again: ['Not solved yet, it happened again this morning.'],
  },
  zh: {
    replies: [
      '已收到您的请求,同事正在处理。',
      '感谢来电,工程师已出发。',
      '已收到,今天会回复具体时间。',
      '工程师已到现场查看,正在准备施工。',
    ],
    questions: ['能否发送一张铭牌照片?', '什么时间方便停机一小时?', '请确认费用可否计入合同。'],
    answers: ['照片见附件。', '明天六点以后可以。', '确认,请安排。'],
    notes: ['配件已订,明天到货。', '与春季故障相同,请核查供应商。', '已移交晚班。'],
    done: ['已完成并测试,如有遗漏请告知。', '施工完成,报告见附件。', '已全面答复,予以关闭。'],
    again: ['问题未解决,今早再次发生。'],
  },
};

/** Names of jobs by service line. */
export const JOB_TALKS: Readonly<Record<ServiceLine, readonly string[]>> = {
  CONSULTING: [
    'Feasibility study',
    'Building services design review',
    'Cost consultancy',
    'Energy audit',
    'Tender support',
    'Commissioning advice',
  ],
  MANAGEMENT: [
    'Facility management',
    'Project management',
    'Programme office',
    'Lease and tenant management',
    'Procurement management',
  ],
  MAINTENANCE: [
    'Planned maintenance',
    'Lift and escalator maintenance',
    'Fit-out works',
    'Cooling plant upkeep',
    'Fire systems maintenance',
    'Refurbishment works',
  ],
};

/** Project locations on the mainland and elsewhere. */
export const PROJECT_SITES: Readonly<Record<'mainland' | 'elsewhere', readonly string[]>> = {
  mainland: [
    'Innovation Park, Block A 创新园A座',
    'Riverside Plaza 滨江广场',
    'Metro Depot 车辆段',
    'Data Centre 2 二号数据中心',
    'Logistics Park 物流园',
    'Convention Centre 会展中心',
    'Substation East 东变电站',
    'Science City, Phase 3 科学城三期',
  ],
  elsewhere: [
    'Central Plaza',
    'Harbour Tower',
    'Business Park, Building 7',
    'Distribution Centre',
    'Campus East',
    'Station Quarter',
    'Treatment Works',
    'Terminal Annex',
    'Data Hall 4',
  ],
};
