// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { operatorActor } from '../../edge/actor.ts';
import { machineActor, personActor } from '../../kernel/person.ts';
import { whoIs, whoWrote } from './machine-names.contract.ts';

describe('common/words: who wrote an entry', () => {
  it('names a person as they are, an account of the console and a machine by what they are', () => {
    const both = (actor: Parameters<typeof whoWrote>[0]) => [whoWrote(actor, 'ja'), whoWrote(actor, 'en')];
    expect(both(personActor({ personId: 'P-1', name: '佐藤 美咲' }))).toEqual(['佐藤 美咲', '佐藤 美咲']);
    expect(both(operatorActor('root'))).toEqual(['コンソールの利用者（root）', 'user of the console (root)']);
    expect(both(machineActor('intake'))).toEqual(['自動：受付', 'automatic: intake']);
  });

  it('reads a name that was kept alone in the same way', () => {
    const both = (name: string) => [whoIs(name, 'ja'), whoIs(name, 'en')];
    expect(both('佐藤 美咲')).toEqual(['佐藤 美咲', '佐藤 美咲']);
    expect(both('console:root')).toEqual(['コンソールの利用者（root）', 'user of the console (root)']);
    expect(both('intake')).toEqual(['受付', 'intake']);
  });
});
