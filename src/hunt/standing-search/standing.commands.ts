// SPDX-License-Identifier: Apache-2.0
import { callerOf } from '../../edge/actor.ts';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CommandCall, CommandSpec } from '../../edge/command.ts';
import type { Actor } from '../../journal/actor.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { decodeTextLeniently } from '../../common/decode-text.ts';
import { answerOf, answerSentence } from '../../case/fold/words/hunt-answer.ts';
import { readIndicators } from '../indicator/read.ts';
import type { ReadIndicators } from '../indicator/read.ts';
import { failed, forCase, noCase, refused } from '../command.edge.ts';
import type { StandingDeps } from './standing-deps.ts';
import { lookFor, replaceAllowed } from './look-for.ts';
import { searchAgain } from './search-again.ts';

export type StandingCommandDeps = { readonly standing: () => Promise<StandingDeps> };

/** `matoi hunt look-for|allow|again`: what a case looks for in every new log, and what is harmless. */
export function standingCommands(deps: StandingCommandDeps): readonly CommandSpec[] {
  return [lookForCommand(deps), allowCommand(deps), againCommand(deps)];
}

const by = (call: CommandCall): Actor => callerOf(call);

async function readAll(deps: StandingCommandDeps, call: CommandCall): Promise<ReadIndicators> {
  const now = (await deps.standing()).clock.now();
  const read = await Promise.all(call.args.map(async (file) => readIndicators(decodeTextLeniently(await readFile(file)), now)));
  for (const one of read.flatMap((some) => some.refused)) call.out.note(`? ${one.line}: ${one.text} (${one.why[call.lang]})`);
  return { indicators: read.flatMap((one) => one.indicators), refused: read.flatMap((one) => one.refused) };
}

function lookForCommand(deps: StandingCommandDeps): CommandSpec {
  return {
    path: ['hunt', 'look-for'],
    summary: {
      ja: '痕跡情報を事案に加えます。保存済みのログもこれから来るログも、デスクが探します',
      en: 'Add indicators to a case: the desk searches all stored logs and all that will come',
    },
    args: 'FILE…',
    options: {
      case: forCase,
      source: {
        type: 'string',
        value: 'TEXT',
        about: { ja: 'どこから得たか（既定はファイル名）', en: 'where they came from (default: names of the files)' },
      },
    },
    async run(call) {
      const caseId = parseCaseId(call.text('case') ?? '');
      if (caseId === null || call.args.length === 0) return refused(call, '--case とファイルが要ります。', 'Name --case and a file.');
      const { indicators, refused: unread } = await readAll(deps, call);
      const standing = await deps.standing();
      if ((await standing.journal.view(caseId)) === null) return noCase(call);
      const source = call.text('source') ?? call.args.map((file) => basename(file)).join(', ');
      const added = await lookFor(standing, caseId, { indicators, source }, by(call));
      if (call.format !== 'words') call.out.json({ caseId, given: indicators.length, added: added.length, refused: unread });
      else for (const line of addedWords(caseId, added.length, indicators.length)) call.out.line(line[call.lang]);
      return 0;
    },
  };
}

/** The running desk hears of the entry and searches what is stored; without one nothing is searched until it starts. */
function addedWords(caseId: CaseId, added: number, given: number): readonly Bilingual[] {
  const words = { ja: `${given} 件中 ${added} 件が新しい`, en: `${added} of ${given} are new` };
  if (added === 0) return [words];
  const next = {
    ja: `保存済みのログはデスクがこれから探します。今すぐ答えを見るには：matoi hunt again --case ${caseId}`,
    en: `The desk now searches all stored logs for them. To see the answer at once: matoi hunt again --case ${caseId}`,
  };
  return [words, next];
}

function allowCommand(deps: StandingCommandDeps): CommandSpec {
  return {
    path: ['hunt', 'allow'],
    summary: {
      ja: '除外リスト（無害と確認した宛先）を置き換え、全事案を探し直します',
      en: 'Replace the allowlist; every case is searched again',
    },
    args: 'FILE…',
    options: { why: { type: 'string', value: 'TEXT', about: { ja: '理由（必須）', en: 'the reason (required)' } } },
    async run(call) {
      const why = (call.text('why') ?? '').trim();
      if (why === '' || call.args.length === 0) return refused(call, '--why とファイルが要ります。', 'Name --why and a file.');
      const { indicators } = await readAll(deps, call);
      const changed = await replaceAllowed(await deps.standing(), indicators, why, by(call));
      if (call.format !== 'words') call.out.json(changed);
      else call.out.line(`+${changed.added} -${changed.removed} = ${changed.total}`);
      return 0;
    },
  };
}

function againCommand(deps: StandingCommandDeps): CommandSpec {
  return {
    path: ['hunt', 'again'],
    summary: {
      ja: '事案の痕跡情報で、保存済みの全ログを今すぐ探し直します',
      en: 'Search all stored logs again, now, for what a case looks for',
    },
    args: '',
    options: { case: forCase },
    async run(call) {
      const caseId = parseCaseId(call.text('case') ?? '');
      if (caseId === null) return refused(call, '--case が要ります。', 'Name --case.');
      const standing = await deps.standing();
      if ((await standing.journal.view(caseId)) === null) return noCase(call);
      try {
        const again = await searchAgain(standing, caseId);
        if (!again.ok) return failed(call, again.error);
        const { asked, leftOut, sightings, changed, linesLookedAt } = again.value;
        if (call.format !== 'words') {
          call.out.json({ caseId, asked, leftOut, changed, sightings, linesLookedAt });
          return 0;
        }
        call.out.line(answerSentence(answerOf({ hits: sightings.length, linesLookedAt }))[call.lang]);
        for (const one of sightings) call.out.row([one.indicator, one.computer, one.count, `${one.first} – ${one.last}`]);
        return 0;
      } finally {
        await standing.desk.engine.close();
      }
    },
  };
}
