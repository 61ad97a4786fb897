import { type NewItem } from '#modules/maintenance/seeding';

/** What stands in the buildings we look after: `[English, Chinese]` names, makers, and how often it is done. */
export interface SystemPlan {
  readonly code: string;
  readonly name: readonly [string, string];
  readonly criticality: 'CRITICAL' | 'HIGH' | 'MODERATE';
  readonly items: readonly (readonly [code: string, name: string, native: string, count: number])[];
  readonly makers: readonly string[];
  /** Title, rule and checklist of its plan. */
  readonly care: readonly [title: string, rule: string, checklist: string];
  /** Whether its items count running hours. */
  readonly metered: boolean;
}

export const SYSTEMS: readonly SystemPlan[] = [
  {
    code: 'LIFT',
    name: ['Lifts', '电梯'],
    criticality: 'CRITICAL',
    items: [['LIFT', 'Passenger lift', '客梯', 2]],
    makers: ['Kestrel Lifts', 'Nordvik', 'Hanfeng'],
    care: ['Monthly lift inspection', 'FREQ=MONTHLY;BYDAY=1TU', 'LIFT-MONTHLY'],
    metered: false,
  },
  {
    code: 'CHW',
    name: ['Chilled water', '冷冻水系统'],
    criticality: 'HIGH',
    items: [
      ['CH', 'Chiller', '冷水机组', 1],
      ['CHWP', 'Chilled water pump', '冷冻水泵', 2],
    ],
    makers: ['Aerolux', 'Brightwater', 'Tianhe'],
    care: ['Quarterly service of chilled water', 'FREQ=MONTHLY;INTERVAL=3', 'PLANT-QUARTERLY'],
    metered: true,
  },
  {
    code: 'FIRE',
    name: ['Fire alarm', '火灾报警系统'],
    criticality: 'CRITICAL',
    items: [['FAP', 'Fire alarm panel', '火警控制盘', 1]],
    makers: ['Halberd', 'Signalix'],
    care: ['Yearly test of the fire alarm', 'FREQ=YEARLY', 'PLANT-QUARTERLY'],
    metered: false,
  },
];

export const CHECKLISTS: readonly { code: string; name: string; nameNative: string; items: readonly NewItem[] }[] = [
  {
    code: 'LIFT-MONTHLY',
    name: 'Monthly lift check',
    nameNative: '电梯月检',
    items: [
      {
        key: 'doors',
        kind: 'CHECK',
        text: 'Doors close without knocking',
        textNative: '门关闭无撞击',
        mandatory: true,
      },
      { key: 'alarm', kind: 'CHECK', text: 'Emergency call answered', textNative: '紧急呼叫有应答', mandatory: true },
      {
        key: 'levelling',
        kind: 'NUMBER',
        text: 'Levelling error',
        textNative: '平层误差',
        unit: 'mm',
        min: '0',
        max: '10',
        mandatory: true,
      },
      {
        key: 'ropes',
        kind: 'CHOICE',
        text: 'Ropes',
        textNative: '钢丝绳',
        choices: ['good', 'worn', 'replace'],
        mandatory: true,
      },
      { key: 'remark', kind: 'TEXT', text: 'Remark', textNative: '备注' },
    ],
  },
  {
    code: 'PLANT-QUARTERLY',
    name: 'Plant service',
    nameNative: '设备保养',
    items: [
      { key: 'runs', kind: 'CHECK', text: 'Runs without unusual noise', textNative: '运行无异响', mandatory: true },
      { key: 'filters', kind: 'CHECK', text: 'Filters cleaned', textNative: '过滤器已清洁', mandatory: true },
      {
        key: 'temperature',
        kind: 'NUMBER',
        text: 'Bearing temperature',
        textNative: '轴承温度',
        unit: '°C',
        max: '75',
      },
      { key: 'remark', kind: 'TEXT', text: 'Remark', textNative: '备注' },
    ],
  },
];

/** `[code, English, Chinese, unit, price in Hong Kong dollars]` */
export const PARTS: readonly (readonly [string, string, string, string, string])[] = [
  ['SEAL-20', 'Shaft seal 20 mm', '轴封 20 mm', 'piece', '186.50'],
  ['FILTER-F7', 'Filter F7', '过滤器 F7', 'piece', '92.00'],
  ['OIL-46', 'Compressor oil 46', '压缩机油 46', 'litre', '58.40'],
  ['ROPE-10', 'Steel rope 10 mm', '钢丝绳 10 mm', 'metre', '41.25'],
  ['DET-S', 'Smoke detector', '烟雾探测器', 'piece', '312.00'],
];
