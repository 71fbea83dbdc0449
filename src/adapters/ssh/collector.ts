// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Afar, CollectEnd, Collector } from '../../exposure/collect/collector.port.ts';

const readScript = () => readFileSync(SCRIPT);

const SCRIPT = fileURLToPath(new URL('./collector.sh', import.meta.url));

/** What the answers to kernel questions may come to: a path and four letters for each finding. */
const MOST_ANSWERS = 500_000_000;

const FIXED = [
  '-T',
  '-o',
  'BatchMode=yes',
  '-o',
  'ClearAllForwardings=yes',
  '-o',
  'ServerAliveInterval=15',
  '-o',
  'ConnectTimeout=20',
] as const;

/**
 * The system's own client: its known_hosts, keys, jump hosts and agents. No terminal, no forwarding, no password prompt;
 * an unknown host key is refused, never learnt. Scripts go in by standard input or in the command, so nothing is written
 * there; the word that parts the sections is made there and stands in no argument that others on that host could read.
 */
export function sshCollector(program = 'ssh'): Collector {
  return {
    script: readScript,
    collect: (afar, root, most) => remote(program, afar, `sh -s -- ${quoted(root)}`, readScript(), most),
    shell: (afar) => ({
      atOnce: 1,
      async run(script, input) {
        const { bytes, exitCode, said } = await remote(program, afar, `sh -c ${quoted(script)}`, input, MOST_ANSWERS);
        return { stdout: bytes, code: exitCode, said };
      },
    }),
  };
}

function remote(program: string, afar: Afar, command: string, input: Uint8Array, most: number): Promise<CollectEnd> {
  return new Promise((resolve) => {
    const run = `${afar.sudo ? 'sudo -n ' : ''}${command}`;
    const child = spawn(program, [...FIXED, ...afar.sshArguments, '--', afar.target, run], { stdio: ['pipe', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let size = 0;
    let said = '';
    let tooMuch = false;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else if (!tooMuch) {
        tooMuch = true;
        child.kill();
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < 20_000) said += chunk.toString('latin1');
    });
    child.on('error', (error) => resolve({ bytes: new Uint8Array(), exitCode: null, said: error.message, tooMuch: false }));
    child.on('close', (exitCode) => resolve({ bytes: Buffer.concat(chunks), exitCode, said, tooMuch }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** One word for the remote shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
