import { type CreateDutyCommand, type CreateKpiCommand } from '#modules/management/seeding';
import { type Pair } from './consulting.js';

/** What is done again and again; names in braces are those that the texts of duties may use. */
export interface DutyTalk {
  readonly subject: Pair;
  readonly description?: Pair;
  readonly rule: string;
  readonly localTime: string;
  /** How long before it is due its request is opened. */
  readonly leadDays: number;
  readonly priority: NonNullable<CreateDutyCommand['priority']>;
  readonly holidays: NonNullable<CreateDutyCommand['holidays']>;
  /** Code of the contact type. */
  readonly type: string;
}

type When = readonly [rule: string, localTime: string, leadDays: number];

const duty = (
  subject: Pair,
  [rule, localTime, leadDays]: When,
  priority: DutyTalk['priority'],
  holidays: DutyTalk['holidays'],
  type: string,
  description?: Pair,
): DutyTalk => ({ subject, description, rule, localTime, leadDays, priority, holidays, type });

export const DUTY_TALKS: readonly DutyTalk[] = [
  duty(
    ['Walk through the common areas, {date}', '公共区域巡查 {date}'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '09:30', 0],
    'LOW',
    'SKIP',
    'HELP.DOCUMENT',
    [
      'Lobby, corridors, washrooms, car park; photographs of what is not right.',
      '大堂、走廊、卫生间、停车场,问题处拍照。',
    ],
  ),
  duty(
    ['Management report of {month} for {customer}', '{customer} {month} 管理月报'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '17:00', 10],
    'MODERATE',
    'PREVIOUS_WORKING_DAY',
    'HELP.DOCUMENT',
    ['Costs against budget, requests, works under way, what is to decide.', '费用与预算、请求、在建工程、待决事项。'],
  ),
  duty(
    ['Check the cleaning at {branch}, {week}', '{branch} 保洁检查 {week}'],
    ['FREQ=WEEKLY;BYDAY=WE', '14:00', 5],
    'LOW',
    'NEXT_WORKING_DAY',
    'HELP.DOCUMENT',
  ),
  duty(
    ['Read all meters, {month}', '抄表 {month}'],
    ['FREQ=MONTHLY;BYMONTHDAY=1', '08:00', 3],
    'MODERATE',
    'NEXT_WORKING_DAY',
    'HELP.DOCUMENT',
    [
      'Electricity, water, gas, cooling; explain jumps of more than ten percent.',
      '电、水、燃气、冷量,超过一成的波动须说明。',
    ],
  ),
  duty(
    ['Evacuation drill, {quarter}', '疏散演练 {quarter}'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU', '10:00', 60],
    'HIGH',
    'NEXT_WORKING_DAY',
    'HELP.ACCESS',
    [
      'With the wardens of all tenants; minutes to the last person out.',
      '全体租户的疏散员参加,记录最后一人离开的时间。',
    ],
  ),
  duty(
    ['Open the reception at {branch}', '{branch} 前台开门检查'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '07:30', 0],
    'MODERATE',
    'IGNORE',
    'HELP.ACCESS',
  ),
  duty(
    ['Meeting with the tenants, {month}', '租户例会 {month}'],
    ['FREQ=MONTHLY;BYDAY=3TH', '15:00', 14],
    'LOW',
    'IGNORE',
    'HELP.ACCESS',
  ),
  duty(
    ['Insurance certificates of the contractors, {year}', '承包商保险凭证 {year}'],
    ['FREQ=YEARLY', '09:00', 30],
    'HIGH',
    'IGNORE',
    'HELP.DOCUMENT',
  ),
];

export const EXCEPTION_REASONS: readonly Pair[] = [
  ['The building is closed that day for works on the supply.', '当日停电检修,大楼关闭。'],
  ['The customer has visitors; a day later suits them.', '客户有来访,顺延一天。'],
];

type Kpi = Omit<CreateKpiCommand, 'customerId'>;
/** What some customers want to be judged by instead of the firm's own. */
export const OWN_KPIS: readonly Kpi[] = [
  {
    code: 'DONE-IN-TIME',
    name: 'Completed in time',
    nameNative: '按时完成率',
    measure: 'ATTAINMENT',
    metric: 'COMPLETION',
    green: '96',
    amber: '92',
    weight: 40,
    sort: 1,
  },
  {
    code: 'URGENT',
    name: 'Critical ones kept in time',
    nameNative: '紧急请求达成率',
    measure: 'ATTAINMENT',
    priority: 'CRITICAL',
    green: '99',
    amber: '95',
    weight: 30,
    sort: 2,
  },
  {
    code: 'BACKLOG',
    name: 'Open at the end',
    nameNative: '期末未结数',
    measure: 'BACKLOG',
    green: '2',
    amber: '5',
    weight: 15,
    sort: 3,
  },
  {
    code: 'FIRST-ANSWER',
    name: 'Nine of ten answered within, in seconds',
    nameNative: '九成首次响应用时(秒)',
    measure: 'P90_FIRST_RESPONSE',
    green: '7200',
    amber: '14400',
    weight: 15,
    sort: 4,
  },
];

export const REVIEW_RULES: readonly string[] = ['BYDAY=2TH', 'BYDAY=3TU', 'BYDAY=2WE', 'BYDAY=3MO'];
export const REVIEW_NAME: Pair = ['Quarterly service review', '季度服务评审'];
export const EXTRA_REVIEW_NAME: Pair = ['Review of the last month', '上月服务回顾'];
export const AGENDA: readonly Pair[] = [
  ['Scorecard of the quarter', '本季度记分卡'],
  ['Requests that took too long', '超时请求'],
  ['Works planned for the next quarter', '下季度计划工程'],
  ['Open actions', '未完成行动项'],
];

export const MINUTES: readonly Pair[] = [
  [
    'Figures accepted as they are. The delays of {month} came from parts that were out of stock. The customer is content with the team on site.',
    '数据无异议。{month}的延误因备件缺货。客户对驻场团队满意。',
  ],
  [
    'The customer wants earlier word when a visit slips. Agreed to ring an hour before. Works at {site} are on plan.',
    '客户要求上门延迟时提前告知,商定提前一小时致电。{site}工程按计划进行。',
  ],
  [
    'Response is good, completion is not: too many second visits to {machine}. We come back with a plan.',
    '响应良好,完成欠佳:{machine}二次上门过多,我方将提交改进计划。',
  ],
];
export const DECISIONS: readonly Pair[] = [
  ['Reviews stay quarterly.', '评审仍按季度进行。'],
  ['Night work at {site} only by agreement.', '{site}夜间施工须事先商定。'],
  ['Spare parts for {machine} are kept on site from now on.', '{machine}的备件今后存放现场。'],
];
export const ACTIONS: readonly Pair[] = [
  ['Send the plan for fewer second visits.', '提交减少二次上门的计划。'],
  ['Train the night shift on {machine}.', '为夜班人员培训{machine}操作。'],
  ['Give our engineers passes for {site}.', '为我方工程师办理{site}出入证。'],
  ['Name one contact for approvals.', '指定一名审批联系人。'],
  ['Report stock of critical parts by the month.', '每月报告关键备件库存。'],
  ['Check the alarm routing of {machine}.', '检查{machine}的报警转接。'],
];
export const DONE_NOTES: readonly Pair[] = [
  ['Done and shown at the site.', '已完成并现场演示。'],
  ['Sent by e-mail, no objections.', '已邮件发送,无异议。'],
  ['Took longer: passes came late.', '因证件延迟,用时较长。'],
];
