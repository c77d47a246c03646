import { hash, randomInt, randomUUID } from 'node:crypto';
import { type NewUuid, type Random, type Sha256 } from '../../../shared/kernel/clock.ts';

export const newUuid: NewUuid = () => randomUUID();

export const sha256: Sha256 = bytes => hash('sha256', bytes, 'hex');

const STEPS = 2 ** 47;

/** From the generator of the operating system: serial numbers of documents are made with it. */
export const systemRandom: Random = () => randomInt(STEPS) / STEPS;
