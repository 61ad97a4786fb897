import { type Direction } from '#modules/contacts';
import { type Channel } from '#modules/vocabulary';

/** What contacts are about. Slots in braces are filled in the language of the text. */
export interface Talk {
  readonly type: string;
  readonly direction: Direction;
  /** Usual channels, the likeliest first. */
  readonly channels: readonly Channel[];
  /** How often, relative to the others. */
  readonly weight: number;
  /** Subject and, for some, what was said: `[English, Chinese]`. */
  readonly subject: readonly [string, string];
  readonly body?: readonly [string, string];
  /** Note for a follow-up, where one is usual. */
  readonly followUp?: readonly [string, string];
}

const BY_WIRE: readonly Channel[] = ['EMAIL', 'PHONE', 'WEB', 'CHAT'];
const BY_VOICE: readonly Channel[] = ['PHONE', 'MEETING', 'EMAIL'];
const ON_SITE: readonly Channel[] = ['VISIT', 'MEETING', 'PHONE'];

const talk = (
  type: string,
  direction: Direction,
  channels: readonly Channel[],
  weight: number,
  subject: readonly [string, string],
  body?: readonly [string, string],
  followUp?: readonly [string, string],
): Talk => ({ type, direction, channels, weight, subject, body, followUp });

export const TALKS: readonly Talk[] = [
  talk(
    'INQUIRY.SERVICE',
    'INBOUND',
    BY_WIRE,
    5,
    ['Asks whether we maintain {asset} at {site}', '询问我们能否维护{site}的{asset}'],
    [
      'Present contract ends in {month}. Wants one provider for all building services.',
      '现有合同{month}到期,希望由一家公司统一负责机电维护。',
    ],
    ['Send the service brochure and two references', '发送服务手册和两个参考案例'],
  ),
  talk('INQUIRY.SERVICE', 'INBOUND', BY_VOICE, 3, [
    'Energy audit for {site}: scope and duration',
    '{site}能源审计的范围和周期',
  ]),
  talk(
    'INQUIRY.SERVICE',
    'INBOUND',
    BY_WIRE,
    2,
    ['Can we manage the fit-out of {site}?', '能否承接{site}装修的项目管理?'],
    [
      'About {n}00 m², hand-over planned for {month}. Board decides next week.',
      '面积约{n}00平方米,计划{month}交付,董事会下周决定。',
    ],
    ['Call after their board meeting', '董事会后致电跟进'],
  ),
  talk(
    'INQUIRY.PRICE',
    'INBOUND',
    BY_WIRE,
    6,
    ['Quotation for yearly maintenance of {asset}', '{asset}年度保养报价'],
    [
      'Wants the price with and without spare parts, for one and for three years.',
      '需要含备件与不含备件、一年期与三年期的报价。',
    ],
    ['Send the quotation', '发送报价单'],
  ),
  talk(
    'INQUIRY.PRICE',
    'OUTBOUND',
    ['EMAIL', 'MEETING'],
    4,
    ['Quotation sent: {asset}, {site}', '已发送报价:{site}{asset}'],
    undefined,
    ['Ask for their decision', '询问客户决定'],
  ),
  talk('INQUIRY.PRICE', 'INBOUND', BY_VOICE, 2, [
    'Asks for a discount on the quotation for {site}',
    '就{site}报价要求优惠',
  ]),
  talk(
    'INQUIRY.CAPACITY',
    'INBOUND',
    BY_VOICE,
    3,
    ['Could a second team start at {site} in {month}?', '{month}能否增派一个班组到{site}?'],
    undefined,
    ['Answer after talking to the site office', '与现场办公室确认后答复'],
  ),
  talk(
    'ORDER.NEW',
    'INBOUND',
    ['EMAIL', 'PORTAL', 'MEETING', 'LETTER'],
    4,
    ['Order confirmed: maintenance of {asset}', '确认订单:{asset}维护'],
    ['Signed by their procurement. Start on site in {month}.', '采购部已签字,{month}进场。'],
  ),
  talk('ORDER.NEW', 'INBOUND', ['PORTAL', 'EMAIL'], 3, [
    'Additional order: replacement of {asset}',
    '追加订单:更换{asset}',
  ]),
  talk(
    'ORDER.CHANGE',
    'INBOUND',
    BY_WIRE,
    4,
    ['Wants to postpone work at {site} to {month}', '希望将{site}的施工推迟到{month}'],
    [
      'The tenant is still in. No extra cost expected, but the crew must be rebooked.',
      '租户尚未搬离。预计不产生额外费用,但需重新安排班组。',
    ],
    ['Confirm the new dates', '确认新的日期'],
  ),
  talk('ORDER.CHANGE', 'INBOUND', BY_VOICE, 3, ['Scope grows: {asset} to be included', '扩大范围:增加{asset}']),
  talk(
    'ORDER.CANCEL',
    'INBOUND',
    ['EMAIL', 'LETTER', 'PHONE'],
    1,
    ['Cancels the spring inspection of {asset}', '取消{asset}的春季检查'],
    ['Budget frozen until {month}. Remains interested.', '预算冻结至{month},仍有意向。'],
    ['Ask again when the budget is open', '预算恢复后再联系'],
  ),
  talk(
    'HELP.ADVICE',
    'INBOUND',
    BY_WIRE,
    5,
    ['Which refrigerant for the chillers at {site}?', '{site}的冷水机组应选用哪种制冷剂?'],
    [
      'Wants our written recommendation because the new rules apply from {month}.',
      '新规定{month}起生效,需要我们出具书面建议。',
    ],
  ),
  talk('HELP.ADVICE', 'INBOUND', BY_VOICE, 4, [
    'Advice wanted: repair or replace {asset}',
    '咨询意见:{asset}维修还是更换',
  ]),
  talk(
    'HELP.ADVICE',
    'OUTBOUND',
    ['EMAIL', 'MEETING'],
    3,
    ['Recommended a variable-speed drive for {machine}', '建议为{machine}加装变频器'],
    [
      'Saves about {n} MWh a year by our measurement. They will compare offers.',
      '按实测每年可节电约{n}兆瓦时,客户将比较报价。',
    ],
    ['Ask whether the offers are in', '询问是否已收到其他报价'],
  ),
  talk('HELP.ACCESS', 'INBOUND', BY_WIRE, 4, ['Access passes for our crew at {site}', '办理{site}施工人员进场证']),
  talk('HELP.ACCESS', 'OUTBOUND', BY_VOICE, 3, ['Night work at {site} announced', '通知{site}夜间施工安排']),
  talk('HELP.DOCUMENT', 'INBOUND', BY_WIRE, 4, ['Needs the test certificate for {asset}', '需要{asset}的检测证书']),
  talk('HELP.DOCUMENT', 'OUTBOUND', ['EMAIL', 'PORTAL'], 4, ['Sent {doc}', '已发送{doc}']),
  talk(
    'COMPLAINT.DELAY',
    'INBOUND',
    BY_VOICE,
    3,
    ['Technician came {hours} hours late to {site}', '技术人员晚到{site}{hours}小时'],
    ['Second time this quarter. Expects a call from the manager.', '本季度第二次,要求经理回电。'],
    ['Manager to call back', '经理回电'],
  ),
  talk('COMPLAINT.DELAY', 'INBOUND', ['EMAIL', 'LETTER'], 2, [
    'Hand-over of {site} is two weeks late',
    '{site}交付延误两周',
  ]),
  talk(
    'COMPLAINT.QUALITY',
    'INBOUND',
    BY_VOICE,
    3,
    ['{machine}: failure again after the repair', '{machine}维修后再次发生故障'],
    ['Third call-out since {month}. Wants the cause in writing.', '{month}以来第三次报修,要求书面说明原因。'],
    ['Send the report on the cause', '发送原因分析报告'],
  ),
  talk('COMPLAINT.QUALITY', 'INBOUND', ['EMAIL', 'VISIT'], 2, [
    'Finish of the ceiling at {site} not accepted',
    '{site}天花板饰面未通过验收',
  ]),
  talk(
    'COMPLAINT.BILLING',
    'INBOUND',
    BY_WIRE,
    3,
    ['Invoice shows hours that were not worked', '账单包含未发生的工时'],
    ['Refers to {n} hours in {month}. Time sheets requested.', '涉及{month}的{n}个工时,要求提供工时表。'],
    ['Check the time sheets and answer', '核对工时表并答复'],
  ),
  talk('COMPLAINT.COMMUNICATION', 'INBOUND', BY_VOICE, 2, [
    'Nobody told them about the shutdown at {site}',
    '{site}停机未事先通知',
  ]),
  talk(
    'COMPLAINT.SAFETY',
    'INBOUND',
    ON_SITE,
    1,
    ['Crew without harness seen at {site}', '发现{site}作业人员未系安全带'],
    ['Work stopped at once, briefing repeated.', '已立即停工并重新进行安全交底。'],
    ['Send the safety report', '提交安全报告'],
  ),
  talk('INFORMATION.PROGRESS', 'OUTBOUND', ['EMAIL', 'VISIT', 'MEETING'], 9, [
    'Progress at {site}: {n} % done',
    '{site}进度:完成{n}%',
  ]),
  talk(
    'INFORMATION.PROGRESS',
    'OUTBOUND',
    ON_SITE,
    6,
    ['Walked {site} with their engineer', '与客户工程师巡查{site}'],
    ['{n} points noted, none critical. List sent the same day.', '记录{n}项问题,无重大缺陷,当日已发送清单。'],
  ),
  talk('INFORMATION.PROGRESS', 'INBOUND', BY_WIRE, 5, ['When can {machine} be used again?', '{machine}何时恢复运行?']),
  talk(
    'INFORMATION.MEETING',
    'OUTBOUND',
    ['MEETING', 'CHAT'],
    6,
    ['Weekly meeting, {site}', '{site}周例会'],
    ['Programme confirmed. Open: delivery of {asset}.', '计划确认,待定事项:{asset}到货。'],
  ),
  talk('INFORMATION.MEETING', 'OUTBOUND', BY_WIRE, 4, [
    'Minutes of the kick-off sent: {site}',
    '已发送{site}启动会纪要',
  ]),
  talk(
    'INFORMATION.MARKET',
    'INBOUND',
    BY_VOICE,
    2,
    ['A rival offered the maintenance of {site} at a lower price', '竞争对手以更低价格争取{site}的维护'],
    ['They would stay with us if response times are guaranteed in writing.', '如能书面保证响应时间,客户愿意继续合作。'],
    ['Offer terms with guaranteed response', '提供保证响应时间的条款'],
  ),
  talk('INFORMATION.CHANGE', 'INBOUND', BY_VOICE, 2, [
    'New person in charge of {site} from {month}',
    '{site}自{month}起更换负责人',
  ]),
  talk(
    'INFORMATION.CHANGE',
    'INBOUND',
    BY_WIRE,
    2,
    ['Plans a new site; tender expected in {month}', '计划新建项目,预计{month}招标'],
    undefined,
    ['Register for the tender', '登记参加投标'],
  ),
  talk('RELATION.COURTESY', 'OUTBOUND', ['VISIT', 'MEETING'], 5, ['Courtesy visit', '礼节性拜访']),
  talk('RELATION.COURTESY', 'OUTBOUND', ['PHONE', 'CHAT'], 4, [
    'Called after the hand-over of {site}',
    '{site}交付后电话回访',
  ]),
  talk(
    'RELATION.REVIEW',
    'OUTBOUND',
    ['MEETING', 'VISIT'],
    4,
    ['Quarterly service review', '季度服务回顾'],
    [
      'Response in time {n} %. Asked for one contact person for all sites.',
      '按时响应率{n}%,希望所有项目由一位联系人对接。',
    ],
    ['Name the contact person', '指定联系人'],
  ),
  talk('RELATION.FEEDBACK', 'INBOUND', ['EMAIL', 'PHONE', 'LETTER'], 3, [
    'Praises the team at {site}',
    '表扬{site}团队',
  ]),
];
