// SPDX-License-Identifier: Apache-2.0
import { unpackRules } from '../../adapters/log-yaml/unpack-rules.ts';
import { readYaml } from '../../adapters/log-yaml/yaml.ts';
import { createRuleStore } from '../../adapters/postgres/hunt-rule-store.ts';
import { openRuleSet } from '../../hunt/rules/rule-set.ts';
import type { Base, OpenState } from '../base/base.ts';

/** The rules of an open desk; compiled once for each state of their list. */
export function rulesOf(base: Base, opened: OpenState) {
  const store = createRuleStore(opened.database);
  return { store, unpack: unpackRules, set: openRuleSet({ store, readYaml, hash: base.hash }) };
}
