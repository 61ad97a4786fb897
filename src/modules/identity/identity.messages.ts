import { defineMessages } from '#platform/messages';

defineMessages({
  SIGN_IN_FAILED: {
    category: 'FORBIDDEN',
    en: 'The e-mail address or password is incorrect.',
    'zh-CN': '电子邮件地址或密码错误。',
  },
  REFRESH_FAILED: {
    category: 'FORBIDDEN',
    en: 'The refresh token is invalid or has expired. Sign in again.',
    'zh-CN': '刷新令牌无效或已失效，请重新登录。',
  },
  NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Not found, or you do not have access to it.',
    'zh-CN': '未找到此记录，或您无权访问。',
  },
  REGION_NOT_FOUND: { category: 'NOT_FOUND', en: 'Region not found.', 'zh-CN': '未找到此区域。' },
  OFFICE_NOT_FOUND: { category: 'NOT_FOUND', en: 'Office not found.', 'zh-CN': '未找到此办事处。' },
  EMPLOYEE_NOT_FOUND: { category: 'NOT_FOUND', en: 'Employee not found.', 'zh-CN': '未找到此员工。' },
  EMPLOYEE_INACTIVE: {
    category: 'STATE',
    en: 'This employee is no longer active. Choose another.',
    'zh-CN': '此员工已离职，请选择其他员工。',
  },
  TEAM_NOT_FOUND: { category: 'NOT_FOUND', en: 'Team not found.', 'zh-CN': '未找到此团队。' },
  OFFICE_IS_CLOSED: {
    category: 'STATE',
    en: 'This office is closed. Choose an open one.',
    'zh-CN': '此办事处已关闭，请选择未关闭的办事处。',
  },
  ROLE_NOT_FOUND: { category: 'NOT_FOUND', en: 'Role "{key}" not found.', 'zh-CN': '未找到角色“{key}”。' },
  PERMISSION_NOT_HELD: {
    category: 'FORBIDDEN',
    en: 'You do not hold the permission "{permission}" that far. An API token cannot do more than its owner.',
    'zh-CN': '您没有权限“{permission}”，或该权限的范围较小。接口令牌的权限不能超过其所有者。',
  },
  UNKNOWN_PERMISSION: {
    category: 'NOT_FOUND',
    en: 'Unknown permission "{permission}". Query permissions for the full list.',
    'zh-CN': '没有权限“{permission}”，可通过 permissions 查询获取列表。',
  },
  SCOPE_NOT_POSSIBLE: {
    category: 'INVALID',
    en: 'The permission "{permission}" cannot have this scope. Possible: {possible}.',
    'zh-CN': '权限“{permission}”不能使用此范围，可用范围：{possible}。',
  },
});
