// SPDX-License-Identifier: Apache-2.0
import { decodeTextLeniently } from '../../common/decode-text.ts';
import { err } from '../../kernel/result.ts';
import { importInventory } from './inventory-import.ts';
import type { ImportFormat } from './inventory-import.ts';

export type ListFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly format: ImportFormat;
  readonly region: string | null;
  readonly service: string | null;
};

/** Reads a list of services as it came; one that holds nothing, or breaks its own form, says so. */
export function readServices(file: ListFile, name: string): ReturnType<typeof importInventory> {
  const text = decodeTextLeniently(file.bytes);
  try {
    const read = importInventory(file.format, text, { source: name, region: file.region, service: file.service });
    return read.ok && read.value.services.length === 0 ? err('no entries') : read;
  } catch (error) {
    return err(error instanceof Error ? error.message.slice(0, 200) : 'unknown');
  }
}
