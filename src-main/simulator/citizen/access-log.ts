import { KELA_OID } from '../names.ts';
import { controllerOf } from '../services/controllers.ts';
import { type Access } from '../store/accesses.ts';
import { type World } from '../world.ts';

export type Use = 'use' | 'disclosure' | 'emergency' | 'storing' | 'own';
export type LogLine = Readonly<{ atMs: number; unit: string; service: string; use: Use; count: number }>;

/** Section 11 of Act 703/2023: older than two years only for a special reason. */
const YEARS_SHOWN_MS = 2 * 366 * 24 * 3_600_000;
const MOST = 300;
/** Reasons 12 citizen's view and 13 citizen's view of the log, 1.2.246.537.5.40110.2006. */
const CITIZEN_VIEW = '12';
const LOG_VIEW = '13';

/** The citizen's own look stands in the log as well, under the controller of the service. */
export function recordOwnView(
  world: World,
  patientId: string,
  what: 'records' | 'log',
  documents: readonly string[],
): void {
  world.store.accesses.add({
    id: world.newUuid(),
    atMs: world.clock.nowMs(),
    service: 'omakanta',
    interaction: 'read',
    action: 'R',
    outcome: '0',
    organisation: KELA_OID,
    unit: KELA_OID,
    person: '',
    right: null,
    reason: what === 'log' ? LOG_VIEW : CITIZEN_VIEW,
    relation: null,
    system: 'OmaKanta',
    correlation: null,
    patients: [patientId],
    documents,
  });
}

function useOf(world: World, { service, interaction, action, organisation, documents }: Access): Use {
  if (service === 'omakanta') return 'own';
  if (interaction === 'operation-emergency') return 'emergency';
  if (action === 'C' || action === 'U' || action === 'D') return 'storing';
  const own = controllerOf(world.store, organisation);
  const isForeign = documents.some(oid => {
    const head = world.store.documents.head(oid);
    return head !== null && head.service === 'potilastieto' && controllerOf(world.store, head.organisation) !== own;
  });
  return interaction === 'operation-disclose' || isForeign ? 'disclosure' : 'use';
}

/** Who handled the data and how: units, never persons. Lines of one unit, kind and minute are one. */
export function logFor(world: World, patientId: string): readonly LogLine[] {
  const nowMs = world.clock.nowMs();
  const lines = new Map<string, LogLine>();
  for (const access of world.store.accesses.ofPatient(patientId, nowMs - YEARS_SHOWN_MS, MOST)) {
    const unit =
      world.store.register.organisation(access.unit)?.name ?? (access.unit === KELA_OID ? 'OmaKanta' : access.unit);
    const use = useOf(world, access);
    const key = [Math.floor(access.atMs / 60_000), unit, access.service, use].join('|');
    const known = lines.get(key);
    lines.set(key, {
      atMs: known?.atMs ?? access.atMs,
      unit,
      service: access.service,
      use,
      count: (known?.count ?? 0) + Math.max(1, access.documents.length),
    });
  }
  return [...lines.values()];
}
