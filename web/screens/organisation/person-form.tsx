// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { personRowSchema } from '../../../src/organisation/contract.ts';
import type { PersonRow } from '../../../src/organisation/contract.ts';
import { addPerson, changePerson, peopleKey } from '../../api/organisation.ts';
import { common, scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { organisationWords } from './words.ts';
import { Failed } from '../../components/states.tsx';
import { DepartmentInput } from '../../journal/department-pick.tsx';
import { Once } from '../../ui/secret-once.tsx';
import { PersonTools } from './person-tools.tsx';
import { Dialog } from '../../components/dialog.tsx';

const ROLES = personRowSchema.shape.roles.element.options;

export function PersonForm({ person, onClose }: { readonly person: PersonRow | null; readonly onClose: () => void }) {
  const w = useWords(organisationWords);
  const c = useWords(common);
  const s = useWords(scales);
  const client = useQueryClient();
  const [name, setName] = useState(person?.name ?? '');
  const [kana, setKana] = useState(person?.kana ?? '');
  const [department, setDepartment] = useState(person?.department ?? '');
  const [addresses, setAddresses] = useState(person?.addresses.join('\n') ?? '');
  const [telephone, setTelephone] = useState(person?.telephone ?? '');
  const [roles, setRoles] = useState<readonly string[]>(person?.roles ?? ['staff']);
  const [lang, setLang] = useState<'ja' | 'en'>(person?.lang ?? 'ja');
  const [signIn, setSignIn] = useState(false);
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState<string | null>(null);
  const rolesChange = person !== null && [...person.roles].toSorted().join() !== [...roles].toSorted().join();
  const save = useMutation({
    mutationFn: async () => {
      const values = {
        name,
        kana,
        department,
        telephone,
        lang,
        addresses: addresses.split(/\s*[\n,]\s*/).filter((one) => one !== ''),
        roles: ROLES.filter((role) => roles.includes(role)),
      };
      if (person === null) return (await addPerson({ ...values, signIn })).password;
      await changePerson(person.personId, person.version, { ...values, reason });
      return null;
    },
    onSuccess: (given) => {
      void client.invalidateQueries({ queryKey: peopleKey });
      if (given === null) onClose();
      else setPassword(given);
    },
  });
  return (
    <Dialog onClose={onClose} title={person === null ? w.add : w.change(person.name)}>
      {password === null ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <TextInput
            data-autofocus
            label={w.columns.name}
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput label={w.kana} maxLength={200} value={kana} onChange={(event) => setKana(event.currentTarget.value)} />
          <DepartmentInput label={w.columns.department} maxLength={200} value={department} onChange={setDepartment} />
          <Textarea
            label={w.columns.addresses}
            description={w.addressesHelp}
            autosize
            minRows={2}
            value={addresses}
            onChange={(event) => setAddresses(event.currentTarget.value)}
          />
          <TextInput
            label={w.columns.telephone}
            type="tel"
            maxLength={50}
            value={telephone}
            onChange={(event) => setTelephone(event.currentTarget.value)}
          />
          <Checkbox.Group label={w.columns.roles} value={[...roles]} onChange={setRoles}>
            <div className="stack" style={{ gap: 8, paddingTop: 6 }}>
              {ROLES.map((role) => (
                <Checkbox key={role} value={role} label={s.role[role]} description={w.mayDo[role]} />
              ))}
            </div>
          </Checkbox.Group>
          <NativeSelect
            label={w.lang}
            value={lang}
            onChange={(event) => setLang(event.currentTarget.value === 'en' ? 'en' : 'ja')}
            data={[
              { value: 'ja', label: '日本語' },
              { value: 'en', label: 'English' },
            ]}
          />
          {rolesChange ? (
            <TextInput
              label={w.roleReason}
              required
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          {person !== null ? null : (
            <Checkbox
              checked={signIn}
              onChange={(event) => setSignIn(event.currentTarget.checked)}
              label={w.giveSignIn}
              description={w.signInHelp}
            />
          )}
          {save.error === null ? null : <Failed error={save.error} />}
          {person?.left === true ? null : (
            <div className="actions">
              <Button type="submit" variant="filled" loading={save.isPending}>
                {person === null ? w.save : w.saveChange}
              </Button>
            </div>
          )}
          {person === null ? null : <PersonTools person={person} onPassword={setPassword} onDone={onClose} />}
        </form>
      ) : (
        <div className="stack">
          <Once label={w.oneTime} text={password} copy={w.copy} copied={w.copied} />
          <div className="actions">
            <Button onClick={onClose}>{c.close}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
