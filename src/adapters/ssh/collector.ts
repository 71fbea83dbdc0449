// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CollectEnd, Collector } from '../../exposure/collector.port.ts';

const readScript = () => readFileSync(SCRIPT);

const SCRIPT = fileURLToPath(new URL('./collector.sh', import.meta.url));

/**
 * The system's own client: its known_hosts, keys, jump hosts and agents. No terminal, no forwarding, no password prompt;
 * an unknown host key is refused, never learnt. The script goes in by standard input, so nothing is written there.
 */
export function sshCollector(program = 'ssh'): Collector {
  return {
    script: readScript,
    collect: (wanted) =>
      new Promise<CollectEnd>((resolve) => {
        const run = `${wanted.sudo ? 'sudo -n ' : ''}sh -s -- ${quoted(wanted.root)} ${wanted.nonce}`;
        const fixed = [
          '-T',
          '-o',
          'BatchMode=yes',
          '-o',
          'ClearAllForwardings=yes',
          '-o',
          'ServerAliveInterval=15',
          '-o',
          'ConnectTimeout=20',
        ];
        const child = spawn(program, [...fixed, ...wanted.sshArguments, '--', wanted.target, run], { stdio: ['pipe', 'pipe', 'pipe'] });
        const chunks: Buffer[] = [];
        let size = 0;
        let said = '';
        let tooMuch = false;
        child.stdout.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= wanted.most) chunks.push(chunk);
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
        child.stdin.end(readScript());
      }),
  };
}

/** One word for the remote shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
