// SPDX-License-Identifier: Apache-2.0
// Names of hosts that are compared: in lower case, without the dot at their end.

/** Whether a host is this name or lies below it: `www.evil.example` below `evil.example`, `notevil.example` not. The empty name holds none. */
export function isAtOrBelow(host: string, name: string): boolean {
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

/** The longest of these names that the host is or lies below; null: none. One look-up for each of its labels. */
export function nameAbove(names: ReadonlySet<string>, host: string): string | null {
  for (let at = 0; at !== -1; at = nextLabel(host, at)) {
    const name = at === 0 ? host : host.slice(at);
    if (name !== '' && names.has(name)) return name;
  }
  return null;
}

function nextLabel(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot === -1 ? -1 : dot + 1;
}
