/** Machines: what can stop. */
export const MACHINES: readonly (readonly [string, string])[] = [
  ['the chillers', '冷水机组'],
  ['the passenger lifts', '客梯'],
  ['the goods lift', '货梯'],
  ['the escalators', '自动扶梯'],
  ['the fire pumps', '消防水泵'],
  ['the emergency generator', '应急发电机'],
  ['the cooling towers', '冷却塔'],
  ['the air-handling units', '空调机组'],
  ['the building management system', '楼宇自控系统'],
  ['the water treatment plant', '水处理设备'],
  ['the boilers', '锅炉'],
  ['the car park ventilation', '停车场通风系统'],
];

/** Everything that is looked after. */
export const ASSETS: readonly (readonly [string, string])[] = [
  ...MACHINES,
  ['the switchgear', '配电柜'],
  ['the roof membrane', '屋面防水层'],
  ['the façade', '幕墙'],
  ['the UPS batteries', '不间断电源电池'],
];

export const DOCUMENTS: readonly (readonly [string, string])[] = [
  ['method statement', '施工方案'],
  ['as-built drawings', '竣工图'],
  ['maintenance plan', '维护计划'],
  ['test report', '检测报告'],
  ['risk assessment', '风险评估报告'],
  ['monthly report', '月度报告'],
];

/** Kinds of sites; with `%` for the name of the customer or the city. */
export const SITES: readonly (readonly [string, string])[] = [
  ['North Tower', '北塔'],
  ['South Tower', '南塔'],
  ['Block C', 'C座'],
  ['Phase 2', '二期'],
  ['the main building', '主楼'],
  ['the annex', '附楼'],
  ['Warehouse 3', '3号仓库'],
  ['Plant 2', '二厂区'],
  ['Line 4', '四号线'],
  ['the podium', '裙楼'],
  ['the control centre', '控制中心'],
  ['Terminal B', 'B航站楼'],
];
