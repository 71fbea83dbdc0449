// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { importAdvisories, NothingToImport } from '../../adapters/advisories/import.ts';
import { openMirror } from '../../adapters/advisories/mirror.ts';
import { fetchOutside } from '../../adapters/outside-http/fetch-outside.ts';
import { kevSeed } from '../../adapters/advisories/seed.ts';
import { advisoryFolder, openAdvisories } from '../../adapters/advisories/store.ts';
import { scoreVector } from '../../adapters/cvss/cvss.ts';
import { readParts } from '../../adapters/documents/read-parts.ts';
import { readInventory } from '../../adapters/inventory-files/inventory-files.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { mailAuthentication } from '../../adapters/mail-authentication/mail-authentication.ts';
import { recordedResolver, systemResolver } from '../../adapters/mail-authentication/resolver.ts';
import { rawIntentRules, rawKindRules } from '../../adapters/triage-rules/triage-rules.ts';
import type { CommandSpec } from '../../edge/command.ts';
import { err, ok } from '../../kernel/result.ts';
import { keysOf } from '../../triage/advisory/advisory-key.ts';
import type { AdvisoryFiles } from '../../triage/advisory/advisory-files.port.ts';
import { triageCommands } from '../../triage/commands.ts';
import type { Chosen } from '../../triage/commands.ts';
import type { ExamineDeps } from '../../triage/examination/examine.ts';
import { parseRules } from '../../triage/intent/intent-rule.ts';
import type { IntentRule } from '../../triage/intent/intent-rule.ts';
import { parseKindRules } from '../../triage/kind/kind-rule.ts';
import type { KindRule } from '../../triage/kind/kind-rule.ts';
import type { MailAuthentication } from '../../triage/mail/mail-authentication.port.ts';
import type { Base } from '../base/base.ts';
import { printerOf } from '../base/printer.ts';
import { obeyProxiesOf } from '../base/outside.ts';
import { settingsOf } from '../base/settings.ts';

/** Milliseconds for one name look-up. */
const DNS_TIMEOUT = 3000;

/** Triage without a store: `matoi triage FILE` works on a machine that has nothing but the file. */
export function commandsOfTriage(base: Base): readonly CommandSpec[] {
  return triageCommands({
    clock: base.clock,
    hash: base.hash,
    advisories: advisoryFiles(base),
    readInventory,
    assets: async () => {
      const [opened, { createTriageStore }] = await Promise.all([base.open(), import('../../adapters/postgres/triage-store.ts')]);
      return { journal: opened.journal, store: createTriageStore(opened.database), readInventory, hash: base.hash };
    },
    openMirror(where) {
      // Advisories are fetched without an open desk.
      obeyProxiesOf(base.env);
      return openMirror(where, advisoryFolder(base.dataFolder), fetchOutside);
    },
    mirror: settingsOf(base.env).MATOI_ADVISORY_MIRROR,
    examiner: examinerOf(base),
    print: printerOf(base),
  });
}

/** Published advisories below the data folder, as triage reads and imports them. */
export function advisoryFiles(base: Pick<Base, 'dataFolder' | 'clock'>): AdvisoryFiles {
  const folder = advisoryFolder(base.dataFolder);
  return {
    open: () => openAdvisories(folder, [kevSeed(keysOf)]),
    async import(request) {
      if (!existsSync(request.path)) return err('absent');
      try {
        return ok(await importAdvisories({ folder, now: base.clock.now, keysOf }, request));
      } catch (error) {
        if (error instanceof NothingToImport) return err('empty');
        throw error;
      }
    },
  };
}

function authentication(chosen: Chosen): MailAuthentication {
  if (chosen.recorded !== null) {
    const records = JSON.parse(readFileSync(chosen.recorded, 'utf8')) as Record<string, Record<string, unknown>>;
    return mailAuthentication('recorded', recordedResolver(records));
  }
  if (chosen.lookUps === 'off') return mailAuthentication('off');
  return mailAuthentication('on', systemResolver({ timeoutMs: DNS_TIMEOUT }));
}

/** What examining a mail needs, without a store. Look-ups go out only where a person switched them on (MATOI_DNS=system or --dns). */
export function examinerOf(base: Pick<Base, 'env'>): (chosen: Chosen) => Promise<Omit<ExamineDeps, 'advisories' | 'hash'>> {
  const kept: { rules: readonly IntentRule[] | null; kindRules: readonly KindRule[] | null } = { rules: null, kindRules: null };
  return (chosen) => {
    kept.rules ??= parseRules(rawIntentRules());
    kept.kindRules ??= parseKindRules(rawKindRules());
    const on = chosen.lookUps === 'system' || settingsOf(base.env).MATOI_DNS === 'system';
    return Promise.resolve({
      readMail,
      readParts,
      rules: kept.rules,
      kindRules: kept.kindRules,
      authentication: authentication({ ...chosen, lookUps: on ? 'system' : 'off' }),
      domains,
      scoreVector,
      ownServers: [...chosen.ownServers, ...settingsOf(base.env).MATOI_OWN_SERVERS],
      ownDomains: [...chosen.ownDomains, ...settingsOf(base.env).MATOI_OWN_DOMAINS],
    });
  };
}
