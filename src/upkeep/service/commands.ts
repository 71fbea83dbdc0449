// SPDX-License-Identifier: Apache-2.0
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { installService, planService, removeService, serviceStatus } from './install.ts';
import type { Scope, ServicePlace } from './install.ts';
import type { ServiceManager } from './manager.port.ts';

export type ServiceDeps = { readonly manager: ServiceManager; readonly place: () => ServicePlace };

const user = {
  type: 'boolean',
  about: { ja: '自分のサービスとして（root は不要）', en: 'as a service of your own, without root' },
} as const;
const scopeOf = (call: CommandCall): Scope => (call.flag('user') ? 'user' : 'system');

/** `matoi service install|status|remove`: the desk as a service of systemd. */
export function serviceCommands({ manager, place }: ServiceDeps): readonly CommandSpec[] {
  return [
    {
      path: ['service', 'install'],
      summary: {
        ja: 'デスクを systemd のサービスにします（データフォルダーの持ち主で動きます）',
        en: 'Make the desk a service of systemd, run by whoever owns the data folder',
      },
      args: '',
      options: {
        user,
        print: {
          type: 'boolean',
          about: { ja: '書き込まず、ユニットを表示するだけ', en: 'write nothing, only show the unit' },
        },
      },
      async run(call) {
        const planned = await planService(manager, place(), scopeOf(call));
        if (!planned.ok) {
          call.out.problem(planned.error);
          return 2;
        }
        if (call.flag('print')) {
          if (call.format === 'words') call.out.bytes(new TextEncoder().encode(planned.value.unit));
          else call.out.json({ ...planned.value, started: false });
          return 0;
        }
        const done = await installService(manager, planned.value);
        if (!done.ok) {
          call.out.problem(done.error);
          return 3;
        }
        if (call.format === 'words') for (const line of installedLines(call.lang, done.value)) call.out.line(line);
        else call.out.json({ ...done.value.planned, started: done.value.started });
        return 0;
      },
    },
    {
      path: ['service', 'status'],
      summary: { ja: 'サービスの状態を表示します', en: 'Show how the service stands' },
      args: '',
      options: { user },
      negative: { ja: 'サービスがないか、動いていない', en: 'there is no service, or it does not run' },
      async run(call) {
        const status = await serviceStatus(manager, scopeOf(call));
        if (call.format === 'words') call.out.line(statusLine(call.lang, status));
        else call.out.json(status);
        return status.state === 'active' ? 0 : 1;
      },
    },
    {
      path: ['service', 'remove'],
      summary: { ja: 'サービスをやめます。データはそのまま残ります', en: 'Remove the service; the data stay' },
      args: '',
      options: { user },
      negative: { ja: 'サービスは登録されていない', en: 'there is no service' },
      async run(call) {
        const done = await removeService(manager, scopeOf(call));
        if (!done.ok) {
          call.out.problem(done.error);
          return 3;
        }
        if (call.format !== 'words') call.out.json({ removed: done.value });
        else if (done.value)
          call.out.line(
            {
              ja: 'サービスを止めて外しました。データ、設定のファイル、アカウントは残しています。',
              en: 'The service was stopped and removed. Data, the settings file and the account stay.',
            }[call.lang],
          );
        else call.out.line({ ja: 'サービスは登録されていません。', en: 'There is no service.' }[call.lang]);
        return done.value ? 0 : 1;
      },
    },
  ];
}

function installedLines(
  lang: CommandCall['lang'],
  {
    planned,
    started,
  }: { planned: { account: string | null; dataFolder: string; settingsFile: string; unitFile: string; scope: Scope }; started: boolean },
): readonly string[] {
  const { account, dataFolder, settingsFile, unitFile, scope } = planned;
  const journal = `journalctl ${scope === 'user' ? '--user ' : ''}-u matoi`;
  const linger = scope === 'user';
  const ja = [
    `ユニット：${unitFile}`,
    `動かす人：${account ?? '自分'}　データ：${dataFolder}`,
    `設定を足すところ：${settingsFile}（1 行に 1 つ、名前=値。変えたあとは再起動）`,
    started
      ? `起動しました。最初の担当者のためのリンクは ${journal} に出ます。`
      : 'ここでは systemd が動いていないため、まだ起動していません。次に systemd が立ち上がると起動します。',
    ...(linger ? ['ログアウト後も動かすには：loginctl enable-linger'] : []),
  ];
  const en = [
    `Unit: ${unitFile}`,
    `Run by: ${account ?? 'you'}   Data: ${dataFolder}`,
    `Further settings: ${settingsFile} (NAME=value, one a line; restart after a change)`,
    started
      ? `Started. The link for the first person stands in ${journal}.`
      : 'systemd does not run here, so nothing was started; it starts when systemd does.',
    ...(linger ? ['To go on after you sign out: loginctl enable-linger'] : []),
  ];
  return lang === 'ja' ? ja : en;
}

function statusLine(
  lang: CommandCall['lang'],
  { installed, state, unitFile }: { installed: boolean; state: string | null; unitFile: string },
): string {
  if (!installed) return { ja: 'サービスは登録されていません。', en: 'There is no service.' }[lang];
  if (state === null)
    return {
      ja: `${unitFile} はありますが、ここでは systemd が動いていません。`,
      en: `${unitFile} is there, and systemd does not run here.`,
    }[lang];
  return {
    ja: `${unitFile}: ${state === 'active' ? '動いています' : state}`,
    en: `${unitFile}: ${state === 'active' ? 'running' : state}`,
  }[lang];
}
