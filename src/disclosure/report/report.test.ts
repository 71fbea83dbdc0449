// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { Draft } from '../../case/entry.ts';
import { csvRecords } from '../../common/csv.ts';
import { eraseBody } from '../../journal/erase.ts';
import { makeReport } from './make.ts';
import { yearlyStatistics } from './statistics.ts';

const person = { type: 'person', id: 'p1', name: '佐藤 | 美咲' } as const;
const HOSTILE = [
  '<script>x</script>',
  '[a](javascript:x)',
  '| a | b |',
  '# not a heading',
  '=cmd|calc',
  '`x` **b**',
  '![i](http://x)',
  '&lt;b&gt;',
  '- item',
  '1. one',
];

async function caseWith(...drafts: readonly Draft[]) {
  const [world] = worlds;
  if (world === undefined) throw new Error('no world');
  const opened = await openWorld(world);
  await opened.deps.journal.append({ stream: opened.caseId, actor: person, drafts });
  return opened;
}
const textOf = async (opened: Awaited<ReturnType<typeof caseWith>>, form: 'md' | 'html', lang: 'ja' | 'en' = 'en') => {
  const made = await makeReport(opened.deps, opened.caseId, form, lang);
  return made.ok ? new TextDecoder().decode(made.value) : '';
};
const noted = (text: string, at: number): Draft => ({ kind: 'case.noted', body: { noteId: `note-000${at}`, text, happenedAt: null } });

describe('disclosure/report', () => {
  it('holds every entry, every decision with its reason, and every original with its hash', async () => {
    const opened = await caseWith({
      kind: 'case.rated',
      body: { severity: 'high', urgency: 'now', tlp: 'AMBER', reason: 'the server is ours' },
    });
    const raw = await opened.deps.blobs.put(Buffer.from('a photograph'));
    await opened.deps.journal.append({
      stream: opened.caseId,
      actor: person,
      drafts: [{ kind: 'containment.hand-measure-photographed', body: { measureId: 'M-1', photos: [], blobs: [raw] } }],
    });
    const entries = await opened.journal.entries(opened.caseId);
    for (const lang of ['ja', 'en'] as const) {
      const text = await textOf(opened, 'html', lang);
      for (const { seq } of entries) expect(text).toContain(`<td>${seq}</td>`);
      expect(text).toContain(raw);
      expect(text.match(/the server is ours/g)).toHaveLength(1);
      expect(text).toContain(entries.at(-1)?.hash);
    }
  });

  it('names times on the wall of the zone and machines in words, whatever the case', async () => {
    for (const world of worlds) {
      const opened = await openWorld(world);
      await opened.deps.journal.append({ stream: opened.caseId, actor: { type: 'machine', name: 'duty' }, drafts: [noted('x', 1)] });
      const made = async (lang: 'ja' | 'en') => {
        const report = await makeReport(opened.deps, opened.caseId, 'html', lang);
        return report.ok ? new TextDecoder().decode(report.value) : '';
      };
      const [ja, en] = [await made('ja'), await made('en')];
      for (const text of [ja, en]) expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/);
      expect([ja.includes('自動：当番と呼び出し'), en.includes('automatic: duty and paging')]).toEqual([true, true]);
    }
  });

  it('lets no text of others act, in Markdown or in HTML', async () => {
    const opened = await caseWith(...HOSTILE.map(noted), { kind: 'case.retitled', body: { title: HOSTILE.join(' ') } });
    const html = await textOf(opened, 'html');
    expect(html).not.toMatch(/<script|<img|<b>/);
    const markdown = await textOf(opened, 'md');
    // Without what is escaped, only our own marks are left.
    const bare = markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, '');
    expect(bare).not.toMatch(/[`[\]*]|<(?!br>)/);
    for (const line of bare.split('\n').filter((one) => one.startsWith('|'))) expect([3, 4, 5]).toContain(line.split('|').length - 1);
  });

  it('says that a text was erased and does not say it', async () => {
    const opened = await caseWith(noted('a name that goes', 1));
    const seq = (await opened.journal.entries(opened.caseId)).length;
    const { journal, blobs } = opened.deps;
    await eraseBody(
      { journal, store: opened.journal.store, blobs: blobs as never },
      opened.caseId,
      person,
      { seq, reason: 'asked for' },
      seq,
    );
    const text = await textOf(opened, 'md');
    expect(text).not.toContain('a name that goes');
    expect(text).toContain('its text was erased');
  });

  it('gives one row a case of the year, none of exercises, and no cell that a spreadsheet runs', async () => {
    const opened = await caseWith({ kind: 'case.retitled', body: { title: '=1+1' } });
    const { text, cases } = await yearlyStatistics(opened.deps, 2026, 'en');
    const rows = [...csvRecords(text)];
    expect([cases, rows.length]).toEqual([1, 1]);
    expect(rows[0]?.record).toMatchObject({ case: opened.caseId, title: "'=1+1" });
    expect(await yearlyStatistics(opened.deps, 2025, 'en')).toEqual({ text: '', cases: 0 });
  });
});
