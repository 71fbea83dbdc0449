// SPDX-License-Identifier: Apache-2.0
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import type { DkimKey } from '../../src/adapters/mail-out/dkim.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { approveAudience } from '../../src/notification/audience/approve.ts';
import { readTable } from '../../src/notification/table/read-table.ts';
import { gatherAudience } from '../../src/notification/audience/gather.ts';
import { importList } from '../../src/notification/audience/import-list.ts';
import { importCustomers } from '../../src/notification/customer/import-customers.ts';
import type { NotificationDeps } from '../../src/notification/deps.ts';
import { approveNotice } from '../../src/notification/notice/approve-notice.ts';
import { testNotice } from '../../src/notification/notice/test-notice.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { notificationDeps } from '../../src/wiring/notification.ts';
import type { Carrier } from '../../src/outbox/carrier.port.ts';
import type { TestDesk } from './desk.ts';

export const sato = { type: 'person' as const, id: 'p1', name: '佐藤 美咲' };
export const FROM = 'csirt@corp.example';
const bytes = (text: string) => new TextEncoder().encode(text);
const whole = { leaveOut: new Set<number>(), lang: 'ja' } as const;

export type NoticeWorld = {
  readonly deps: NotificationDeps;
  readonly caseId: CaseId;
  readonly carriers: readonly Carrier[];
  readonly close: () => Promise<void>;
};

/** A case with one customer for each address, whom its list names; the organisation has a name. Mail leaves to `url`. */
export async function noticeWorld(
  desk: TestDesk,
  url: string,
  addresses: readonly string[],
  key: DkimKey | null = null,
  stepsOf: ((at: number) => { readonly second: string; readonly telephone: string; readonly letter: string }) | null = null,
): Promise<NoticeWorld> {
  const carriers = [mailCarrier(() => Promise.resolve({ url, from: FROM }), key)];
  const gate = gateWith(desk.base, desk, carriers);
  const deps: NotificationDeps = {
    ...notificationDeps(desk.base, desk),
    outbox: gate,
    organisation: () => Promise.resolve({ ja: '試験組合', en: 'Test Co-op' }),
  };
  const opened = await desk.journal.write((writing) =>
    writing.openCase(sato, () => [{ kind: 'case.opened', body: { title: '通知', reportId: null } }]),
  );
  const customers = addresses.map((address, at) => {
    const { second = '', telephone = '', letter = '' } = stepsOf?.(at) ?? {};
    return `C${at},顧客${at},K-${at},${address},,${second},${telephone},${letter}`;
  });
  await importCustomers(
    deps,
    sato,
    {
      name: '顧客.csv',
      bytes: bytes(`顧客番号,顧客名,契約番号,代表アドレス,担当者メール,副担当メール,電話,住所\n${customers.join('\n')}\n`),
    },
    whole,
    readTable,
  );
  const list = addresses.map((_, at) => `C${at},公開されていた,閉じる`);
  await importList(
    deps,
    sato,
    opened.caseId,
    { name: '一覧.csv', bytes: bytes(`顧客番号,内容,対処\n${list.join('\n')}\n`) },
    whole,
    readTable,
  );
  return { deps, caseId: opened.caseId, carriers, close: () => gate.close() };
}

/** Audience, own copy and text approved by a person; nothing has left but the copy. */
export async function approveAll({ deps, caseId }: NoticeWorld): Promise<void> {
  const view = await deps.journal.view(caseId);
  if (view === null) throw new Error('no case');
  const { digest } = await gatherAudience(deps, caseId, view);
  const steps = [
    () => approveAudience(deps, sato, caseId, digest),
    () => testNotice(deps, sato, caseId, [FROM]),
    async () => {
      const text = (await deps.journal.view(caseId))?.parts.notification.tested?.text ?? '';
      return approveNotice(deps, sato, caseId, { audience: digest, text, without: '自分で見た' });
    },
  ];
  for (const step of steps) {
    const done = await step();
    if (!done.ok) throw new Error(JSON.stringify(done.error));
  }
}
