// SPDX-License-Identifier: Apache-2.0
// What people press on the screens of a case, in one that is real or rehearsed; each looks at what it got in its own hands.
import { MARK } from '../../src/case/exercise-mark.ts';
import { statementDeskSchema } from '../../src/disclosure/release/release.contract.ts';
import { deskSchema } from '../../src/notification/inquiry/inquiry.contract.ts';
import type { LeakWorld, Side } from './leak-world.ts';

/** Gives the faults that it saw. */
export type LeakAct = {
  readonly name: string;
  readonly run: (world: LeakWorld, side: Side, turn: string) => Promise<readonly string[]>;
};

const at = ({ caseId }: Side, path: string) => `/api/v1/cases/${caseId}${path}`;
const isMarked = (text: string) => text.includes('訓練') || text.includes('EXERCISE');
/** Whether what came of a case bears the mark exactly when it is an exercise. */
const judged = (what: string, { word, real }: Side, marked: boolean): readonly string[] =>
  marked === real ? [`${what} of ${word} is ${marked ? '' : 'not '}marked`] : [];

async function press({ people }: LeakWorld, side: Side, command: object): Promise<number> {
  const { seq } = (await people.duty.get(at(side, ''))).json as { seq: number };
  return (await people.duty.call('POST', at(side, '/entries'), command, { 'if-match': String(seq) })).status;
}

const two = (text: string) => ({ ja: text, en: text });

/** What somebody reads who is not signed in. */
async function read({ desk }: LeakWorld, path: string): Promise<string> {
  return (await fetch(new URL(path, desk.url))).text();
}

async function outside({ desk, seen }: LeakWorld, { word }: Side, path: string): Promise<number> {
  const answer = await fetch(new URL(path, desk.url), { redirect: 'manual' });
  const text = await answer.text();
  if (answer.status === 200) seen.push({ way: 'public', text: `${word} ${path} ${text}` });
  return answer.status;
}

export const leakActs: readonly LeakAct[] = [
  {
    name: 'note',
    async run(world, side, turn) {
      await press(world, side, { do: 'note', noteId: `note-${turn}-x`, text: `${side.word} ${turn}`, happenedAt: null });
      return [];
    },
  },
  {
    name: 'rename',
    async run(world, side, turn) {
      await press(world, side, { do: 'retitle', title: `${side.word} ${turn}` });
      const { title } = (await world.people.duty.get(at(side, ''))).json as { title: string };
      return judged('the title', side, title.startsWith(MARK));
    },
  },
  {
    name: 'reply',
    async run({ people }, side, turn) {
      const to = Number(turn) % 2 === 0 ? 'reporter@outside.example' : 'staff@example.jp';
      const text = `${side.word} をありがとうございます。`;
      const held = await people.duty.post(at(side, '/triage-replies'), {
        reportId: `R-${side.word}`,
        template: 'own',
        to,
        lang: 'ja',
        subject: `${side.word} 返信`,
        text,
      });
      if (held.status !== 200) return [`a reply was refused: ${held.status} ${held.text.slice(0, 80)}`];
      const { replyId, digest } = held.json as { replyId: string; digest: string };
      await people.boss.post(at(side, `/triage-replies/${replyId}/release`), { digest, overrides: [] });
      await people.boss.post(at(side, `/triage-replies/${replyId}/send`), {});
      return [];
    },
  },
  {
    name: 'notice to staff',
    async run({ people }, side) {
      const text = two(`${side.word} のメールに返信しないでください。`);
      const told = await people.duty.post(at(side, '/triage-notices'), { reportId: `R-${side.word}`, departments: [], text });
      return told.status === 201 ? [] : [`a notice was refused: ${told.status} ${told.text.slice(0, 80)}`];
    },
  },
  {
    name: 'statement',
    async run(world, side) {
      const { people, desk } = world;
      const order = async (who: 'duty' | 'boss', body: object) => people[who].post(at(side, '/statements'), body);
      await people.duty.post(at(side, '/statements/fields'), { fields: fieldsOf(side.word, desk.clock.now()) });
      const prepared = statementDeskSchema.safeParse((await order('duty', { do: 'prepare', stage: 'first' })).json);
      const last = prepared.data?.statements.at(-1);
      if (last === undefined) return [];
      const { statementId, blob } = last;
      await order('boss', { do: 'approve', statementId, blob, checks: [] });
      await order('duty', { do: 'told', whom: 'staff', at: desk.clock.now(), how: '朝礼' });
      await order('boss', { do: 'publish', statementId, blob, reason: side.word });
      const text = (await people.duty.get(at(side, `/statements/${statementId}/text?lang=ja&version=customers`))).text;
      for (const path of [`/statements/${side.caseId}/1`, `/statements/${side.caseId}/1/pdf`]) await outside(world, side, path);
      for (const path of ['/statements', '/statements/feed.atom']) world.seen.push({ way: 'public', text: await read(world, path) });
      desk.clock.forward(11_000);
      return judged('a statement', side, isMarked(text));
    },
  },
  {
    name: 'page for questions',
    async run(world, side) {
      await world.people.duty.post(at(side, '/inquiries/page'), { open: true });
      const { page } = deskSchema.parse((await world.people.duty.get(at(side, '/inquiries'))).json);
      const status = await outside(world, side, new URL(page.url).pathname);
      return (status === 200) === side.real ? [] : [`the page for questions of ${side.word}: ${status}`];
    },
  },
  {
    name: 'taken out to share',
    async run({ people }, side) {
      const { text, status } = await people.duty.post(at(side, '/sharing'), { tlp: 'AMBER' });
      return status === 200 ? judged('what is shared', side, isMarked(text)) : [`nothing was shared: ${status} ${text.slice(0, 80)}`];
    },
  },
  {
    name: 'gateway',
    async run(world, side) {
      await world.apply(side);
      return [];
    },
  },
  {
    name: 'paper',
    async run({ print, desk }, side) {
      const paper = { title: side.word, organisation: '', lang: 'ja', tlp: null, size: 'a4', numbering: 'through', sections: [] } as const;
      await print({ ...paper, caseId: side.caseId, practice: false, printed: { at: desk.clock.now(), shown: '' } });
      return [];
    },
  },
];

function fieldsOf(word: string, now: string): object {
  return {
    cause: two(`${word} の弱点`),
    requests: [two(`不審な ${word} のメールを開かないでください`)],
    'contact.telephone': '03-5555-0142',
    'contact.how-told': two('書面'),
    'press.telephone': '03-5555-0199',
    'next.at': new Date(Date.parse(now) + 86_400_000).toISOString(),
  };
}
