// SPDX-License-Identifier: Apache-2.0

/**
 * A random UUID (RFC 9562, version 4). `crypto.randomUUID` exists only where the browser trusts the connection, and a desk
 * that is opened over plain http in its own network is not trusted; random bytes exist everywhere.
 */
export function newId(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  const hex = [...bytes.subarray(0, 16)].map((byte, at) => {
    const set = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return set.toString(16).padStart(2, '0');
  });
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)].map((part) => part.join('')).join('-');
}
