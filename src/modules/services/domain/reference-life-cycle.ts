import { type ServiceLine } from '#modules/vocabulary';
import { type Status } from './life-cycle.js';

export type ReferenceStatus = Omit<Status, 'id' | 'sort'>;

const status = (
  key: string,
  name: string,
  nameNative: string,
  category: Status['category'],
  movesTo: readonly string[],
  flags: { initial?: boolean; resumesOnCustomerMessage?: boolean } = {},
): ReferenceStatus => ({
  key,
  name,
  nameNative,
  category,
  movesTo,
  initial: flags.initial ?? false,
  resumesOnCustomerMessage: flags.resumesOnCustomerMessage ?? false,
  retired: false,
});

const WAITING = ['WAITING_FOR_CUSTOMER', 'WAITING_FOR_THIRD_PARTY'];

/** The life cycle every service line starts with, in order; administrators may change it. */
export const REFERENCE_STATUSES: readonly ReferenceStatus[] = [
  status('NEW', 'New', '新建', 'OPEN', ['IN_PROGRESS', ...WAITING, 'RESOLVED', 'CANCELLED'], { initial: true }),
  status('IN_PROGRESS', 'In progress', '处理中', 'OPEN', [...WAITING, 'RESOLVED', 'CANCELLED']),
  status(
    'WAITING_FOR_CUSTOMER',
    'Waiting for the customer',
    '等待客户',
    'PAUSED',
    ['IN_PROGRESS', 'WAITING_FOR_THIRD_PARTY', 'RESOLVED', 'CANCELLED'],
    { resumesOnCustomerMessage: true },
  ),
  status('WAITING_FOR_THIRD_PARTY', 'Waiting for a third party', '等待第三方', 'PAUSED', [
    'IN_PROGRESS',
    'WAITING_FOR_CUSTOMER',
    'RESOLVED',
    'CANCELLED',
  ]),
  status('RESOLVED', 'Resolved', '已解决', 'COMPLETED', ['CLOSED', 'REOPENED'], { resumesOnCustomerMessage: true }),
  status('CLOSED', 'Closed', '已关闭', 'COMPLETED', ['REOPENED']),
  status('REOPENED', 'Reopened', '重新打开', 'OPEN', ['IN_PROGRESS', ...WAITING, 'RESOLVED', 'CANCELLED']),
  status('CANCELLED', 'Cancelled', '已取消', 'CANCELLED', []),
];

export const REFERENCE_NAMES: Readonly<Record<ServiceLine, { name: string; nameNative: string }>> = {
  CONSULTING: { name: 'Consulting requests', nameNative: '咨询服务请求' },
  MANAGEMENT: { name: 'Management requests', nameNative: '管理服务请求' },
  MAINTENANCE: { name: 'Maintenance requests', nameNative: '维护服务请求' },
};
