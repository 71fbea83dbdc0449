// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../kernel/bilingual.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Playbook } from './playbook.ts';

/**
 * The playbook as CACAO Security Playbooks 2.0 (OASIS). Every step is a manual command for a group; steps that wait for
 * the same ones run in parallel. Identifiers are derived from the playbook, so that the same edition exports the same file.
 */
export function toCacao(playbook: Playbook, lang: Lang, hash: HashBytes, created: string): Readonly<Record<string, unknown>> {
  const id = (type: string, name: string): string => `${type}--${uuidOf(hash(`${playbook.id} ${playbook.edition} ${type} ${name}`))}`;
  const levels = levelsOf(playbook);
  const agents = new Map(playbook.steps.map((step) => [step.who[lang], id('group', step.who.en)]));
  const end = id('end', 'end');
  const entryOf = (index: number): string => {
    const level = levels[index];
    if (level === undefined) return end;
    return level.length === 1 ? id('action', level[0]?.id ?? '') : id('parallel', String(index));
  };
  const workflow: Record<string, unknown> = {
    [id('start', 'start')]: { type: 'start', on_completion: entryOf(0) },
    [end]: { type: 'end' },
  };
  for (const [index, level] of levels.entries()) {
    const following = entryOf(index + 1);
    const branches = level.length > 1;
    for (const step of level) {
      const branchEnd = id('end', step.id);
      workflow[id('action', step.id)] = {
        type: 'action',
        name: step.title[lang],
        description: `${step.why[lang]} (${step.workstream}, ${step.byMinutes} min)`,
        commands: [{ type: 'manual', command: step.title[lang] }],
        agent: agents.get(step.who[lang]),
        on_completion: branches ? branchEnd : following,
      };
      if (branches) workflow[branchEnd] = { type: 'end' };
    }
    if (branches)
      workflow[id('parallel', String(index))] = {
        type: 'parallel',
        next_steps: level.map((step) => id('action', step.id)),
        on_completion: following,
      };
  }
  return {
    type: 'playbook',
    spec_version: 'cacao-2.0',
    id: id('playbook', 'playbook'),
    name: playbook.title[lang],
    description: playbook.about[lang],
    playbook_types: playbook.types,
    created_by: id('identity', 'matoi'),
    created,
    modified: created,
    revoked: false,
    labels: [playbook.id, playbook.edition],
    workflow_start: id('start', 'start'),
    workflow,
    agent_definitions: Object.fromEntries([...agents].map(([name, agent]) => [agent, { type: 'group', name }])),
  };
}

/** Steps that may be done at the same time: each level waits only for levels before it. */
function levelsOf(playbook: Playbook): readonly (readonly Playbook['steps'][number][])[] {
  const depth = new Map<string, number>();
  for (const step of playbook.steps) depth.set(step.id, Math.max(0, ...step.after.map((id) => (depth.get(id) ?? 0) + 1)));
  const deepest = Math.max(...depth.values());
  return Array.from({ length: deepest + 1 }, (_, level) => playbook.steps.filter((step) => depth.get(step.id) === level));
}

/** 122 bits of the hash in the form of a UUID version 4, as CACAO asks of steps. */
function uuidOf(digest: string): string {
  const variant = '89ab'[Number.parseInt(digest[16] ?? '0', 16) % 4];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
