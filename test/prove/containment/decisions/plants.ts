// SPDX-License-Identifier: Apache-2.0
// Faults of each kind that was met in the field: in the list, in the plan, in what is written, in what is said.
import type { Explanation } from '../../../../src/containment/plan/explain.ts';
import type { Plan } from '../../../../src/containment/plan/plan.ts';
import type { Tamper } from './asked.ts';

export type Plant = {
  readonly list?: (list: string) => string;
  readonly plan?: (plan: Plan) => Plan;
  readonly written?: Tamper;
  readonly texts?: (texts: Explanation) => Explanation;
};

const everyOption = (plan: Plan, change: (option: Plan['recommended']) => Plan['recommended']): Plan => ({
  ...plan,
  options: plan.options.map(change),
  recommended: change(plan.recommended),
});
const say = (texts: Explanation, from: RegExp, to: string): Explanation => ({
  ...texts,
  public: { ...texts.public, en: texts.public.en.replace(from, to) },
  executives: { ...texts.executives, en: texts.executives.en.replace(from, to) },
});
/** Changes the lines of what is written for packet filters. */
const lines =
  (keep: (line: string, chain: string) => boolean): Tamper =>
  (_, files) =>
    files.map((file) => {
      let chain = '';
      const kept = file.text.split('\n').filter((line) => {
        chain = /^\tchain (\S+) \{$/.exec(line)?.[1] ?? /^-A (\S+) /.exec(line)?.[1] ?? chain;
        return keep(line, chain);
      });
      return { ...file, text: kept.join('\n') };
    });
const ofGateway = (chain: string) => chain === 'from_gateway' || chain === 'MATOI-OUT';

export const plants: Readonly<Record<string, Plant>> = {
  // The roll-back in place of the block.
  'roll-back-for-block': { written: (_, files, rollback) => files.map((file, at) => ({ ...file, text: rollback[at]?.text ?? '' })) },
  'listed-range-shrinks': {
    plan: (plan) =>
      everyOption(plan, (option) => ({
        ...option,
        rules: option.rules.map((rule) => (rule.kind === 'address' ? { ...rule, range: rule.range.split('/')[0] ?? '' } : rule)),
      })),
  },
  'range-as-one-address': { list: (list) => list.replaceAll(/^([0-9.]+)( ?\/ ?[0-9.]+| ?-[0-9.]+)(:\d+)?$/gm, '$1') },
  'kept-cut-by-wider-range': {
    plan: (plan) =>
      everyOption(plan, (option) => ({
        ...option,
        rules: [
          ...option.rules,
          ...plan.overlaps
            .filter((one) => one.end === 'left-open' && one.listed.includes('/'))
            .map((one, at) => ({ id: `x${at}`, kind: 'address' as const, reason: 'indicator' as const, range: one.listed })),
        ],
      })),
  },
  'overlap-not-said': { plan: (plan) => ({ ...plan, overlaps: [] }) },
  'promised-path-without-rule': {
    plan: (plan) => everyOption(plan, (option) => ({ ...option, rules: option.rules.filter((rule) => rule.kind !== 'path') })),
  },
  'stopped-not-counted': { plan: (plan) => everyOption(plan, (option) => ({ ...option, stopped: [] })) },
  'ipv4-inside-ipv6-forgotten': {
    written: (_, files) =>
      files.map((file) => ({
        ...file,
        text: file.text.replaceAll(/\b(?:64:ff9b:|2002:)[0-9a-f:]+(?:\/\d+)?/g, '2001:db8:dead::1'),
      })),
  },
  'unread-lines-without-trace': {
    plan: (plan) => ({ ...plan, inputs: { ...plan.inputs, notRead: { ...plan.inputs.notRead, indicatorLines: 0 } } }),
  },
  'listed-names-not-said': {
    plan: (plan) =>
      everyOption(plan, (option) => ({
        ...option,
        residual: { ...option.residual, reasons: option.residual.reasons.filter((one) => one.code !== 'listed-names-open') },
      })),
  },
  'public-promises-more': {
    texts: (texts) =>
      say(
        texts,
        /Part of the malicious traffic confirmed so far is not stopped by these measures alone; other measures are being taken/,
        'All malicious traffic confirmed so far is stopped by these measures',
      ),
  },
  'executives-nothing-stops': { texts: (texts) => say(texts, /\d+ services? stops?,/, '0 services stop,') },
  'rule-forgotten': {
    plan: (plan) => everyOption(plan, (option) => ({ ...option, rules: option.rules.filter((rule) => rule.kind !== 'isolate') })),
  },
  'own-names-closed': {
    plan: (plan) => everyOption(plan, (option) => ({ ...option, rules: option.rules.filter((rule) => rule.reason !== 'own') })),
  },
  'own-networks-cut': {
    plan: (plan) =>
      everyOption(plan, (option) => ({
        ...option,
        rules: [
          ...option.rules,
          { id: 'own', kind: 'name' as const, reason: 'indicator' as const, pattern: 'x.example' },
          { id: 'own-a', kind: 'address' as const, reason: 'indicator' as const, range: '8.0.0.0/6' },
        ],
      })),
  },
  // A base that closes everything, the errors about what it lets pass included.
  'errors-of-kept-stopped': { written: lines((line) => !/^\s*ct state related|--ctstate RELATED/.test(line)) },
  // Programs of the gateway itself pass by the rules.
  'gateway-not-in-the-plan': { written: lines((line, chain) => !(ofGateway(chain) && /(\bdrop|-j DROP)$/.test(line))) },
  // The gateway cannot reach the path on which it looks whether the path lives.
  'gateway-without-path': { written: lines((line, chain) => !(ofGateway(chain) && /@path|matoi-path/.test(line))) },
};
