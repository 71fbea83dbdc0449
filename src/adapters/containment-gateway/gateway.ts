// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { LISTING } from '../../containment/apply/enforcer.port.ts';
import type { OpenEnforcer } from '../../containment/apply/enforcer.port.ts';

/** Where the files of a plan lie on the gateway. */
const ROOT = '/var/lib/matoi-containment';

/** A host name, address or ssh alias with an optional user; nothing that ssh(1) could read as an option. */
const HOST = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(@[A-Za-z0-9_][A-Za-z0-9_.:-]*)?$/;

/** `local` runs sh here; anything else runs it over ssh(1) with the operator's own configuration, never asking for a password. */
export function gateways(root = ROOT): OpenEnforcer {
  return (where, folder) => {
    if (where !== 'local' && !HOST.test(where)) throw new RangeError(`not a host: ${where}`);
    if (!/^[A-Za-z0-9_-]+$/.test(folder)) throw new RangeError(`not a folder: ${folder}`);
    const home = join(root, folder);
    const shell = (script: string, input = '') =>
      where === 'local'
        ? program('sh', ['-c', script], input)
        : program('ssh', ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '--', where, script], input);
    return {
      async put(files) {
        for (const file of files) {
          const { code, output } = await shell(
            `umask 077 && mkdir -p ${home} && cat > ${home}/${file.name}.new && mv ${home}/${file.name}.new ${home}/${file.name}`,
            file.text,
          );
          if (code !== 0) throw new Error(`cannot write ${file.name} at ${where}: ${output.trim()}`);
        }
      },
      run: (script) => shell(`sh ${home}/${script}`),
      async listing() {
        const { code, output } = await shell(LISTING);
        const said = output.trim().split('\n').at(-1) ?? '';
        if (code === 0 && said === 'gone') return { is: 'gone' };
        return code === 0 && /^[0-9a-f]{64}$/.test(said) ? { is: 'loaded', sha256: said } : { is: 'unreachable' };
      },
      async undone() {
        const { output } = await shell(`cat ${home}/cause 2>/dev/null`);
        const [because, how] = output.trim().split(' ');
        return because === 'no-confirmation' || because === 'path-dead' ? { because, putBack: how === 'put-back' } : null;
      },
    };
  };
}

function program(command: string, args: readonly string[], input: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString('utf8')));
    child.stderr.on('data', (data: Buffer) => (output += data.toString('utf8')));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
