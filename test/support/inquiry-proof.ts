// SPDX-License-Identifier: Apache-2.0
// Many ask, then the audience changes: who must be called back, told a second time from the files that were imported alone.
import type { CaseId } from '../../src/journal/stream.ts';
import { importList } from '../../src/notification/audience/import-list.ts';
import { readTable } from '../../src/notification/table/read-table.ts';
import { importCustomers } from '../../src/notification/customer/import-customers.ts';
import { answerInquiry } from '../../src/notification/inquiry/answer.ts';
import { calledBack, callBacks } from '../../src/notification/inquiry/call-back.ts';
import type { CallBack } from '../../src/notification/inquiry/call-back.ts';
import { inquiryDeps } from '../../src/wiring/notification.ts';
import type { TestDesk } from './desk.ts';
import { seededRandom } from './random.ts';

const actor = { type: 'person' as const, id: 'p1', name: '窓口' };
const file = (name: string, lines: readonly string[]) => ({ name, bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) });
const whole = { leaveOut: new Set<number>(), lang: 'ja' } as const;
const number = (at: number) => `C-${String(at).padStart(5, '0')}`;

export type InquiryProof = {
  readonly answers: number;
  readonly changed: number;
  readonly called: number;
  readonly faults: readonly string[];
};
/** A fault to be found: in what stands on the list. */
export type InquiryPlant = (due: readonly CallBack[]) => readonly CallBack[];

/** What the imported files say of each customer; nothing of the desk's own rows is asked. */
type Truth = Map<string, string>;

/** `answers` callers among `customers`, of whom a half is affected; then 1 % of the audience (at least three) comes, goes or changes. */
export async function proveInquiry(
  desk: TestDesk,
  { answers, customers, seed }: { readonly answers: number; readonly customers: number; readonly seed: number },
  plant: InquiryPlant = (due) => due,
): Promise<InquiryProof> {
  const random = seededRandom(seed);
  const deps = inquiryDeps(desk.base, desk);
  const faults: string[] = [];
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: 'レンタルサーバー', reportId: null } }]),
  );
  const rows = Array.from({ length: customers }, (_, at) => `${number(at)},顧客${at},K-${at},c${at}@example.jp`);
  await importCustomers(deps, actor, file('customers.csv', ['顧客番号,顧客名,契約番号,代表アドレス', ...rows]), whole, readTable);
  const truth: Truth = new Map(Array.from({ length: Math.floor(customers / 2) }, (_, at) => [number(at * 2), '設定ファイルが読める']));
  await publish(deps, caseId, truth);

  const heard = new Map<string, string>();
  for (let at = 0; at < answers; at += 1) {
    const who = random.below(customers);
    const byContract = random.below(2) === 0;
    const asked = byContract ? `K-${who}` : number(who);
    const unknown = random.below(20) === 0;
    const key = unknown ? `X-${at}` : asked;
    const done = await answerInquiry(deps, actor, caseId, {
      way: 'telephone',
      asked: key,
      caller: `人${at}`,
      reach: `03-1234-${1000 + at}`,
    });
    if (!done.ok) throw new Error(done.error.code);
    const { inquiryId, told } = done.value.inquiry;
    const right = unknown ? 'not-checkable' : truth.has(number(who)) ? 'affected' : 'not-among';
    if (told.verdict !== right) faults.push(`${key} was told ${told.verdict} instead of ${right}`);
    heard.set(inquiryId, unknown ? '' : number(who));
  }
  if ((await callBacks(deps, caseId)).due.length > 0) faults.push('somebody is to be called although nothing changed');

  const size = Math.max(3, Math.ceil(truth.size / 100));
  const before = new Map(truth);
  for (let at = 0; at < size; at += 1) change(truth, at % 3, customers, random.below);
  desk.clock.forward(3_600_000);
  await publish(deps, caseId, truth);
  const expected = new Set([...heard].flatMap(([inquiryId, who]) => (who !== '' && before.get(who) !== truth.get(who) ? [inquiryId] : [])));
  const due = plant((await callBacks(deps, caseId)).due);
  const listed = new Set(due.map((one) => one.inquiry.inquiryId));
  for (const one of expected) if (!listed.has(one)) faults.push(`${one} was told otherwise and is on no list`);
  for (const one of listed) if (!expected.has(one)) faults.push(`${one} is on the list although nothing changed for him`);
  if (listed.size !== due.length) faults.push('somebody stands on the list twice');
  for (const { inquiry, now } of due) {
    const who = heard.get(inquiry.inquiryId) ?? '';
    if ((now.verdict === 'affected') !== truth.has(who)) faults.push(`${inquiry.inquiryId} would be told ${now.verdict}`);
    await calledBack(deps, actor, caseId, inquiry.inquiryId, { told: true, note: '' });
  }
  const left = (await callBacks(deps, caseId)).due.length;
  if (left !== expected.size - [...expected].filter((one) => listed.has(one)).length)
    faults.push(`${left} stand on the list after the calls`);
  return { answers, changed: size, called: listed.size, faults };
}

function publish(deps: Parameters<typeof importList>[0], caseId: CaseId, truth: Truth) {
  const lines = [...truth].map(([who, what]) => `${who},${what},直す`);
  return importList(deps, actor, caseId, file('list.csv', ['顧客番号,内容,対処', ...lines]), whole, readTable);
}

/** Somebody comes, goes, or is concerned by something else; whom it hits is by chance. */
function change(truth: Truth, kind: number, customers: number, below: (most: number) => number): void {
  const all = Array.from({ length: customers }, (_, at) => number(at)).filter((who) => truth.has(who) === (kind !== 0));
  const who = all[below(all.length)] ?? '';
  if (kind === 0) truth.set(who, '設定ファイルが読める');
  else if (kind === 1) truth.delete(who);
  else truth.set(who, 'バックアップが読める');
}

/** Faults as call centres have had them; each must be found. */
export const inquiryPlants: Readonly<Record<string, InquiryPlant>> = {
  'whoever was told "not among" is forgotten': (due) => due.filter(({ inquiry }) => inquiry.told.verdict !== 'not-among'),
  'whoever was told "affected" is forgotten when he is no longer': (due) => due.filter(({ now }) => now.verdict !== 'no-longer'),
  'another finding is no reason to call': (due) => due.filter(({ inquiry, now }) => inquiry.told.verdict !== now.verdict),
  'somebody is called for nothing': (due) =>
    due.flatMap((one, at) => (at === 0 ? [one, { ...one, inquiry: { ...one.inquiry, inquiryId: 'Q-nobody' } }] : [one])),
};
