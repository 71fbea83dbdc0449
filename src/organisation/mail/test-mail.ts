// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { OutboxRow, Parcel } from '../../outbox/outbox.port.ts';
import { parseAddress } from '../person.ts';
import { organisationProblem } from '../problems.ts';
import { placeInUse } from './effective.ts';
import type { MailDeps } from './deps.ts';
import type { ArrivalWire, TestArrival, TestSent } from './mail.contract.ts';
import type { ArrivedCopy } from './mail-ports.port.ts';

/** Seconds after which a mail that a server took and that is not there is said not to have arrived. */
const PATIENCE = 180;

type Who = { readonly personId: string; readonly lang: 'ja' | 'en'; readonly actor: Actor };

/**
 * Hands a mail to the relay in use, through the gate like everything that leaves: to an address of whoever asks, and to the
 * role mailbox where it is another one, so that it can be found in the mailbox that the desk reads.
 */
export async function sendTest(deps: MailDeps, who: Who, asked: string): Promise<Result<TestSent, Problem>> {
  const [person, organisation] = await Promise.all([deps.people.find(who.personId), deps.people.organisation()]);
  const to = parseAddress(asked);
  if (to === null || person === null || !person.addresses.includes(to)) return err(organisationProblem('organisation.not-own-address'));
  const testId = `T-${deps.random(9)}`;
  const addresses = [...new Set([to, ...(organisation.roleMailbox === '' ? [] : [organisation.roleMailbox])])];
  const mails: TestSent['mails'] = [];
  for (const address of addresses)
    mails.push({ to: address, ...(await deps.outbox.passNow(parcelOf(deps, who, testId, address), who.actor.name)) });
  await deps.journal.append({
    stream: DESK,
    actor: who.actor,
    drafts: [
      {
        kind: 'mail.tested',
        body: { testId, host: await hostInUse(deps), answers: mails.map(({ is, answer }) => ({ is, answer: answer.slice(0, 1000) })) },
      },
    ],
  });
  return ok({ testId, mails });
}

function parcelOf(deps: MailDeps, { personId, lang }: Who, testId: string, to: string): Parcel {
  const words = {
    ja: {
      subject: `【テスト】Matoi からの送信テスト ${testId}`,
      text: `これは Matoi のデスクの設定画面から送った送信テストです。返信も対応も要りません。\n番号：${testId}\n時刻：${deps.clock.now()}\n`,
    },
    en: {
      subject: `[Test] Matoi, mail test ${testId}`,
      text: `This is a test from the settings screen of a Matoi desk. Nothing needs to be answered or done.\nNumber: ${testId}\nTime: ${deps.clock.now()}\n`,
    },
  };
  return {
    id: `mail-test/${testId}/${to}`,
    purpose: 'test',
    about: testId,
    recipient: personId,
    stream: DESK,
    channel: 'mail',
    content: { to, ...words[lang], headers: { 'X-Matoi-Test': testId } },
  };
}

async function hostInUse({ register, environment }: MailDeps): Promise<string> {
  const { settings } = await register.read();
  const place = placeInUse(settings.out, environment.out.server !== null);
  const fromEnvironment = place === 'first' ? environment.out.server : null;
  return fromEnvironment?.host ?? settings.out[place]?.server.host ?? '';
}

/** Where the mails of a test are now: found by their Message-ID in the mailbox that the desk reads, or why they are not. */
export async function testArrival(deps: MailDeps, testId: string): Promise<Result<TestArrival, Problem>> {
  const rows = await deps.outbox.rowsOf('test', testId);
  const begun = rows.map(({ releasedAt }) => releasedAt).find((at) => at !== null);
  if (rows.length === 0 || begun === undefined || begun === null) return err(organisationProblem('organisation.no-such-test'));
  const seconds = Math.max(0, Math.round((millisOf(deps.clock.now()) - millisOf(begun)) / 1000));
  const { settings } = await deps.register.read();
  const handed = rows.filter(({ state }) => state === 'handed-over');
  const none = settings.in.first === null && settings.in.second === null && deps.environment.in.server === null;
  if (none || handed.length === 0)
    return ok({
      seconds,
      mails: rows.map((row) => ({ to: row.content.to, arrival: { is: isHanded(row) ? 'no-mailbox' : 'not-handed-over' } })),
    });
  const place = placeInUse(settings.in, deps.environment.in.server !== null);
  const looked = await deps.look.forMails(
    place,
    handed.map(({ messageId }) => messageId),
  );
  const arrivalOf = async (row: OutboxRow): Promise<ArrivalWire> => {
    if (!isHanded(row)) return { is: 'not-handed-over' };
    if (looked.is === 'failed') return looked;
    const copy = looked.found.find(({ messageId }) => messageId === row.messageId);
    if (copy === undefined) return { is: seconds < PATIENCE ? 'waiting' : 'not-arrived' };
    return arrived(deps, copy);
  };
  const mails: TestArrival['mails'] = [];
  for (const row of rows) mails.push({ to: row.content.to, arrival: await arrivalOf(row) });
  return ok({ seconds, mails });
}

function isHanded(row: OutboxRow): boolean {
  return row.state === 'handed-over';
}

async function arrived(deps: MailDeps, { folder, junk, bytes }: ArrivedCopy): Promise<ArrivalWire> {
  const { by, counts, checks } = await deps.readStated(bytes);
  return { is: 'arrived', folder, junk, by, counts, checks: checks.map((check) => ({ ...check })) };
}
