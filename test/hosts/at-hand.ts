/** What a story of hosts stands on, from its beginning to its end: folders, services, hosts, the person who works. */
import { type Running, startSimulatorProcess, temporaryFolder } from '../e2e/processes.ts';
import { type DirectHost, startDirectHost } from './direct.ts';
import { openPatient, signIn } from './story.ts';

export type ClinicAtHand = Readonly<{ host: DirectHost; patientId: string; end(): Promise<void> }>;

/** One host over its own services; a physician is signed in and has the patient open. @param patient words that find one person */
export async function clinicAtHand(patient = 'Kokemäki'): Promise<ClinicAtHand> {
  const folder = temporaryFolder();
  const host = await startDirectHost(folder.path);
  await signIn(host.client, 'aino-harjula');
  return {
    host,
    patientId: await openPatient(host.client, patient),
    async end() {
      await host.close();
      folder.remove();
    },
  };
}

export type TwoDesks = Readonly<{
  simulator: Running;
  /** Token of the services' own interface for faults. */
  control: string;
  desks: readonly [DirectHost, DirectHost];
  end(): Promise<void>;
}>;

/** Two hosts, each with its own database, over the same services in a process of their own. Nobody is signed in. */
export async function twoDesks(): Promise<TwoDesks> {
  const control = 'two-desks';
  const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()] as const;
  const simulator = await startSimulatorProcess(folders[0].path, control);
  const address = { url: simulator.url, controlToken: control };
  const desks = await Promise.all([
    startDirectHost(folders[1].path, address),
    startDirectHost(folders[2].path, address),
  ]);
  return {
    simulator,
    control,
    desks,
    async end() {
      for (const desk of desks) await desk.close();
      await simulator.stop();
      for (const folder of folders) folder.remove();
    },
  };
}
