// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { machineKeySchema } from '../../../src/organisation/contract.ts';
import { apiPage, machineKeysKey, makeMachineKey, revokeMachineKey, useMachineKeys } from '../../api/settings/machine-keys.ts';
import { scales } from '../../lang/common.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { settingsWords } from './words.ts';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Once } from '../../ui/secret-once.tsx';

const ROLES = machineKeySchema.shape.roles.element.options;

/** Keys for machines. Only administrators make and revoke them. */
export function ApiKeys() {
  const w = useWords(settingsWords);
  const { lang } = useLang();
  if (!useMay('administer')) return null;
  return (
    <section className="sheet stack" aria-label={w.keys}>
      <h2>{w.keys}</h2>
      <span className="quiet small">{w.keysLead}</span>
      <a href={apiPage(lang)} target="_blank" rel="noreferrer">
        {w.apiPage}
      </a>
      <List />
      <NewKey />
    </section>
  );
}

function List() {
  const w = useWords(settingsWords);
  const s = useWords(scales);
  const say = useSay();
  const client = useQueryClient();
  const keys = useMachineKeys();
  const [revoking, setRevoking] = useState<{ readonly keyId: string; readonly name: string } | null>(null);
  const revoke = useMutation({
    mutationFn: (reason: string) => revokeMachineKey(revoking?.keyId ?? '', reason),
    onSuccess: () => {
      setRevoking(null);
      void client.invalidateQueries({ queryKey: machineKeysKey });
    },
  });
  if (keys.error !== null) return <Failed error={keys.error} retry={() => void keys.refetch()} />;
  if (keys.data?.items.length === 0) return <span>{w.keysNone}</span>;
  return (
    <>
      {keys.data?.items.map((key) => (
        <div key={key.keyId} className="row">
          <strong>{key.name}</strong>
          <span className="mono small">{key.start}…</span>
          <span className="small">{key.roles.map((role) => s.role[role]).join(' · ')}</span>
          <span className="small quiet">{key.expiresAt === null ? w.noExpiry : w.expires(say.time(key.expiresAt))}</span>
          <span className="small quiet">{key.lastUsedAt === null ? w.neverUsed : w.lastUsed(say.time(key.lastUsedAt))}</span>
          <Button size="compact-sm" onClick={() => setRevoking(key)}>
            {w.revoke}
          </Button>
        </div>
      ))}
      {revoking === null ? null : (
        <ReasonDialog
          title={w.keyRevoke(revoking.name)}
          draft={`key.${revoking.keyId}`}
          confirm={w.revoke}
          pending={revoke.isPending}
          error={revoke.error}
          onClose={() => setRevoking(null)}
          onConfirm={(reason, clear) => revoke.mutate(reason, { onSuccess: clear })}
        />
      )}
    </>
  );
}

function NewKey() {
  const w = useWords(settingsWords);
  const s = useWords(scales);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('365');
  const [roles, setRoles] = useState<readonly string[]>(['responder']);
  const make = useMutation({
    mutationFn: () =>
      makeMachineKey({ name, days: days === '' ? null : Number(days), roles: ROLES.filter((role) => roles.includes(role)) }),
    onSuccess: () => {
      setName('');
      void client.invalidateQueries({ queryKey: machineKeysKey });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      {make.data === undefined ? null : <Once label={w.keyOnce} text={make.data.key} copy={w.copy} copied={w.copied} />}
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput
          style={{ flex: '0 1 280px' }}
          label={w.keyName}
          required
          maxLength={32}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          style={{ width: 110 }}
          label={w.keyDays}
          type="number"
          min={1}
          max={365}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      </div>
      <Checkbox.Group label={w.keyRoles} value={[...roles]} onChange={setRoles}>
        <div className="row" style={{ gap: '8px 18px', paddingTop: 6 }}>
          {ROLES.map((role) => (
            <Checkbox key={role} value={role} label={s.role[role]} />
          ))}
        </div>
      </Checkbox.Group>
      {make.error === null ? null : <Failed error={make.error} />}
      <div className="actions">
        <Button type="submit" loading={make.isPending} disabled={roles.length === 0}>
          {w.addKey}
        </Button>
      </div>
    </form>
  );
}
