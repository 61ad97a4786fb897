import { chineseTexts } from '#platform/messages';
import { allNoticeKinds } from '#modules/notifications';
// The modules declare their texts by being there.
import '../modules.js';
import { type Command } from './command.js';

/** `chinese-texts`: what the traditional Chinese texts of src/app/traditional.ts are made of. */
export const chineseTextsCommand: Command = {
  usage: 'chinese-texts',
  description: 'Prints all messages and notices in simplified Chinese, as JSON.',
  run({ say }) {
    const notices = allNoticeKinds().flatMap(({ texts, label }) => [texts['zh-CN'], label['zh-CN']]);
    say(JSON.stringify([...new Set([...chineseTexts(), ...notices])].sort()));
    return Promise.resolve();
  },
};
