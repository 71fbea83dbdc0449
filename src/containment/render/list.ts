// SPDX-License-Identifier: Apache-2.0
import { plusDays } from '../../common/civil-day.ts';
import { contains, formatRange, parseRange } from '../../common/address/ip-range.ts';
import { innerV4 } from '../../common/address/embedded-v4.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { baseOf, isTree } from '../address/name.ts';
import { without } from '../policy/listed-rules.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Rule } from '../policy/rule.ts';
import { minimal } from './names.ts';
import { cannot } from './project.ts';
import type { Cannot, RenderContext, Renderer } from './target.ts';

/** So long an entry stands where nobody says otherwise: addresses find other tenants, and lists are forgotten. */
const DAYS = 30;

/**
 * Plain lists of what is closed, for devices and services that take a feed or an upload: FortiGate external resources,
 * UTMs, Cisco Umbrella, Cloudflare Gateway. A list knows no order, no exceptions and no "everything but these".
 */
export const list: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    // IPv4 inside IPv6 is the IPv4: a list that names the one would hold the other.
    const paths = rulesOf(policy, 'path').flatMap((rule) =>
      rule.ranges.flatMap((text) => {
        const range = parseRange(text);
        return range === null ? [] : [range, innerV4(range) ?? range];
      }),
    );
    const left: Cannot[] = [
      cannot(
        'base',
        'リストに順序や例外は書けません。残すサービスや担当者の経路は、あらかじめ範囲から抜いてあります。リストが宛先だけに効くか、送信元にも効くかは装置の設定によります',
        'A list knows no order and no exceptions: what is kept, and the responders’ path, is taken out of its ranges beforehand. Whether it holds for destinations only or for sources too is the device’s setting',
      ),
      cannot(
        'base',
        '期限が来ても、リストの行は自然には消えません。期限（CSV の expires）に取り除く人を決めてください',
        'Nothing takes an entry out when its time is up: name somebody who does, on the day in the CSV (expires)',
      ),
    ];
    if (policy.base === 'deny')
      left.push(
        cannot(
          'base',
          '「残すもの以外をすべて止める」ことはできません。止まるのは、リストにある宛先だけです',
          '"Everything but what is kept" cannot be said: only what is on the list is closed',
        ),
      );
    const rules = policy.rules.flatMap((rule): Rule[] => {
      if (rule.kind === 'name') return [rule];
      if (rule.kind === 'address') return withoutPaths(rule, paths, left);
      if (rule.kind === 'isolate') left.push(cannot(rule, '端末の隔離はできません', 'A list isolates no computer'));
      if (rule.kind === 'pair')
        left.push(cannot(rule, '一台の端末だけに禁じることはできません', 'Nothing can be forbidden to one computer alone'));
      return [];
    });
    return { policy: { base: 'allow', names: 'dns', internal: policy.internal, rules }, cannot: left };
  },
  write(policy, context) {
    const addresses = [...new Set(closedAddresses(policy))];
    const names = minimal(rulesOf(policy, 'name').map((rule) => rule.pattern));
    const trees = names.filter((name) => isTree(name)).map((name) => baseOf(name));
    const exact = names.filter((name) => !isTree(name));
    const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
    const entries = [
      ...addresses.map((value) => ({ type: value.includes('/') ? 'range' : 'address', value })),
      ...exact.map((value) => ({ type: 'name', value })),
      ...trees.map((value) => ({ type: 'name-and-below', value })),
    ];
    return {
      files: [
        // Some devices refuse a whole list for one line of the other family.
        { name: 'matoi-addresses.txt', text: lines(addresses.filter((text) => !text.includes(':'))) },
        { name: 'matoi-addresses-v6.txt', text: lines(addresses.filter((text) => text.includes(':'))) },
        { name: 'matoi-names.txt', text: lines(exact) },
        { name: 'matoi-names-and-below.txt', text: lines(trees) },
        { name: 'matoi-list.csv', text: csvOf(entries, context, 'add') },
      ],
      apply: [
        'put matoi-addresses.txt (IPv4), matoi-addresses-v6.txt and the two lists of names where the device fetches its feed, or upload them; use the lists in a rule that denies, above your own permits',
        'matoi-names.txt: the name alone (Cloudflare: type hostname). matoi-names-and-below.txt: the name and all below it (Umbrella, Cloudflare: type domain; FortiGate: write *. in front)',
        'give matoi-list.csv to whoever keeps the lists: it says the case and the day on which each entry is to go',
      ],
      rollback: [
        { name: 'matoi-list-undo.csv', text: csvOf(entries, context, 'remove') },
        { name: 'matoi-list-empty.txt', text: '' },
      ],
      undo: [
        'take the entries of matoi-list-undo.csv out of the lists; where only Matoi’s are in them, put matoi-list-empty.txt in their place',
        'some devices keep their last list when a feed is empty: take the list out of the rule too, and try one of the entries',
      ],
    };
  },
};

/** A rule's range without the responders' path, which is open on every port then: as many rules as there are pieces. */
function withoutPaths(rule: Extract<Rule, { kind: 'address' }>, paths: readonly Range[], left: Cannot[]): Rule[] {
  const range = parseRange(rule.range);
  if (range === null || !paths.some((path) => contains(range, path) || contains(path, range))) return [rule];
  left.push(
    cannot(
      rule,
      `${rule.range} のうち、担当者の経路の部分はリストに載せません`,
      `The responders' path inside ${rule.range} is not put on the list`,
    ),
  );
  return without(range, paths).map((piece, at) => ({
    ...rule,
    id: at === 0 ? rule.id : `${rule.id}-${at + 1}`,
    range: formatRange(piece),
  }));
}

function csvOf(
  entries: readonly { readonly type: string; readonly value: string }[],
  { madeAt, option, caseNumber, expires }: RenderContext,
  action: 'add' | 'remove',
): string {
  const day = expires ?? plusDays(madeAt.slice(0, 10), DAYS);
  // Addresses, names, days and numbers of cases: no cell needs quotes.
  const row = (cells: readonly string[]) => `${cells.join(',')}\r\n`;
  return [
    row(['action', 'type', 'value', 'expires', 'case', 'option', 'made']),
    ...entries.map(({ type, value }) => row([action, type, value, day, caseNumber ?? '', option, madeAt])),
  ].join('');
}
