/** Decoders of the domain values that travel, for the contracts of all areas. */
export * from './basic.values.ts';
export * from './people.values.ts';
export * from './product.values.ts';
export * from './dose.values.ts';
export * from './prescription.values.ts';
export * from './dispensing.values.ts';
export * from './record.values.ts';
export * from './queue.values.ts';
