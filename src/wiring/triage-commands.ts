// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { importAdvisories, NothingToImport } from '../adapters/advisories/import.ts';
import { openMirror } from '../adapters/advisories/mirror.ts';
import { kevSeed } from '../adapters/advisories/seed.ts';
import { advisoryFolder, openAdvisories } from '../adapters/advisories/store.ts';
import { scoreVector } from '../adapters/cvss/cvss.ts';
import { readInventory } from '../adapters/inventory-files/inventory-files.ts';
import { domains } from '../adapters/mail-authentication/domains.ts';
import { mailAuthentication } from '../adapters/mail-authentication/mail-authentication.ts';
import { recordedResolver, systemResolver } from '../adapters/mail-authentication/resolver.ts';
import { rawIntentRules } from '../adapters/triage-rules/triage-rules.ts';
import { typstPrinter } from '../adapters/typst/print-sheet.ts';
import type { CommandSpec } from '../edge/command.ts';
import { err, ok } from '../kernel/result.ts';
import { keysOf } from '../triage/advisory-key.ts';
import type { AdvisoryFiles } from '../triage/advisory-files.port.ts';
import { triageCommands } from '../triage/commands.ts';
import type { Chosen } from '../triage/commands.ts';
import type { ExamineDeps } from '../triage/examine.ts';
import { parseRules } from '../triage/intent-rule.ts';
import type { IntentRule } from '../triage/intent-rule.ts';
import type { MailAuthentication } from '../triage/mail-authentication.port.ts';
import type { Base } from './base.ts';
import { listed, ownDomains } from './own-names.ts';
import { readableMail } from './triage-mail.ts';

/** Milliseconds for one name look-up. */
const DNS_TIMEOUT = 3000;

/** Triage without a store: `matoi triage FILE` works on a machine that has nothing but the file. */
export function commandsOfTriage(base: Base): readonly CommandSpec[] {
  return triageCommands({
    clock: base.clock,
    hash: base.hash,
    advisories: advisoryFiles(base),
    readInventory,
    openMirror: (where) => openMirror(where, advisoryFolder(base.dataFolder)),
    mirror: base.env['MATOI_ADVISORY_MIRROR'] ?? null,
    examiner: examinerOf(base),
    print: typstPrinter(base.env),
  });
}

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
  const kept: { rules: readonly IntentRule[] | null } = { rules: null };
  return (chosen) => {
    kept.rules ??= parseRules(rawIntentRules());
    const on = chosen.lookUps === 'system' || base.env['MATOI_DNS'] === 'system';
    return Promise.resolve({
      readMail: readableMail,
      rules: kept.rules,
      authentication: authentication({ ...chosen, lookUps: on ? 'system' : 'off' }),
      domains,
      scoreVector,
      ownServers: [...chosen.ownServers, ...listed(base.env['MATOI_OWN_SERVERS'])],
      ownDomains: [...chosen.ownDomains, ...ownDomains(base.env)],
    });
  };
}
