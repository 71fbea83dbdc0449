// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { readsCase } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { placeOf } from './csaf.ts';
import { directoryFiles } from './directory.ts';
import type { Placed } from './directory.ts';
import { draftFromCase } from './from-case.ts';
import { osvOf } from './osv.ts';
import { makeAdvisory, makeIssue } from './publish.ts';
import type { MakeDeps } from './publish.ts';
import { advisorySourceSchema } from './source.ts';
import type { AdvisorySource } from './source.ts';

export type AdvisoryTools = MakeDeps & { readonly clock: Clock; readonly hash: HashBytes };

/** `matoi advisory draft|make|publish`. Only `draft` opens the store. */
export function makeCommands(open: () => Promise<DisclosureDeps>, tools: AdvisoryTools): readonly CommandSpec[] {
  return [draftCommand(open), makeCommand(tools), publishCommand(tools)];
}

function draftCommand(open: () => Promise<DisclosureDeps>): CommandSpec {
  return {
    path: ['advisory', 'draft'],
    summary: {
      ja: '事案と台帳から、アドバイザリーの元になるファイルを作ります（空欄は人が埋めます）',
      en: 'Draft the source of an advisory from the case and the inventory; a person fills what is empty',
    },
    args: 'CASE',
    options: {},
    reads: readsCase,
    async run(call) {
      const caseId = parseCaseId(call.args[0] ?? '');
      const deps = caseId === null ? null : await open();
      const view = caseId === null || deps === null ? null : await deps.journal.view(caseId);
      if (deps === null || view === null) {
        call.out.problem(disclosureProblem('disclosure.no-such-case', { caseId: call.args[0] ?? '' }));
        return 2;
      }
      const name = (await deps.house.organisation())[call.lang];
      call.out.line(JSON.stringify(draftFromCase(view, name, await deps.house.publicAddress(), call.lang), null, 2));
      return 0;
    },
  };
}

function makeCommand(tools: AdvisoryTools): CommandSpec {
  return {
    path: ['advisory', 'make'],
    summary: { ja: '元のファイルから CSAF 2.0（または OSV）を作り、検証します', en: 'Make CSAF 2.0 (or OSV) of a source, and check it' },
    args: 'FILE',
    options: { osv: { type: 'boolean', about: { ja: 'OSV の形で出力する', en: 'write OSV in place of CSAF' } } },
    negative: { ja: '足りないものがあり、作らなかった', en: 'something is missing; nothing was made' },
    async run(call) {
      const source = await sourceIn(call, call.args[0] ?? '');
      if (source === null) return 2;
      const made = await makeAdvisory(tools, source, tools.clock.now());
      if (made.is === 'refused') return refused(call, call.args[0] ?? '', made.why);
      if (!call.flag('osv')) call.out.line(made.document.text.trimEnd());
      else {
        const { records, left } = osvOf(source, tools.clock.now(), tools.scoreOf);
        call.out.line(JSON.stringify(records, null, 2));
        for (const one of left) call.out.note(one[call.lang]);
      }
      return 0;
    },
  };
}

function publishCommand(tools: AdvisoryTools): CommandSpec {
  return {
    path: ['advisory', 'publish'],
    summary: {
      ja: '公開用のフォルダーに書き出します（索引、変更履歴、ハッシュ、ROLIE、provider-metadata.json）',
      en: 'Write a public directory: index, changes, hashes, ROLIE, provider-metadata.json',
    },
    args: 'FILE…',
    options: { to: { type: 'string', value: 'DIR', about: { ja: '書き出し先', en: 'where to write' } } },
    negative: { ja: '公開できないものがあり、何も書かなかった', en: 'one cannot be published; nothing was written' },
    async run(call) {
      const folder = call.text('to');
      if (folder === undefined || call.args.length === 0) {
        call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted: 'matoi advisory publish FILE… --to DIR' }));
        return 2;
      }
      const documents = new Map((await standingIn(folder)).map((one) => [one.place, one]));
      let head: AdvisorySource | null = null;
      for (const file of call.args) {
        const source = await sourceIn(call, file);
        if (source === null) return 2;
        const now = tools.clock.now();
        const made = await makeIssue(tools, source, documents.get(placeOf(source, now))?.text ?? null, now);
        if (made.is === 'refused') return refused(call, file, made.why);
        documents.set(made.document.place, made.document);
        head ??= source;
      }
      if (head === null) return 2;
      const sha256 = (text: string) => tools.hash(new TextEncoder().encode(text));
      const beside = directoryFiles([...documents.values()], head, sha256);
      for (const { place, text } of documents.values()) await put(join(folder, place), text);
      for (const [place, text] of beside) await put(join(folder, place), text);
      call.out.line(
        call.lang === 'ja' ? `${documents.size} 件、署名なし: ${folder}` : `${documents.size} documents, not signed: ${folder}`,
      );
      return 0;
    },
  };
}

/** Whole or not at all: who reads the directory never finds half a file. */
async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

async function standingIn(folder: string): Promise<readonly Placed[]> {
  const names = await readdir(join(folder, 'white'), { recursive: true }).catch(() => []);
  const places = names.filter((name) => /^\d{4}[/\\][^/\\]+\.json$/.test(name)).map((name) => `white/${name.replaceAll('\\', '/')}`);
  return Promise.all(places.map(async (place) => ({ place, text: await readFile(join(folder, place), 'utf8') })));
}

async function sourceIn(call: CommandCall, file: string): Promise<AdvisorySource | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) {
    call.out.problem(disclosureProblem('disclosure.file-not-readable', { file }));
    return null;
  }
  const read = advisorySourceSchema.safeParse(jsonOf(text));
  if (read.success) return read.data;
  const faults = read.error.issues.slice(0, 20).map(({ path, message }) => `${path.join('.')}: ${message}`);
  call.out.problem(disclosureProblem('disclosure.source-unreadable', { file, faults: faults.join('; ') }));
  return null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(call: CommandCall, file: string, why: readonly { readonly ja: string; readonly en: string }[]): 1 {
  call.out.problem(disclosureProblem('disclosure.advisory-refused', { file, why: why.map((one) => one[call.lang]).join('; ') }));
  return 1;
}
