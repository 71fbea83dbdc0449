// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { staffAnswers } from '../journal/entry/triage.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { openReport } from './case-report.ts';
import { defang } from './defang.ts';
import type { TriageDeps } from './deps.ts';

export type StaffAnswer = (typeof staffAnswers)[number];

/** The text that goes to everybody. The subject of the mail is shown defanged, so that nobody can open it from the notice. */
export function noticeText(subject: string): Bilingual {
  const shown = defang(subject).slice(0, 200);
  return {
    ja: `社外から次のようなメールが届いています。\n件名: ${shown}\n\n・返信しないでください。\n・リンクや添付ファイルを開かないでください。\n・削除せず、そのまま残してください。\n\n届いているか、返信や開封をしたかを、下のページからお知らせください。押すだけで終わります。返信・開封をしていても責めることはありません。早く分かるほど守れます。`,
    en: `A mail like this has come from outside.\nSubject: ${shown}\n\n- Do not reply.\n- Open no link and no attachment.\n- Do not delete it; leave it as it is.\n\nPlease tell us on the page below whether you got it, replied or opened it. One tap is enough. Nobody is blamed; the earlier we know, the better we can protect you.`,
  };
}

/** Tells everybody, or some departments, in one action: entry, list of people and the task that sends stand in one transaction. */
export async function sendNotice(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  request: { readonly reportId: string; readonly departments: readonly string[]; readonly text: Bilingual | null },
): Promise<Result<{ readonly noticeId: string; readonly people: number }, 'not-in-case' | 'not-a-person'>> {
  if (actor.type !== 'person') return err('not-a-person');
  const report = await openReport(deps, caseId, request.reportId);
  if (report === null) return err('not-in-case');
  const subject = report.view.parts.intake.reports.find((one) => one.reportId === request.reportId)?.subject ?? '';
  const all = await deps.staff();
  const people = request.departments.length === 0 ? all : all.filter((person) => request.departments.includes(person.department));
  const noticeId = `N-${deps.random(9)}`;
  await deps.journal.write(async (writing) => {
    await writing.append({
      stream: caseId,
      actor,
      drafts: [
        {
          kind: 'triage.notice-sent',
          body: {
            noticeId,
            reportId: request.reportId,
            departments: [...request.departments],
            people: people.length,
            withoutAddress: people.filter((person) => person.addresses.length === 0).length,
            digest: deps.hash(canonicalJson(people.map((person) => person.personId))),
            text: request.text ?? noticeText(subject),
          },
        },
      ],
    });
    await deps.store.startCensus(
      writing.tx,
      noticeId,
      people.map(({ personId, name, department, addresses }) => ({ personId, name, department, hasAddress: addresses.length > 0 })),
    );
  });
  return ok({ noticeId, people: people.length });
}

/** `C-2026-0001.N-….P-….mark`: names case, notice and person; the mark makes it the desk's own. */
export async function staffLink(deps: Pick<TriageDeps, 'sign'>, caseId: string, noticeId: string, personId: string): Promise<string> {
  const text = `${caseId}.${noticeId}.${personId}`;
  return `${text}.${(await deps.sign()).mark(`triage-staff/${text}`)}`;
}

export async function readStaffLink(
  deps: Pick<TriageDeps, 'sign'>,
  token: string,
): Promise<{ readonly caseId: string; readonly noticeId: string; readonly personId: string } | null> {
  const parts = token.split('.');
  const [caseId, noticeId, personId, mark] = parts;
  if (parts.length !== 4 || caseId === undefined || noticeId === undefined || personId === undefined || mark === undefined) return null;
  return (await deps.sign()).verify(`triage-staff/${caseId}.${noticeId}.${personId}`, mark) ? { caseId, noticeId, personId } : null;
}

/** One tap of a colleague. Anybody may correct his answer; each one is an entry. */
export async function answerNotice(
  deps: TriageDeps,
  link: { readonly caseId: CaseId; readonly noticeId: string; readonly personId: string },
  answer: StaffAnswer,
  note: string,
): Promise<Result<null, 'link-not-valid'>> {
  const row = (await deps.store.census(link.noticeId)).find((one) => one.personId === link.personId);
  if (row === undefined) return err('link-not-valid');
  await deps.journal.write(async (writing) => {
    await writing.append({
      stream: link.caseId,
      actor: { type: 'person', id: link.personId, name: row.name },
      drafts: [{ kind: 'triage.staff-answered', body: { noticeId: link.noticeId, personId: link.personId, name: row.name, answer, note } }],
    });
    await deps.store.answer(writing.tx, link.noticeId, link.personId, answer, deps.clock.now(), note);
  });
  return ok(null);
}

/** Sends the notice to everybody who has an address. Run as a task: sending again after a failure repeats nobody's key. */
export async function deliverNotice(deps: TriageDeps, caseId: string, noticeId: string, text: Bilingual): Promise<void> {
  if (deps.outgoing === null) return;
  const people = new Map((await deps.staff()).map((person) => [person.personId, person]));
  for (const row of await deps.store.census(noticeId)) {
    const person = people.get(row.personId);
    const address = person?.addresses[0];
    if (person === undefined || address === undefined || row.answer !== null || row.sentAt !== null) continue;
    const link = `${deps.publicUrl}/staff/${await staffLink(deps, caseId, noticeId, row.personId)}`;
    const subject = { ja: '【お願い】不審なメールに返信しないでください', en: 'Please do not reply to a suspicious mail' };
    const body = `${text[person.lang]}\n\n${link}\n\n---\n${text[person.lang === 'ja' ? 'en' : 'ja']}`;
    const outcome = await deps.outgoing.send({
      key: `notice-${noticeId}-${row.personId}`,
      to: [address],
      subject: subject[person.lang],
      text: body,
    });
    if (outcome.is === 'later') throw new Error(`notice to ${row.personId}: ${outcome.why}`);
    if (outcome.is === 'sent') await deps.store.markSent(noticeId, row.personId, deps.clock.now());
  }
}
