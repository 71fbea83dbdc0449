// SPDX-License-Identifier: Apache-2.0
import { nftables } from './nftables.ts';
import { projectPackets } from './project.ts';
import type { Renderer } from './target.ts';

/**
 * A CACAO 2.0 playbook: dry run, apply, confirm, and the roll-back as the compensating step of each failure. The
 * configuration in it is the nftables one, so a playbook engine needs nothing but a shell on the gateway.
 */
export const cacao: Renderer = {
  proof: 'validator',
  project: projectPackets,
  write(policy, context) {
    const rules = nftables.write(policy, context);
    const seed = `${context.option} ${context.madeAt} ${rules.files[0]?.text ?? ''}`;
    const id = (type: string, part: string) => `${type}--${uuidOf(`${seed} ${part}`)}`;
    const step = {
      start: id('start', 'start'),
      check: id('action', 'check'),
      apply: id('action', 'apply'),
      undo: id('action', 'undo'),
      end: id('end', 'end'),
    };
    const agent = id('linux', 'agent');
    const moment = new Date(Date.parse(context.madeAt)).toISOString();
    const write = (name: string, text: string) => ({
      type: 'bash',
      description: `Write ${name}`,
      command_b64: base64(`cat > ${name} <<'MATOI'\n${text}MATOI\n`),
    });
    const run = (command: string) => ({ type: 'bash', command });
    const playbook = {
      type: 'playbook',
      spec_version: 'cacao-2.0',
      id: id('playbook', 'playbook'),
      name: `Matoi containment: ${context.option}`,
      description: 'Applies one containment option with nftables and undoes it when it fails. A named person must have released it.',
      playbook_types: ['mitigation'],
      created_by: id('identity', 'desk'),
      created: moment,
      modified: moment,
      workflow_start: step.start,
      workflow: {
        [step.start]: { type: 'start', on_completion: step.check },
        [step.check]: {
          type: 'action',
          name: 'Write and try the rules without loading them',
          commands: [...rules.files, ...rules.rollback].map((file) => write(file.name, file.text)),
          on_success: step.apply,
          on_failure: step.end,
          agent,
        },
        [step.apply]: {
          type: 'action',
          name: 'Load the rules in one transaction and reset sessions',
          commands: rules.apply.map((command) => run(command)),
          on_success: step.end,
          on_failure: step.undo,
          agent,
        },
        [step.undo]: {
          type: 'action',
          name: 'Roll back',
          commands: rules.undo.map((command) => run(command)),
          on_completion: step.end,
          agent,
        },
        [step.end]: { type: 'end' },
      },
      agent_definitions: { [agent]: { type: 'linux', name: 'gateway', address: { dname: ['gateway.example'] } } },
    };
    return {
      files: [{ name: 'matoi-cacao.json', text: `${JSON.stringify(playbook, null, 2)}\n` }],
      apply: ['Import matoi-cacao.json into the playbook engine, set the address of the gateway, have it released, run it'],
      rollback: rules.rollback,
      undo: rules.undo,
    };
  },
};

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCodePoint(byte);
  return btoa(binary);
}

/** The same plan gives the same ids. Four FNV-1a hashes in the shape of a UUID; they need not be secret, only stable. */
function uuidOf(text: string): string {
  const hex = [0, 1, 2, 3]
    .map((salt) => {
      let hash = 0x811c9dc5 ^ (salt * 0x9e3779b1);
      for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
