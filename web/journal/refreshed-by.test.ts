// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { QueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { entrySchemas } from '../../src/case/cards.contract.ts';
import { readWhatChanged } from '../api/live.ts';
import { topics } from '../api/topics.ts';
import { refreshedBy } from './refreshed-by.ts';

const CASE = 'C-2026-0001';
const OTHER = 'C-2026-0002';

/** Which of these queries are stale after an entry of this kind in this stream. */
async function staleAfter(kind: string, stream: string, keys: readonly QueryKey[]): Promise<readonly QueryKey[]> {
  const client = new QueryClient();
  for (const key of keys) client.setQueryData(key, 'as read before');
  await readWhatChanged(client, [{ stream, seq: 7, kind }], (of: string) => Promise.resolve(refreshedBy(of)));
  const stale = keys.filter((key) => client.getQueryState(key)?.isInvalidated === true);
  client.clear();
  return stale;
}

describe('web/journal/refreshed-by', () => {
  it('has the census, the replies and the exposures of a case read again when a colleague writes into it', async () => {
    const census = ['triage', CASE, 'census', 'R-2026-00001'];
    const replies = ['triage', CASE, 'replies'];
    const findings = ['exposure', CASE, 'findings', {}];
    expect(await staleAfter('triage.staff-answered', CASE, [census, findings])).toEqual([census]);
    expect(await staleAfter('triage.reply-held', CASE, [replies, findings])).toEqual([replies]);
    expect(await staleAfter('exposure.run-recorded', CASE, [census, findings])).toEqual([findings]);
  });

  it('leaves another case’s screens alone, and reads all of them when the entry is the desk’s own', async () => {
    const keys = [
      ['triage', CASE, 'replies'],
      ['triage', OTHER, 'replies'],
    ];
    expect(await staleAfter('triage.reply-held', CASE, keys)).toEqual([keys[0]]);
    expect(await staleAfter('triage.assets-imported', 'desk', keys)).toEqual(keys);
  });

  it('reads the case itself again after every kind of entry', async () => {
    const own = [
      ['cases', 'sheet', CASE],
      ['cases', 'entries', CASE],
    ];
    for (const kind of Object.keys(entrySchemas)) expect(await staleAfter(kind, CASE, own), kind).toEqual(own);
  });

  it('of a note knows the number and reads the case no more, unless one of them was missed', async () => {
    const client = new QueryClient();
    const key = ['cases', 'sheet', CASE];
    const note = (seq: number) => ({ stream: CASE, seq, kind: 'case.noted' });
    const hear = async (...heard: { stream: string; seq: number; kind: string }[]) => {
      await readWhatChanged(client, heard, (of: string) => Promise.resolve(refreshedBy(of)));
      return [client.getQueryData<{ seq: number }>(key)?.seq, client.getQueryState(key)?.isInvalidated];
    };
    client.setQueryData(key, { seq: 6 });

    expect(await hear(note(7), note(8))).toEqual([8, false]);
    expect(await hear(note(8))).toEqual([8, false]);
    expect(await hear(note(10))).toEqual([8, true]);
    client.clear();
  });

  it('reads everything again after a kind that it does not know, and where the cards did not load', async () => {
    const keys = [
      ['duty', 'now'],
      ['exposure', CASE, 'runs'],
      ['clocks', 'open'],
    ];
    expect(await staleAfter('of.a-later-version', CASE, keys)).toEqual(keys);
    const client = new QueryClient();
    client.setQueryData(['duty', 'now'], 'as read before');
    await readWhatChanged(client, [{ stream: CASE, seq: 7, kind: 'page.sent' }], () => Promise.reject(new Error('offline')));
    expect(client.getQueryState(['duty', 'now'])?.isInvalidated).toBe(true);
  });

  it('knows every topic that the desk reads', () => {
    const api = join(import.meta.dirname, '..', 'api');
    const files = readdirSync(api, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.includes('.test.'),
    );
    const read = files.flatMap((file) => [
      ...readFileSync(join(api, file), 'utf8').matchAll(/(?:[kK]ey\b[^\n]*(?:=|:)[^\n[]*)\['([a-z-]+)'/g),
    ]);
    const first = new Set(read.map(([, word]) => word ?? ''));
    /** The case, which every entry refreshes, and what no entry changes. */
    const apart = ['cases', 'containment-plan', 'triage-templates', 'playbooks', 'intake', 'taking-from-logs', 'chats'];
    expect([...first].filter((word) => !(word in topics) && !apart.includes(word))).toEqual([]);
    expect(Object.keys(topics).filter((topic) => !first.has(topic))).toEqual([]);
  });
});
