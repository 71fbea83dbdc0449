// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import type { Mail } from '../common/mail.ts';
import type { CommandCall, CommandSpec } from '../edge/command.ts';
import { planCommands } from './audience/plan.commands.ts';
import { bounceReasons } from './bounce/bounce.ts';
import type { Bounce } from './bounce/bounce.ts';
import { classifyBounce } from './bounce/classify.ts';
import { customerCommands } from './customer/customer.commands.ts';
import type { NotificationDeps } from './deps.ts';
import { followCommands } from './follow/follow.commands.ts';
import type { FollowDeps } from './follow/gather-due.ts';
import { messageCommands } from './message/message.commands.ts';
import { sendingCommands } from './sending/sending.commands.ts';
import { notificationProblem } from './problems.ts';

export type NotificationCommandDeps = {
  readonly readMail: (bytes: Uint8Array) => Mail;
  readonly open: () => Promise<NotificationDeps>;
  readonly openFollow: () => Promise<FollowDeps>;
};

/** `matoi notify …`; `classify-bounce` needs no store. */
export function notificationCommands(deps: NotificationCommandDeps): readonly CommandSpec[] {
  return [
    {
      path: ['notify', 'classify-bounce'],
      summary: {
        ja: '届かなかったという知らせのメールから、宛先・理由・恒久か一時かを読みます。通信も送信もしません',
        en: 'Read from a returned mail whom it did not reach, why, and whether for good; nothing is sent or fetched',
      },
      args: 'FILE.eml…',
      options: {},
      run: (call) => run(deps, call),
    },
    ...customerCommands(deps.open),
    ...planCommands(deps.open),
    ...messageCommands(deps.open),
    ...sendingCommands(deps.open),
    ...followCommands(deps.openFollow),
  ];
}

const kinds = {
  hard: { ja: '恒久（宛先が使えない）', en: 'hard: the address is of no use' },
  soft: { ja: '一時または宛先以外の理由', en: 'soft: another try, or another cause' },
  none: { ja: '不達ではない', en: 'not a bounce' },
} as const;
const others = {
  'not-a-bounce': { ja: '不達の知らせではない', en: 'not a report of a returned mail' },
  'auto-reply': { ja: '自動応答', en: 'an automatic reply' },
  complaint: { ja: '迷惑メールとしての申告', en: 'a complaint' },
  delivered: { ja: '届いたという知らせ', en: 'a report of success' },
} as const;

async function run(deps: NotificationCommandDeps, call: CommandCall): Promise<0 | 2> {
  if (call.args.length === 0) {
    call.out.problem(notificationProblem('notification.nothing-given'));
    return 2;
  }
  for (const file of call.args) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) {
      call.out.problem(notificationProblem('notification.file-not-readable', { file }));
      return 2;
    }
    const one = { file, ...classifyBounce(deps.readMail(bytes)) };
    if (call.format === 'json' && call.args.length === 1) call.out.json(one);
    else if (call.format !== 'words') call.out.item(one);
    else call.out.line(sentence(one, call.lang));
  }
  return 0;
}

function sentence({ file, kind, reason, recipients, status, ruleId }: { readonly file: string } & Bounce, lang: 'ja' | 'en'): string {
  const why = reason in bounceReasons ? bounceReasons[reason as keyof typeof bounceReasons] : others[reason as keyof typeof others];
  return [file, kinds[kind][lang], why[lang], recipients.join(', '), status, ruleId].filter((cell) => cell !== '').join('  ');
}
