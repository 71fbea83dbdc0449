// SPDX-License-Identifier: Apache-2.0
import { entriesOf } from '../../case/measures/entries-of.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { personActor } from '../../kernel/person.ts';
import type { Person } from '../../kernel/person.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { Said } from '../scenario/scenario.ts';
import { runProblem } from '../run/problems.ts';
import type { RunDeps } from '../run/run-deps.ts';
import type { Run } from '../run/run.ts';
import type { Wash } from './after.contract.ts';

/** Asked of everybody right after the end, before the scenario's own questions. */
const ALWAYS: readonly Bilingual[] = [
  { ja: 'うまくいったことは何ですか。', en: 'What went well?' },
  { ja: '困ったこと、足りなかったものは何ですか。', en: 'What was hard, and what was missing?' },
  { ja: '明日これが本当に起きるなら、先に何を変えておきますか。', en: 'If this were real tomorrow, what would you change first?' },
];

/** Those that are always asked, then the scenario's. */
export function questionsOf({ scenario }: Pick<Run, 'scenario'>): readonly Bilingual[] {
  return [...ALWAYS, ...scenario.debrief.map(two)];
}

type Reader = { readonly personId: string; readonly leads: boolean };

/** The hot wash as this reader may see it; null: there is no such run, or it is none of theirs. */
export async function washOf(deps: Pick<RunDeps, 'runs' | 'journal'>, runId: string, reader: Reader): Promise<Wash | null> {
  const run = await deps.runs.run(runId);
  if (run === null || !(reader.leads || tookPart(run, reader.personId))) return null;
  const entries = await entriesOf(deps.journal, run.caseId);
  const last = new Map<string, Wash['answers'][number]>();
  const corrections: Wash['corrections'] = [];
  for (const entry of entries) {
    if (entry.body === null || entry.actor.type !== 'person') continue;
    const { id, name } = entry.actor;
    if (entry.kind === 'exercise.wash-answered') last.set(id, { name, at: entry.at, answers: [...entry.body.answers] });
    if (entry.kind === 'exercise.corrected') corrections.push({ ...entry.body, owner: entry.body.owner.name });
  }
  const mine = last.get(reader.personId)?.answers;
  const questions = questionsOf(run);
  return {
    runId,
    title: two(run.scenario.title),
    ended: run.state === 'ended',
    questions: [...questions],
    mine: mine === undefined ? null : questions.map(({ ja }) => mine.find(({ question }) => question.ja === ja)?.text ?? ''),
    answers: reader.leads ? [...last.values()] : [],
    corrections,
  };
}

/** What somebody who took part says after the end; the last answers of each hold. */
export async function answerWash(
  deps: Pick<RunDeps, 'runs' | 'journal'>,
  runId: string,
  who: Person,
  texts: readonly string[],
): Promise<Result<null, Problem>> {
  const run = await deps.runs.run(runId);
  if (run === null) return err(runProblem('run.unknown', undefined, { runId }));
  if (!tookPart(run, who.personId)) return err(runProblem('run.not-on-roster', undefined, { runId }));
  if (run.state !== 'ended') return err(runProblem('run.wrong-state', undefined, { runId }));
  const answers = questionsOf(run).flatMap((question, at) => {
    const text = inertText(texts[at] ?? '', true);
    return text === '' ? [] : [{ question, text }];
  });
  const actor = personActor(who);
  await deps.journal.append({ stream: run.caseId, actor, drafts: [{ kind: 'exercise.wash-answered', body: { runId, answers } }] });
  return ok(null);
}

function tookPart({ roster, facilitator }: Run, personId: string): boolean {
  return facilitator.personId === personId || roster.some((seat) => seat.personId === personId);
}

function two(said: Said): Bilingual {
  return { ja: saidIn(said, 'ja'), en: saidIn(said, 'en') };
}
