import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROFILE_FAULTS, profileRefusal } from '../../src-main/adapters/system/profile-words.ts';
import { readProfileFile } from '../../src-main/adapters/system/profile-file.ts';
import { readArguments } from '../../src-main/node/arguments.ts';
import { makeRealWorld, type RealWorld } from '../builders/real-profile.builder.ts';
import { CERTS } from '../fakes/practice-set.fake.ts';

const NOW = Date.UTC(2026, 10, 22);
let dir: string;
let world: RealWorld;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kantele-profile-'));
  world = await makeRealWorld(dir, 'aino-harjula', 'https://127.0.0.1:8443');
  writeFileSync(join(dir, 'nothing.pem'), 'nothing');
  writeFileSync(join(dir, 'open.key.pem'), readFileSync(join(world.certsDir, 'system-clinic.key.pem')));
  chmodSync(join(dir, 'open.key.pem'), 0o644);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The profile with the value at `path` replaced; `undefined` takes the field away. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(world.profile) as Record<string, unknown>;
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  const at = parts.reduce<Record<string, unknown>>((inside, part) => inside[part] as Record<string, unknown>, copy);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
const faultsOf = (profile: unknown) => {
  const read = readProfileFile(world.write(profile), NOW);
  return read.ok ? [] : read.error.map(({ field, kind }) => `${field} ${kind}`);
};

test('a whole profile is read with everything that it names', () => {
  const read = readProfileFile(world.write(world.profile), NOW);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { environment, services, systemKeys, tls, trust, rightMaxAgeMs, directory } = read.value;
  expect({ environment, services, rightMaxAgeMs }).toEqual({
    environment: { name: 'Koeympäristö', kind: 'test' },
    services: { root: 'https://127.0.0.1:8443', bases: {} },
    rightMaxAgeMs: 86_400_000,
  });
  expect([...systemKeys.keys()]).toEqual(['1.2.246.10.88888888.10.0', '1.2.246.10.88888888.10.1']);
  expect([tls.cert, tls.key, trust.roots[0]].every(text => text?.startsWith('-----BEGIN '))).toBe(true);
  expect(trust.revocationLists).toHaveLength(2);
  expect(directory.professional('00999900101')?.organisation.provider.oid).toBe('1.2.246.10.88888888.10.0');
});

describe('a field that is no good is named, with what is wrong', () => {
  const practice = (name: string): string => join(CERTS, name);
  test.each<readonly [path: string, value: unknown, told: string]>([
    ['services.root', '', 'services.root empty'],
    ['services.root', 'http://127.0.0.1:8040', 'services.root notSecure'],
    ['services.root', undefined, 'services.root absent'],
    ['services.bases', { resepti: 'http://kanta.example' }, 'services.bases.resepti notSecure'],
    ['services.bases', { reseptti: 'https://kanta.example' }, 'services.bases.reseptti unknownField'],
    ['sevices', {}, 'sevices unknownField'],
    ['kantele', 'profile-2', 'kantele form'],
    ['workstation', 'a b', 'workstation form'],
    ['system.id', '2.999.246.1', 'system.id practice'],
    ['system.id', 'one', 'system.id notOid'],
    ['professionals.0.organisation', 'ward', 'professionals[0].organisation unknownUnit'],
    ['professionals.0.registrationNumber', '123', 'professionals[0].registrationNumber form'],
    ['organisations.2.oid', '2.999.1', 'organisations[2].oid practice'],
    ['systemCertificates.0.certificate', 'certs/absent.pem', 'systemCertificates[0].certificate fileMissing'],
    ['systemCertificates.0.certificate', 'nothing.pem', 'systemCertificates[0].certificate notCertificate'],
    ['systemCertificates.0.certificate', practice('system-clinic.pem'), 'systemCertificates[0].certificate practice'],
    ['systemCertificates.0.key', 'certs/service.key.pem', 'systemCertificates[0].key keyMismatch'],
    ['systemCertificates.0.key', 'nothing.pem', 'systemCertificates[0].key openKey'],
    ['systemCertificates.0.key', 'certs/root.pem', 'systemCertificates[0].key notKey'],
    ['systemCertificates.0.chain', ['certs/root.pem'], 'systemCertificates[0].chain brokenChain'],
    ['systemCertificates.0.organisation', '1.2.3', 'systemCertificates[0].organisation unknownUnit'],
    ['tls.key', null, 'tls.key empty'],
    ['tls.key', 'open.key.pem', 'tls.key openKey'],
    ['trust.roots', [], 'trust.roots empty'],
    ['trust.roots', [practice('root.pem')], 'trust.roots[0] practice'],
    ['trust.roots', ['certs/issuing.pem'], 'trust.roots[0] notRoot'],
    ['trust.revocationLists.addresses', ['ldap://list'], 'trust.revocationLists.addresses[0] form'],
    ['receipts.roots', [practice('root.pem')], 'receipts.roots[0] practice'],
    ['roleService.maxAgeHours', 1000, 'roleService.maxAgeHours form'],
    ['labelPrinter', { address: '', dotsPerMm: 8 }, 'labelPrinter.address empty'],
    ['medicines', 'nowhere', 'medicines folderMissing'],
  ])('%s = %j', (path, value, told) => {
    expect(faultsOf(changed(path, value))).toEqual([told]);
  });

  test('all faults are told at once', () => {
    const copy = changed('services.root', '') as Record<string, unknown>;
    expect(faultsOf({ ...copy, workstation: '', medicines: 7 })).toEqual([
      'workstation empty',
      'services.root empty',
      'medicines form',
    ]);
  });

  test('a certificate out of its time', () => {
    const read = readProfileFile(world.write(world.profile), Date.UTC(2047, 0, 1));
    expect(read.ok ? [] : [...new Set(read.error.map(({ kind }) => kind))]).toEqual(['notValid']);
  });

  test('a missing file and one that is not JSON', () => {
    expect(readProfileFile(join(dir, 'absent.json'), NOW)).toMatchObject({
      error: [{ field: '', kind: 'fileMissing' }],
    });
    expect(readProfileFile(world.write('{"kantele": '), NOW)).toMatchObject({
      error: [{ field: '', kind: 'notJson' }],
    });
  });
});

test('the template is a profile whose empty fields are told, and nothing else', () => {
  const template = join(import.meta.dirname, '..', '..', 'resources', 'profiles', 'real-template.json');
  const read = readProfileFile(template, NOW);
  expect(read.ok ? [] : [...new Set(read.error.map(({ kind }) => kind))]).toEqual(['empty']);
});

test('every refusal is said in three languages, with the field and what stands there', () => {
  const words = profileRefusal([{ field: 'services.root', kind: 'notSecure', given: 'http://x' }]);
  expect(words.split('\n\n')).toHaveLength(3);
  expect(words.match(/services\.root: .*http:\/\/x/g)).toHaveLength(3);
  for (const { fi, sv, en } of Object.values(PROFILE_FAULTS)) expect(new Set([fi, sv, en]).size).toBe(3);
});

describe('the commands', () => {
  test('a start names the profile; its data lie apart from those of the practice', () => {
    expect(readArguments(['--profile', 'ward.json'])).toMatchObject({
      ok: true,
      value: { profilePath: resolve('ward.json'), simulator: null, dataDir: expect.stringMatching(/kantele-real$/) },
    });
    expect(readArguments([])).toMatchObject({
      value: { profilePath: null, workstation: 'practice', dataDir: expect.stringMatching(/kantele-practice$/) },
    });
  });

  test.each([
    ['--simulator', 'http://127.0.0.1:8040'],
    ['--simulator-control', 'x'],
    ['--medicines', 'folder'],
    ['--card-delay', '0'],
    ['--right-age', '12'],
    ['--workstation', 'one'],
  ])('%s is not used beside a profile', (name, value) => {
    expect(readArguments(['--profile', 'ward.json', name, value])).toEqual({
      ok: false,
      error: `${name} is not used with --profile`,
    });
  });

  test('kantele profile tells the faults in words, or that it can be used', () => {
    const cli = join(import.meta.dirname, '..', '..', 'src-main', 'cli', 'kantele.ts');
    const command = (...args: readonly string[]) =>
      spawnSync(process.execPath, [cli, 'profile', ...args], { encoding: 'utf8' });
    const good = command(world.write({ ...world.profile, unconfirmed: ['receipts'] }));
    expect([good.status, good.stdout]).toEqual([
      0,
      'The profile can be used: Koeympäristö (test).\n  to be confirmed: receipts\n',
    ]);
    const bad = command(world.write(changed('services.root', 'http://kanta.example')));
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain('services.root: osoitteen on alettava https://: http://kanta.example');
    const told = command(join(dir, 'absent.json'), '--json');
    expect(JSON.parse(told.stdout)).toMatchObject({ usable: false, faults: [{ kind: 'fileMissing' }] });
    expect(command().status).toBe(2);
  }, 60_000);
});
