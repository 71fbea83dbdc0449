// SPDX-License-Identifier: Apache-2.0
import type { Renderer } from './target.ts';
import { denials, projectDenials, undoFirst } from './vendor.ts';
import type { Denial } from './vendor.ts';

/** PAN-OS 11 `set` commands. Rules are moved to the top in their order. */
export const panOs: Renderer = {
  proof: 'not-on-device',
  project: projectDenials,
  write(policy) {
    const rules = oneClosing(denials(policy));
    return {
      files: [
        {
          name: 'matoi-pan-os.txt',
          text: `${rules
            .flatMap((rule) => ruleLines(rule))
            .concat(order(rules))
            .join('\n')}\n`,
        },
      ],
      apply: [
        undoFirst,
        'save config to before-matoi.xml',
        'configure',
        'paste matoi-pan-os.txt',
        'validate full',
        'commit',
        'clear session all',
      ],
      rollback: [{ name: 'matoi-pan-os-undo.txt', text: `${rules.flatMap((rule) => undoLines(rule)).join('\n')}\n` }],
      undo: ['configure', 'paste matoi-pan-os-undo.txt', 'commit'],
    };
  },
};

/**
 * "Everything but these" over one family would forbid the whole other family here, because a rule holds for both:
 * the two closings become one, at the end, after every permission.
 */
function oneClosing(rules: readonly Denial[]): readonly Denial[] {
  const closing = rules.filter((rule) => rule.name.startsWith('matoi-closed-'));
  const [first] = closing;
  if (first === undefined) return rules;
  const known = closing.flatMap((rule) => rule.dst ?? []);
  const joined: Denial = {
    ...first,
    name: 'matoi-closed',
    dst: known.length === 0 ? [everything[4], everything[6]] : known,
    dstNot: known.length > 0,
  };
  return [...rules.filter((rule) => !closing.includes(rule)), joined];
}

const list = (texts: readonly string[] | null) => (texts === null ? 'any' : `[ ${texts.join(' ')} ]`);
const everything = { 4: '0.0.0.0/0', 6: '::/0' } as const;

function ruleLines(rule: Denial): string[] {
  const head = `set rulebase security rules ${rule.name}`;
  const services =
    rule.ports === null ? null : (['tcp', 'udp'] as const).filter((proto) => rule.ports!.some((span) => span.proto === proto));
  return [
    ...(services ?? []).map(
      (proto) =>
        `set service ${rule.name}-${proto} protocol ${proto} port ${rule
          .ports!.filter((span) => span.proto === proto)
          .map((span) => (span.from === span.to ? span.from : `${span.from}-${span.to}`))
          .join(',')}`,
    ),
    `${head} from any to any application any`,
    `${head} source ${list(rule.src)}`,
    ...(rule.srcNot ? [`${head} negate-source yes`] : []),
    `${head} destination ${list(rule.dst)}`,
    ...(rule.dstNot ? [`${head} negate-destination yes`] : []),
    `${head} service ${services === null ? 'any' : `[ ${services.map((proto) => `${rule.name}-${proto}`).join(' ')} ]`}`,
    `${head} action ${rule.action === 'permit' ? 'allow' : 'drop'} log-end yes`,
  ];
}

function order(rules: readonly Denial[]): string[] {
  return rules.toReversed().map((rule) => `move rulebase security rules ${rule.name} top`);
}

function undoLines(rule: Denial): string[] {
  const services = rule.ports === null ? [] : (['tcp', 'udp'] as const).filter((proto) => rule.ports!.some((span) => span.proto === proto));
  return [`delete rulebase security rules ${rule.name}`, ...services.map((proto) => `delete service ${rule.name}-${proto}`)];
}
