// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../../edge/actor.ts';
import type { CommandCall, CommandSpec, ExitCode } from '../../edge/command.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { PlanFiles } from '../plan/files.port.ts';
import { fail } from '../traffic/flows.commands.ts';
import { importFormats } from '../inventory/inventory-import.ts';
import { LOGS } from '../traffic/logged-traffic.ts';
import { containmentProblem } from '../problems.ts';
import { readServices } from '../inventory/read-services.ts';
import { importServices } from './import-services.ts';
import { keepTraffic } from './keep-traffic.ts';
import { inventoryOf } from './readiness.ts';
import type { TrafficRecord } from './record.ts';
import { takeFromLogs } from './traffic-from-logs.ts';
import type { LogsDeps } from './traffic-from-logs.ts';
import { serviceRow } from './register.view.ts';

export type RegisterCommandDeps = { readonly files: PlanFiles; readonly open: () => Promise<LogsDeps> };

const LAST_DAYS = 60;
const SHOWN = 50;

/** The desk's own inventory and its recorded traffic, as the readiness page has them. */
export function registerCommands(deps: RegisterCommandDeps): readonly CommandSpec[] {
  return [registerCommand(deps), trafficCommand(deps)];
}

function registerCommand(deps: RegisterCommandDeps): CommandSpec {
  return {
    path: ['contain', 'register'],
    summary: {
      ja: '一覧をデスクの台帳に取り込む。FILE がなければ台帳を示す',
      en: 'Take a list into the desk’s inventory; without FILE show the inventory',
    },
    args: '[FILE]',
    options: {
      format: {
        type: 'string',
        value: 'F',
        about: { ja: `${importFormats.join(' ')}（.csv は省略可）`, en: `${importFormats.join(' ')}; not needed for .csv` },
      },
      region: { type: 'string', value: 'R', about: { ja: 'AWS のリージョン', en: 'AWS region' } },
      service: { type: 'string', value: 'S', about: { ja: 'AWS のサービス名', en: 'AWS service' } },
    },
    async run(call) {
      const [path] = call.args;
      if (path === undefined) return showInventory(deps, call);
      const given = call.text('format') ?? (/\.csv$/i.test(path) ? 'csv' : '');
      const format = importFormats.find((one) => one === given);
      if (format === undefined)
        return fail(call, containmentProblem('containment.unknown-choice', { what: '--format', given, choices: importFormats.join(' ') }));
      let bytes: Uint8Array;
      try {
        bytes = await deps.files.bytes(path);
      } catch {
        return fail(call, containmentProblem('containment.file-unreadable', { file: path }));
      }
      const file = { name: nameOf(path), bytes, format, region: call.text('region') ?? null, service: call.text('service') ?? null };
      const imported = await importServices(await deps.open(), callerOf(call), file, readServices);
      if (!imported.ok) return fail(call, imported.error);
      const { added, changed, unchanged, refused } = imported.value;
      for (const one of refused) call.out.note(`${one.line}: ${inertText(`${one.field}: ${one.value}`)}`);
      if (call.format !== 'words') call.out.json(imported.value);
      else
        call.out.line(
          call.lang === 'ja'
            ? `追加 ${added} 件、更新 ${changed} 件、変わらず ${unchanged} 件、読めなかった値 ${refused.length} 件`
            : `${added} added, ${changed} changed, ${unchanged} unchanged, ${refused.length} values not readable`,
        );
      return 0;
    },
  };
}

async function showInventory(deps: RegisterCommandDeps, call: CommandCall): Promise<ExitCode> {
  const { services, nameEnforcement } = await inventoryOf(await deps.open());
  if (call.format !== 'words') call.out.json({ items: services.map(serviceRow), names: nameEnforcement });
  else if (services.length === 0) call.out.line(call.lang === 'ja' ? '台帳はまだ空です' : 'The inventory is empty');
  else for (const one of services) call.out.line(`${one.id}  ${inertText(one.name)}  ${one.priority}  ${one.decision.is}`);
  return 0;
}

function trafficCommand(deps: RegisterCommandDeps): CommandSpec {
  return {
    path: ['contain', 'traffic'],
    summary: {
      ja: '通信の記録をデスクに取り込む。FILE がなければ一覧を示す',
      en: 'Take recorded traffic into the desk; without FILE show what there is',
    },
    args: `[FILE|${LOGS}]`,
    options: {
      'last-days': {
        type: 'string',
        value: 'N',
        about: { ja: `${LOGS} のうち最後の何日か（既定 ${LAST_DAYS}）`, en: `Of ${LOGS}: how many of the last days (${LAST_DAYS})` },
      },
    },
    async run(call) {
      const [path] = call.args;
      if (path === undefined) return showTraffic(deps, call);
      const days = Number(call.text('last-days') ?? String(LAST_DAYS));
      if (!Number.isInteger(days) || days < 1 || days > 1000)
        return fail(
          call,
          containmentProblem('containment.unknown-choice', {
            what: '--last-days',
            given: call.text('last-days') ?? '',
            choices: '1..1000',
          }),
        );
      const kept = path === LOGS ? await fromLogs(deps, call, days) : await fromFile(deps, call, path);
      if (!kept.ok) return fail(call, kept.error);
      for (const one of kept.value.samples) call.out.note(one.line === 0 ? one.why : `${one.line}: ${one.why}`);
      if (call.format !== 'words') call.out.json(kept.value);
      else call.out.line(lineOf(call, kept.value));
      return 0;
    },
  };
}

async function fromFile(deps: RegisterCommandDeps, call: CommandCall, path: string): Promise<Result<TrafficRecord, Problem>> {
  let bytes: Uint8Array;
  try {
    bytes = await deps.files.bytes(path);
  } catch {
    return { ok: false, error: containmentProblem('containment.file-unreadable', { file: path }) };
  }
  return keepTraffic(await deps.open(), callerOf(call), { name: nameOf(path), bytes });
}

async function fromLogs(deps: RegisterCommandDeps, call: CommandCall, days: number): Promise<Result<TrafficRecord, Problem>> {
  return takeFromLogs(await deps.open(), callerOf(call), days, ({ done, flows }) => {
    if (done !== undefined) call.out.note(call.lang === 'ja' ? `${done} 日、${flows} 行` : `${done} days, ${flows} lines`);
  });
}

async function showTraffic(deps: RegisterCommandDeps, call: CommandCall): Promise<ExitCode> {
  const items = await (await deps.open()).register.traffic(SHOWN);
  if (call.format !== 'words') call.out.json({ items });
  else if (items.length === 0) call.out.line(call.lang === 'ja' ? '通信の記録はまだありません' : 'No traffic yet');
  else for (const one of items) call.out.line(lineOf(call, one));
  return 0;
}

function lineOf(call: CommandCall, { trafficId, file, days, from, to, accepted, refused }: TrafficRecord): string {
  const span = from === null || to === null ? '' : ` (${from} – ${to})`;
  return call.lang === 'ja'
    ? `${trafficId}  ${inertText(file)}  ${days} 日分${span}  ${accepted} 行、読めない行 ${refused}`
    : `${trafficId}  ${inertText(file)}  ${days} days${span}  ${accepted} lines, ${refused} not readable`;
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
