// SPDX-License-Identifier: Apache-2.0
// What every command of hunting shares: options, the desk of a data folder, times, refusals, entries of a case.
import { callerOf } from '../edge/actor.ts';
import type { CommandCall, ExitCode, OptionSpec } from '../edge/command.ts';
import { makeFolder } from '../edge/make-folder.ts';
import type { Draft } from '../case/entry.ts';
import type { Journal } from '../case/language/journal.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { Instant } from '../kernel/instant.ts';
import { parseInstant } from '../kernel/instant.ts';
import type { HuntDeps, HuntResources } from './deps.ts';
import type { EngineFault } from './engine/engine.port.ts';
import { gatherEvidence } from './evidence/evidence.ts';
import type { LineRef } from './evidence/evidence.ts';
import type { Period } from './engine/period.ts';
import { engineProblem, huntProblem } from './problems.ts';
import { sourcesProblem } from './sources/problems.ts';
import { openStore } from './engine/store.ts';

export type HuntCommandDeps = HuntDeps & { readonly open: () => Promise<{ readonly journal: Journal }> };

export const data: OptionSpec = {
  type: 'string',
  value: 'DIR',
  about: { ja: 'データ置き場（既定は MATOI_DATA）', en: 'data folder (default: MATOI_DATA)' },
};
export const forCase: OptionSpec = {
  type: 'string',
  value: 'C-…',
  about: { ja: '結果をこの事案の記録に残す', en: 'write the result into this case' },
};
export const since: OptionSpec = {
  type: 'string',
  value: 'TIME',
  about: { ja: 'この時刻から（ISO 8601、時差つき。日付だけなら UTC）', en: 'from this time on (ISO 8601 with zone; a bare date is UTC)' },
};
export const until: OptionSpec = { type: 'string', value: 'TIME', about: { ja: 'この時刻の前まで', en: 'before this time' } };

/** Opens the log engine and its store for one command and closes them whatever happens. */
export async function withDesk(
  deps: HuntCommandDeps,
  call: CommandCall,
  work: (desk: HuntResources) => Promise<ExitCode>,
): Promise<ExitCode> {
  const desk = deps.desk(call.text('data') ?? null);
  try {
    const opened = await openStore(desk.engine);
    return opened.ok ? await work(desk) : failed(call, opened.error);
  } finally {
    await desk.engine.close();
  }
}

/** Null, and the reason is said: somebody else writes into the vault just now. */
export async function takeLock(call: CommandCall, desk: HuntResources): Promise<(() => Promise<void>) | null> {
  const release = await desk.lock();
  if (release === null) call.out.problem(sourcesProblem('hunt.import-running'));
  return release;
}

/** With --case the answer becomes entries of that case; without it nothing is written anywhere. */
export async function append(deps: HuntCommandDeps, call: CommandCall, drafts: () => readonly Draft[]): Promise<void> {
  const caseId = parseCaseId(call.text('case') ?? '');
  if (call.text('case') === undefined) return;
  if (caseId === null) throw new TypeError(`${call.text('case')} is not the number of a case`);
  const { journal } = await deps.open();
  if ((await journal.view(caseId)) === null) return void noCase(call);
  await journal.append({ stream: caseId, actor: callerOf(call), drafts: drafts() });
}

/** A bare date is the whole day in UTC; null when a text is no time. */
export function periodOf(call: CommandCall): Period | null {
  const read = (name: string): Instant | null | undefined => {
    const text = call.text(name);
    if (text === undefined) return null;
    return parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text) ?? undefined;
  };
  const [from, to] = [read('since'), read('until')];
  return from === undefined || to === undefined ? null : { since: from, until: to };
}

export type KeptEvidence = {
  readonly lineCount: number;
  readonly queries: readonly string[];
  readonly bundle: { readonly folder: string; readonly digest: string };
};

/** Writes the evidence of an answer into a new folder; an exit code where that cannot be done. */
export async function keepEvidence(
  deps: HuntDeps,
  call: CommandCall,
  desk: HuntResources,
  folder: string,
  what: { readonly answer: unknown; readonly lines: readonly LineRef[]; readonly queries: readonly string[] },
): Promise<KeptEvidence | ExitCode> {
  const files = await gatherEvidence(deps, desk, what);
  if (!files.ok) return failed(call, files.error);
  await makeFolder(folder, 0o700);
  const written = await deps.writeBundle(folder, files.value);
  if (!written.ok) return refused(call, `証跡を書けません：${written.error}`, `The bundle cannot be written: ${written.error}`);
  return { lineCount: what.lines.length, queries: what.queries, bundle: { folder, digest: written.value.digest } };
}

/** Says why a call cannot be understood; exit code 2. */
export function refused(call: CommandCall, ja: string, en: string): ExitCode {
  call.out.problem(huntProblem('hunt.wrong-call', undefined, { reason: { ja, en } }));
  return 2;
}

/** Says that there is no such case; exit code 2. */
export function noCase(call: CommandCall): ExitCode {
  return refused(call, 'その番号の事案はありません。', 'There is no case of that number.');
}

/** Says what the engine could not do; exit code 3 where the engine is absent or lost, else 1. */
export function failed(call: CommandCall, fault: EngineFault): ExitCode {
  call.out.problem(engineProblem(fault));
  return fault.code === 'engine-absent' || fault.code === 'engine-lost' ? 3 : 1;
}
