// SPDX-License-Identifier: Apache-2.0
import { Modal } from '@mantine/core';
import { common } from '../../i18n/common.ts';
import { frameWords } from '../../i18n/frame.ts';
import { useWords } from '../../i18n/lang.tsx';
import { FactList } from '../../ui/fact-list.tsx';

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
  const c = useWords(common);
  return (
    <Modal opened onClose={onClose} title={w.keysTitle} closeButtonProps={{ 'aria-label': c.close }}>
      <FactList facts={KEYS.map(([id, keys]) => ({ name: keys, value: w.keys[id] }))} />
    </Modal>
  );
}
