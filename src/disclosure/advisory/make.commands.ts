// SPDX-License-Identifier: Apache-2.0
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../edge/make-folder.ts';
import { callerOf } from '../../edge/actor.ts';
import { mayRelease } from '../../edge/role.ts';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import { readsCase } from '../../edge/command.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import type { Proofs } from './directory.ts';
import { draftFromCase } from './from-case.ts';
import { osvOf } from './osv.ts';
import { checkIssue, publishIssue } from './issue.ts';
import type { Ready } from './issue.ts';
import { makeAdvisory } from './publish.ts';
import type { MakeDeps } from './publish.ts';
import { servedDirectory } from './served.ts';
import { advisorySourceSchema } from './source.ts';
import type { AdvisorySource } from './source.ts';

export type AdvisoryTools = MakeDeps & { readonly clock: Clock; readonly proofs: () => Promise<Proofs> };

/** `matoi advisory draft|make|publish`; `make` opens no store. */
export function makeCommands(open: () => Promise<DisclosureDeps>, tools: AdvisoryTools): readonly CommandSpec[] {
  return [draftCommand(open), makeCommand(tools), publishCommand(open, tools)];
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

function publishCommand(open: () => Promise<DisclosureDeps>, tools: AdvisoryTools): CommandSpec {
  return {
    path: ['advisory', 'publish'],
    // What is public has left: a named person lets it out, as with a statement.
    releases: () => mayRelease.statement,
    summary: {
      ja: 'アドバイザリーを公開します（事案に記録し、署名してこのデスクから配ります。--to DIR は同じものをフォルダーに書き出します）',
      en: 'Publish advisories: an entry in the case, signed and served by this desk; --to DIR writes the same as a folder',
    },
    args: 'FILE…',
    options: { to: { type: 'string', value: 'DIR', about: { ja: 'フォルダーにも書き出す', en: 'write a folder too' } } },
    negative: { ja: '公開できないものがあり、何も公開しなかった', en: 'one cannot be published; nothing was' },
    async run(call) {
      if (call.args.length === 0) {
        call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted: 'matoi advisory publish FILE… [--to DIR]' }));
        return 2;
      }
      const sources: { readonly file: string; readonly source: AdvisorySource }[] = [];
      for (const file of call.args) {
        const source = await sourceIn(call, file);
        if (source === null) return 2;
        sources.push({ file, source });
      }
      const deps = await open();
      const ready: Ready[] = [];
      for (const { file, source } of sources) {
        const checked = await checkIssue(deps, tools, source);
        if (checked.is === 'refused') return refused(call, file, checked.why);
        ready.push(checked.ready);
      }
      const proofs = await tools.proofs();
      for (const one of ready) await publishIssue(deps, callerOf(call), one, proofs.signer.fingerprint);
      const files = await servedDirectory(deps, proofs);
      const folder = call.text('to');
      if (folder !== undefined) for (const [place, text] of files ?? []) await put(join(folder, place), text);
      const { fingerprint } = proofs.signer;
      if (call.format !== 'words') call.out.json({ published: ready.map(({ document }) => document.place), fingerprint });
      else
        call.out.line(
          { ja: `${ready.length} 件を公開しました。署名の鍵：${fingerprint}`, en: `${ready.length} published, signed by ${fingerprint}` }[
            call.lang
          ],
        );
      return 0;
    },
  };
}

/** Whole or not at all: who reads the directory never finds half a file. */
async function put(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
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
