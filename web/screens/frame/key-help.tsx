// SPDX-License-Identifier: Apache-2.0

import { frameWords } from './words.ts';
import { useWords } from '../../lang/lang.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Dialog } from '../../components/dialog.tsx';

const KEYS = [
  ['palette', 'Ctrl/⌘ K'],
  ['down', 'j'],
  ['up', 'k'],
  ['open', 'Enter'],
  ['note', 'm'],
  ['go', 'g → n r c p o s'],
  ['help', '?'],
  ['escape', 'Esc'],
] as const;

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  return (
    <Dialog onClose={onClose} title={w.keysTitle}>
      <FactList facts={KEYS.map(([id, keys]) => ({ name: keys, value: w.keys[id] }))} />
    </Dialog>
  );
}
