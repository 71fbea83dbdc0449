// SPDX-License-Identifier: Apache-2.0
import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { auth } from '../../api/auth.ts';
import type { Person } from '../../api/session.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { forgetDrafts } from '../../ui/draft.ts';
import { frameWords } from './words.ts';

export function AccountMenu({ person }: { readonly person: Person }) {
  const w = useWords(frameWords);
  const client = useQueryClient();
  const leave = async () => {
    await auth.signOut().catch(() => undefined);
    forgetDrafts();
    client.clear();
    window.location.assign(paths.signIn);
  };
  return (
    <Menu position="bottom-end" defaultOpened>
      <Menu.Target>
        <button type="button" className="pill account one-line">
          {person.name}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.address}</Menu.Label>
        <Menu.Item component="a" href={paths.settings}>
          {w.rail.settings}
        </Menu.Item>
        <Menu.Item onClick={() => void leave()}>{w.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
