// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { FORMAT, scenarioSchema } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { spanOf } from '../scenario/time.ts';

/** What did not come over: `row` is the sheet's (the heading is 1) or the place in the JSON. */
export type NotCarried = { readonly row: string; readonly what: Bilingual };
/** `scenario` null: nothing was left to rehearse. */
export type Imported = { readonly scenario: Scenario | null; readonly notCarried: readonly NotCarried[] };

type DraftInject = Pick<Scenario['injects'][number], 'id' | 'channel' | 'to' | 'subject' | 'body'> &
  Partial<Scenario['injects'][number]> & { readonly seconds: number };
type Draft = { readonly id: string; readonly title: string; readonly about: string; readonly seconds: number } & {
  readonly roles: ReadonlyMap<string, string>;
  readonly injects: readonly DraftInject[];
};

/** Puts what was read in the order of time. Throws where an importer made something that is no scenario. */
export function scenarioOf({ id, title, about, seconds, roles, injects }: Draft): Scenario | null {
  if (injects.length === 0) return null;
  const last = Math.max(seconds, ...injects.map((inject) => inject.seconds));
  return scenarioSchema.parse({
    format: FORMAT,
    id,
    title: title.slice(0, 300) || id,
    about: about.slice(0, 20_000) || title || id,
    duration: spanOf(last),
    roles: [...roles].map(([roleId, name]) => ({ id: roleId, title: name, fill: 'responder' })),
    injects: injects
      .toSorted((a, b) => a.seconds - b.seconds)
      .map(({ seconds: at, ...inject }) => ({ ...inject, ...(inject.after === undefined ? { at: spanOf(at) } : {}) })),
  });
}

/** Names that people gave, as ids of ours: the letters that are plain, else a number. */
export function idMaker(word: string): (name: string) => string {
  const given = new Map<string, string>();
  return (name) => {
    const before = given.get(name);
    if (before !== undefined) return before;
    const plain = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 50)
      .replaceAll(/-+$/g, '');
    const taken = new Set(given.values());
    const id = plain === '' || taken.has(plain) ? `${plain === '' ? word : plain}-${given.size + 1}` : plain;
    given.set(name, id);
    return id;
  };
}
