// SPDX-License-Identifier: Apache-2.0
// Native validators of the dialects, where this machine has them, and the CACAO schema.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { render } from '../../../src/containment/render/render.ts';
import type { Target } from '../../../src/containment/render/target.ts';
import { chance, randomPolicy } from './random.ts';
import { removeTree } from '../../support/remove-tree.ts';

export type Line = { readonly ok: boolean; readonly text: string };

function run(command: string, args: readonly string[], input?: string): string | null {
  try {
    execFileSync(command, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: 30_000, ...(input === undefined ? {} : { input }) });
    return null;
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: Buffer; stdout?: Buffer };
    return `${String(stderr ?? '')}${String(stdout ?? '')}`.trim().split('\n').slice(-2).join(' | ') || 'failed';
  }
}

function has(command: string): boolean {
  return ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((folder) => existsSync(join(folder, command)));
}

/** Loading needs a network of its own: every command that touches the kernel runs in a fresh namespace. */
const alone = (...command: string[]): readonly string[] => ['-n', ...command];

type Check = {
  readonly target: Target;
  readonly program: string;
  readonly root: boolean;
  readonly check: (folder: string) => string | null;
};

const checks: readonly Check[] = [
  {
    target: 'nftables',
    program: 'nft',
    root: true,
    check: (folder) => run('unshare', alone('nft', '-c', '-f', join(folder, 'matoi.nft'))),
  },
  {
    target: 'iptables',
    program: 'iptables-restore',
    root: true,
    check: (folder) =>
      run(
        'unshare',
        alone(
          'sh',
          '-ec',
          `cd ${folder}; for f in 4 6; do ipset restore -exist < matoi.ipset$f; done; iptables-restore --test --noflush < matoi.rules4; ip6tables-restore --test --noflush < matoi.rules6`,
        ),
      ),
  },
  {
    target: 'squid',
    program: 'squid',
    root: false,
    check(folder) {
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-keyout',
          join(folder, 'key.pem'),
          '-out',
          join(folder, 'cert.pem'),
          '-subj',
          '/CN=proxy',
          '-days',
          '2',
        ],
        { stdio: 'ignore' },
      );
      writeFileSync(join(folder, 'sq.pem'), readFileSync(join(folder, 'key.pem'), 'utf8') + readFileSync(join(folder, 'cert.pem'), 'utf8'));
      writeFileSync(
        join(folder, 'squid.conf'),
        `http_port 127.0.0.1:3199 ssl-bump generate-host-certificates=off tls-cert=${folder}/sq.pem\nvisible_hostname lab\ncache_log ${folder}/cache.log\naccess_log none\npid_filename none\ninclude ${folder}/matoi-access.conf\nhttp_access allow all\ninclude ${folder}/matoi-bump.conf\n`,
      );
      return run('squid', ['-k', 'parse', '-f', join(folder, 'squid.conf')]);
    },
  },
  {
    target: 'unbound-rpz',
    program: 'named-checkzone',
    root: false,
    check: (folder) => run('named-checkzone', ['rpz.matoi', join(folder, 'rpz.matoi')]),
  },
  {
    target: 'unbound-rpz',
    program: 'unbound-checkconf',
    root: false,
    check(folder) {
      const conf = readFileSync(join(folder, 'matoi-unbound.conf'), 'utf8').replace(
        '/var/lib/unbound/rpz.matoi',
        join(folder, 'rpz.matoi'),
      );
      writeFileSync(join(folder, 'unbound.conf'), `server:\n  directory: "${folder}"\n  chroot: ""\n  username: ""\n${conf}`);
      return run('unbound-checkconf', [join(folder, 'unbound.conf')]);
    },
  },
  {
    target: 'bind-rpz',
    program: 'named-checkzone',
    root: false,
    check: (folder) => run('named-checkzone', ['rpz.matoi', join(folder, 'db.rpz.matoi')]),
  },
  {
    target: 'dnsmasq',
    program: 'dnsmasq',
    root: false,
    check: (folder) => run('dnsmasq', ['--test', `--conf-file=${join(folder, 'matoi-dnsmasq.conf')}`]),
  },
  {
    target: 'pac',
    program: 'node',
    root: false,
    check(folder) {
      try {
        return new Script(readFileSync(join(folder, 'matoi.pac'), 'utf8')) instanceof Script ? null : 'not a script';
      } catch (error) {
        return String(error);
      }
    },
  },
];

/** Each validator over `count` random plans, every file written and the validator's own word taken. */
export async function nativeValidators(count: number): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { target, program, root, check } of checks) {
    if (program !== 'node' && !has(program)) {
      lines.push({ ok: true, text: `SKIPPED ${target}: ${program} is not installed` });
      continue;
    }
    if (root && process.getuid?.() !== 0) {
      lines.push({ ok: true, text: `SKIPPED ${target}: ${program} needs root` });
      continue;
    }
    const random = chance(7);
    const faults: string[] = [];
    const rounds = target === 'squid' ? Math.min(count, 20) : count;
    for (let index = 0; index < rounds; index += 1) {
      const policy = randomPolicy(random, random.pick(['none', 'dns', 'sni'] as const));
      const folder = mkdtempSync(join(tmpdir(), 'matoi-validate-'));
      for (const file of render(policy, target, { madeAt: '2026-03-19T09:00:00.000Z', option: 'balanced' }).files)
        writeFileSync(join(folder, file.name), file.text);
      const fault = check(folder);
      if (fault !== null) faults.push(fault);
      removeTree(folder);
    }
    lines.push({
      ok: faults.length === 0,
      text: `${program} on ${target}: ${rounds} plans, ${faults.length} refused${faults[0] === undefined ? '' : ` (${faults[0]})`}`,
    });
  }
  return lines;
}

export const cacaoSchemas = new URL('../../../../shared/data/containment/cacao-schemas/', import.meta.url);

/** Playbooks against the CACAO 2.0 schemas of the OASIS open repository, which lie beside this repository when they are there. */
export async function checkCacao(count: number): Promise<readonly Line[]> {
  if (!existsSync(cacaoSchemas)) return [{ ok: true, text: 'SKIPPED cacao: the CACAO schemas are not beside this repository' }];
  const require = createRequire(import.meta.url);
  const { default: Ajv } = require('ajv') as {
    default: new (
      options: object,
    ) => { addSchema: (schema: object) => void; getSchema: (id: string) => ((value: unknown) => boolean) & { errors?: unknown } };
  };
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const folders = ['', ...readdirSync(cacaoSchemas).filter((name) => !name.includes('.'))];
  let playbookId = '';
  for (const folder of folders)
    for (const name of readdirSync(new URL(folder === '' ? '.' : `${folder}/`, cacaoSchemas)).filter((one) => one.endsWith('.json'))) {
      const schema = JSON.parse(readFileSync(new URL(`${folder === '' ? '' : `${folder}/`}${name}`, cacaoSchemas), 'utf8')) as {
        $id: string;
        $schema?: string;
      };
      ajv.addSchema(schema);
      if (name === 'playbook.json') playbookId = schema.$id;
    }
  const validate = ajv.getSchema(playbookId);
  const random = chance(11);
  let faults = 0;
  let first = '';
  for (let index = 0; index < count; index += 1) {
    const rendered = render(randomPolicy(random, 'none'), 'cacao', { madeAt: '2026-03-19T09:00:00.000Z', option: 'balanced' });
    if (!validate(JSON.parse(rendered.files[0]?.text ?? ''))) {
      faults += 1;
      first ||= JSON.stringify(validate.errors).slice(0, 400);
    }
  }
  // The check itself must be able to fail.
  const broken = validate({ type: 'playbook' });
  return [{ ok: faults === 0 && !broken, text: `CACAO 2.0 schema: ${count} playbooks, ${faults} refused ${first}` }];
}
