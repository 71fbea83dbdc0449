// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { OpenWorld, World } from '../../../test/support/statement-worlds.ts';
import { readCsv } from '../../common/csv.ts';
import { decideConsent, setFormFields } from './change-form.ts';
import { formFields } from './fields.ts';
import { formIds } from './form.ts';
import type { FormId } from './form.ts';
import { forms } from './forms.ts';
import { showForm, writeForm } from './make-form.ts';

const person = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const named = (name: string) => worlds.find((world) => world.name === name) as World;
const langs = ['ja', 'en'] as const;

async function shown({ deps, caseId }: OpenWorld, form: FormId, lang: 'ja' | 'en' = 'ja', era = false) {
  const done = await showForm(deps, caseId, { form, lang, era });
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}
async function textOf({ deps, caseId }: OpenWorld, form: FormId, as: 'txt' | 'csv', lang: 'ja' | 'en' = 'ja', era = false) {
  const done = await writeForm(deps, caseId, { form, lang, era }, as);
  if (!done.ok) throw new Error(done.error.code);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(done.value);
}
const itemsOf = (sheet: Awaited<ReturnType<typeof shown>>) => sheet.sections.flatMap(({ items }) => items);

describe('disclosure/form', () => {
  it.each(worlds.map((world) => [world.name, world] as const))(
    'says each item of each form in its order, and what is not known is under investigation: %s',
    async (_name, world) => {
      const open = await openWorld(world);
      for (const form of formIds) {
        const [ja, en] = [await shown(open, form, 'ja'), await shown(open, form, 'en')];
        for (const [sheet, words] of [
          [ja, ['調査中', '未記入', '未定']],
          [en, ['under investigation', 'not filled in', 'undecided']],
        ] as const) {
          expect(itemsOf(sheet).map(({ id }) => id)).toEqual(forms[form].sections.flatMap(({ items }) => items.map(({ id }) => id)));
          for (const { state, lines, wants } of itemsOf(sheet)) {
            const open = lines.filter((line) => words.some((word) => line.endsWith(word))).length;
            expect([state, open > 0, wants.length > 0]).toEqual([state, state === 'open' || state === 'partly', open > 0]);
            expect(state === 'empty').toBe(lines.length === 0);
          }
        }
        // Both languages carry the same: as many lines, the same open ones, the same wants.
        const like = (sheet: typeof ja) => itemsOf(sheet).map(({ id, state, lines, wants }) => [id, state, lines.length, wants]);
        expect(like(ja)).toEqual(like(en));
      }
    },
  );

  it('names the version, what was not read of the form, and which items nobody saw there', async () => {
    const open = await openWorld(named('ransomware, little known'));
    for (const form of ['ransomware', 'ddos'] as const) {
      const text = await textOf(open, form, 'txt');
      expect(text).toContain('2025年5月28日関係省庁申合せ');
      expect(text).toContain(form === 'ransomware' ? '別添様式2' : '別添様式1');
      expect(text).toContain('様式の原本（Excel）は確かめられていない');
      expect(text).toMatch(/提出先【要確認】/);
      expect(await textOf(open, form, 'txt', 'en')).toContain('To [to be confirmed]');
    }
    const items = itemsOf(await shown(open, 'ransomware'));
    const summary = items.filter(({ ground }) => ground === 'summary').map(({ id }) => id);
    expect(summary).toEqual(['note', 'extension', 'type', 'way-in', 'indicators', 'consent']);
  });

  it('denies a leak only with its scope', async () => {
    for (const form of ['ransomware', 'insurer', 'bank', 'ringi', 'in-house'] as const) {
      const scoped = await textOf(await openWorld(named('compromise with a log gap')), form, 'txt');
      expect(scoped).toContain('ここに示した記録のほかは調べていません');
      const bare = await textOf(await openWorld(named('claims no leak without a look')), form, 'txt');
      expect(bare).toContain('ログを調べていない：調査中');
      expect(bare).not.toContain('確認されていません');
    }
  });

  it('leaves sharing undecided until a named person decides, and then says who did', async () => {
    const open = await openWorld(named('ransomware, little known'));
    const { deps, caseId } = open;
    expect((await shown(open, 'ransomware')).consent).toEqual({ form: 'ransomware', decided: null });
    expect(await textOf(open, 'ransomware', 'txt')).toContain('共有への同意（決めるまでは同意ではない）：未定');

    const order = { form: 'ransomware', given: true, reason: '同じ手口の注意喚起のため' } as const;
    const console = { type: 'person', id: 'console:root', name: 'console:root' } as const;
    for (const nobody of [console, { type: 'machine', name: 'key' } as const]) {
      const refused = await decideConsent(deps, nobody, caseId, order);
      expect(refused.ok ? '' : refused.error.code).toBe('disclosure.needs-a-person');
    }
    expect((await decideConsent(deps, person, caseId, order)).ok).toBe(true);
    expect((await shown(open, 'ransomware')).consent?.decided).toMatchObject({ given: true, by: '佐藤花子' });
    expect(await textOf(open, 'ransomware', 'txt')).toContain('    同意する\n    決めた人：佐藤花子（2026年12月1日(火) 10:00 JST）');
    // One form's consent is not another's.
    expect((await shown(open, 'ddos')).consent?.decided).toBeNull();
    expect((await shown(open, 'insurer')).consent).toBeNull();

    await decideConsent(deps, person, caseId, { ...order, given: false, reason: '取引先と相談中' });
    expect(await textOf(open, 'ransomware', 'csv')).toContain('同意しない');
  });

  it('takes what a person typed once for every form that asks it, and an empty text takes it back', async () => {
    const open = await openWorld(named('ransomware, little known'));
    const { deps, caseId } = open;
    const everything = Object.fromEntries(Object.keys(formFields).map((field) => [field, `typed ${field}`]));
    expect((await setFormFields(deps, person, caseId, { fields: everything, reason: '' })).ok).toBe(true);
    const seen = new Set<string>();
    for (const form of formIds) {
      const sheet = await shown(open, form, 'en');
      for (const { field, value, by } of sheet.fields) {
        seen.add(field);
        expect([field, value, by]).toEqual([field, `typed ${field}`, '佐藤花子']);
        expect(itemsOf(sheet).some(({ lines }) => lines.includes(value))).toBe(true);
      }
    }
    expect([...seen].toSorted()).toEqual(Object.keys(formFields).toSorted());

    await setFormFields(deps, person, caseId, { fields: { 'ransom.note': ' ' }, reason: '' });
    expect(await textOf(open, 'ransomware', 'txt')).toContain('ランサムノート（脅迫文）の文言：調査中');
    const refused = await setFormFields(deps, person, caseId, { fields: { 'ransom.nope': 'x' }, reason: '' });
    expect(refused.ok ? '' : refused.error.code).toBe('disclosure.fields-unreadable');
  });

  it('keeps hostile text a text: no formula in a cell, no line of its own, no control character', async () => {
    const open = await openWorld(named('hostile words in fields'));
    const hostile = ['=HYPERLINK("http://x","y")', '+1+1', '-1', '@SUM(A1)', '\u202egnp', 'a\u0007b', '{organisation}', '#import "x"'];
    await setFormFields(open.deps, person, open.caseId, { fields: { 'ransom.note': hostile.join('\n'), 'report.to': '=1+1' }, reason: '' });
    const cells = [...readCsv((await textOf(open, 'ransomware', 'csv')).slice(1))].flatMap((row) => row.cells);
    expect(cells.length).toBeGreaterThan(100);
    expect(cells.filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
    expect(cells).toContain("'=1+1");
    const text = await textOf(open, 'ransomware', 'txt');
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(text.slice(1)).not.toMatch(/[\u0007\u202a-\u202e]/);
    expect(text).toContain('    {organisation}');
  });

  it('writes years of the era where that is asked, and nothing else changes', async () => {
    const open = await openWorld(named('account taken over, cause held back'));
    for (const form of formIds) {
      const [plain, era] = [await textOf(open, form, 'txt'), await textOf(open, form, 'txt', 'ja', true)];
      expect(era).toContain('令和8年12月1日(火) 10:00 JST');
      expect(era.replaceAll('令和8年', '2026年')).toBe(plain);
      expect(await textOf(open, form, 'txt', 'en', true)).toBe(await textOf(open, form, 'txt', 'en'));
    }
  });

  it('holds back what an authority may not see, whatever the form', async () => {
    const open = await openWorld(named('account taken over, cause held back'));
    const { journal, deps, caseId } = open;
    await journal.journal.write((writing) =>
      writing.append({
        stream: caseId,
        actor: person,
        drafts: [{ kind: 'statement.fields-set', body: { fields: { 'cause.tlp': 'RED' }, reason: '' } }],
      }),
    );
    for (const form of formIds)
      for (const lang of langs) {
        const done = await writeForm(deps, caseId, { form, lang, era: false }, 'txt');
        expect(new TextDecoder().decode(done.ok ? done.value : undefined)).not.toMatch(/認証の設定の隙|gap in the settings/);
      }
  });
});
