import { defineMessages } from '#platform/messages';

defineMessages({
  SIGN_IN_FAILED: { en: 'E-mail address or password is wrong.', 'zh-CN': '电子邮件地址或密码错误。' },
  REFRESH_FAILED: {
    en: 'The refresh token is not valid, or no longer; sign in again.',
    'zh-CN': '刷新令牌无效或已失效，请重新登录。',
  },
  NOT_FOUND: {
    en: 'There is nothing with this id, or you may not see it.',
    'zh-CN': '没有此标识对应的记录，或您无权查看。',
  },
  CODE_TAKEN: { en: 'This code is taken; choose another.', 'zh-CN': '此代码已被使用，请换一个。' },
  KEY_TAKEN: { en: 'This key is taken; choose another.', 'zh-CN': '此键已被使用，请换一个。' },
  EMAIL_TAKEN: {
    en: 'An employee with this e-mail address exists already.',
    'zh-CN': '已有使用此电子邮件地址的员工。',
  },
  REGION_NOT_FOUND: { en: 'There is no such region.', 'zh-CN': '没有这个区域。' },
  OFFICE_NOT_FOUND: { en: 'There is no such office.', 'zh-CN': '没有这个办事处。' },
  EMPLOYEE_NOT_FOUND: { en: 'There is no such employee.', 'zh-CN': '没有这名员工。' },
  EMPLOYEE_INACTIVE: {
    en: 'This employee no longer works here; choose another.',
    'zh-CN': '此员工已离职，请选择其他员工。',
  },
  TEAM_NOT_FOUND: { en: 'There is no such team.', 'zh-CN': '没有这个团队。' },
  OFFICE_IS_CLOSED: {
    en: 'This office is closed; choose one that is open.',
    'zh-CN': '此办事处已关闭，请选择营业中的办事处。',
  },
  ROLE_NOT_FOUND: { en: 'There is no role "{key}".', 'zh-CN': '没有角色“{key}”。' },
  UNKNOWN_PERMISSION: {
    en: 'There is no permission "{permission}"; the query permissions lists them.',
    'zh-CN': '没有权限“{permission}”，可用 permissions 查询列出。',
  },
});
