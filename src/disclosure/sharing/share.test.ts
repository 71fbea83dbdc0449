// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { World } from '../../../test/support/statement-worlds.ts';
import { sharePackage } from './share.ts';

const person = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const cause = { ja: '公開サーバーの弱点', en: 'A weakness of a public server' };
const world: World = { ...(worlds[5] as World), cause };

async function withIndicators(sample: readonly { readonly kind: string; readonly value: string }[], by: 'person' | 'machine') {
  const open = await openWorld(world);
  const actor = by === 'person' ? person : ({ type: 'machine', name: 'triage' } as const);
  await open.deps.journal.write((writing) =>
    writing.append({
      stream: open.caseId,
      actor,
      drafts: [{ kind: 'hunt.indicators-added', body: { count: sample.length, sample: [...sample], digest: 'a'.repeat(64) } }],
    }),
  );
  return open;
}
const sample = [
  { kind: 'ip', value: '203.0.113.9' },
  { kind: 'cidr', value: '2001:db8::/32' },
  { kind: 'domain', value: "evil'.example" },
  { kind: 'hash', value: 'b'.repeat(64) },
  { kind: 'account', value: 'tanaka' },
  { kind: 'mail', value: 'tanaka@example.jp' },
];

describe('disclosure/sharing', () => {
  it('gives what others can look for, marked with its level, and no account, address of a person or damage', async () => {
    const { deps, caseId } = await withIndicators(sample, 'person');
    const done = await sharePackage(deps, person, caseId, 'AMBER');
    const objects = done.ok ? done.value.objects : [];
    const text = JSON.stringify(objects);

    expect(objects.map(({ type }) => type)).toEqual(['marking-definition', 'indicator', 'indicator', 'indicator', 'indicator', 'note']);
    expect(objects.flatMap((one) => one['pattern'] ?? [])).toEqual([
      "[ipv4-addr:value = '203.0.113.9']",
      "[ipv6-addr:value = '2001:db8::/32']",
      "[domain-name:value = 'evil\\'.example']",
      `[file:hashes.'SHA-256' = '${'b'.repeat(64)}']`,
    ]);
    expect(objects[0]).toMatchObject({ id: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', name: 'TLP:AMBER' });
    expect(text).not.toMatch(/tanaka|例示運輸|Example Transport|312|C-20/);
    for (const { id } of objects) expect(id).toMatch(/--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('keeps the way in back from a level below its own, and is an entry of the case', async () => {
    const { deps, caseId, journal } = await withIndicators(sample, 'person');
    const done = await sharePackage(deps, person, caseId, 'CLEAR');

    expect(JSON.stringify(done)).not.toContain(cause.en);
    const last = (await journal.entries(caseId)).at(-1);
    expect(last?.kind).toBe('statement.indicators-shared');
    expect(last?.body).toMatchObject({ tlp: 'CLEAR', indicators: 4, wayIn: false });
  });

  it('takes no word of a stranger for an indicator, and nothing out where there is none', async () => {
    const { deps, caseId } = await withIndicators(sample, 'machine');
    const done = await sharePackage(deps, person, caseId, 'AMBER');

    expect(done.ok ? '' : done.error.code).toBe('disclosure.nothing-to-share');
  });
});
